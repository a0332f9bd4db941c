/**
 * A text as a YAML scalar on one line. `like` is the source of another value, whose quotes it gets if they can hold it: a plain
 * one becomes quoted where YAML would read something else than this text.
 */
export const yamlText = (text: string, like = '"'): string => {
  if (like.startsWith("'") && !CONTROL.test(text)) return `'${text.replaceAll("'", "''")}'`;
  if (!like.startsWith('"') && PLAIN.test(text) && !WORDS.test(text)) return text;
  // What JSON writes as a string, YAML 1.2 reads as the same one.
  return JSON.stringify(text);
};

const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/;

/** Surely a string for every YAML: begins with a letter, ends with none of the characters that mean something. */
const PLAIN = /^\p{L}(?:[\p{L}\p{M}\p{N} _.,()/&'+-]*[\p{L}\p{M}\p{N}_.)])?$/u;

/** What YAML 1.1 or 1.2 takes for something else than a text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
