/** The URIs in a text of the type `text/uri-list`: one a line, lines with `#` in front are remarks. */
export const uriList = (text: string): readonly string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
