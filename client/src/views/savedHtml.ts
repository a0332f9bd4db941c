import type { SavedPage, SavedPicture } from '../../webview/src/messages.ts';
import { escapeHtml } from '../escapeHtml.ts';

/** What a saved page is made of besides what the webview gives. */
export interface SavedHtmlOptions {
  /** Our style sheet, which asks for VS Code's variables. */
  readonly style: string;
  /** The language of the texts. */
  readonly language: string;
  /** The bytes of the page's pictures as `data:` addresses, in their order; undefined for those that cannot be had. */
  readonly pictures: readonly (string | undefined)[];
}

/**
 * A page as an HTML document that needs no other file, runs nothing and loads nothing: the style sheet stands in it, with the values
 * of the variables that it asks for, and the pictures as data.
 */
export function savedHtml(page: SavedPage, { style, language, pictures }: SavedHtmlOptions): string {
  const content = page.parts.map((part, i) => part + pictureHtml(page.pictures[i], pictures[i])).join('');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>
${rootRule(page.variables, style)}
${style}
</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

const pictureHtml = (picture: SavedPicture | undefined, data: string | undefined): string => {
  if (picture === undefined) return '';
  const { address, alt, width, height } = picture;
  if (data === undefined) return escapeHtml(alt === '' ? address : alt);
  const attributes = Object.entries({ src: data, alt, width, height });
  const written = attributes.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeHtml(value)}"`));
  return `<img${written.join('')}>`;
};

/** The variables that a style sheet asks for, with their values. */
const rootRule = (variables: Readonly<Record<string, string>>, style: string): string => {
  const asked = new Set(style.match(/--vscode-[\w-]+/g) ?? []);
  const lines = [...asked].sort().flatMap(name => {
    const value = variables[name];
    // A font's name is the user's own; it must not end the rule or the element.
    return value === undefined || value === '' || /[<>{};]/.test(value) ? [] : `  ${name}: ${value};`;
  });
  return `:root {\n${lines.join('\n')}\n}`;
};

/** A picture's bytes as a `data:` address; undefined for a file whose name is not that of a picture. */
export function dataAddress(path: string, bytes: Uint8Array): string | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const type = Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
  return type === undefined ? undefined : `data:image/${type};base64,${base64Of(bytes)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  avif: 'avif',
  bmp: 'bmp',
  gif: 'gif',
  jpeg: 'jpeg',
  jpg: 'jpeg',
  png: 'png',
  svg: 'svg+xml',
  webp: 'webp',
};

/** Web workers have no Buffer, and a call takes only so many arguments. */
const base64Of = (bytes: Uint8Array): string => {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
};
