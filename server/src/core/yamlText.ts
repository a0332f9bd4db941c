/**
 * A text as a YAML scalar on one line: plain where every YAML reads that as this very text, else in double quotes. `like` is the
 * source of another value, whose quotes it gets if they can hold it.
 */
export const yamlText = (text: string, like = ''): string => {
  if (like.startsWith("'") && !CONTROL.test(text)) return `'${text.replaceAll("'", "''")}'`;
  if (!like.startsWith('"') && canBePlain(text)) return text;
  // What JSON writes as a string, YAML 1.2 reads as the same one.
  return JSON.stringify(text).replace(CONTROLS, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
};

const CONTROL = /[\p{Cc}\u2028\u2029\ufeff]/u;
const CONTROLS = new RegExp(CONTROL, 'gu');

const canBePlain = (text: string): boolean =>
  /^\p{L}/u.test(text) && !/:(?:\s|$)|\s#|\s$/u.test(text) && !CONTROL.test(text) && !WORDS.test(text);

/** What YAML 1.1 or 1.2 takes for something else than a text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
