/** A text as YAML: plain where that reads back as the same text in any YAML, else in double quotes. */
export const yamlScalar = (text: string): string =>
  /^[A-Za-z][\w./-]*(?: [\w./-]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
