import { fold } from '../core/paths.ts';

/**
 * A heading, title or metadata value as a reader sees it: one line, links by their labels, without emphasis, code
 * marks, escapes and the commonest HTML entities, straight quotes. For comparing names, not for display.
 */
export const plainText = (source: string): string => {
  if (!UNUSUAL.test(source)) return source;
  let text = source.length > LONGEST ? source.slice(0, LONGEST) : source;
  if (MARKS.test(text)) {
    text = text
      .replace(/!?\[\[(?:[^\]|]*\\?\|)?([^\]|]*)\]\]/g, '$1')
      .replace(/!?\[([^\]]*)\]\([^()]*\)/g, '$1')
      .replace(/`+([^`]*)`+/g, '$1')
      .replace(/(?<![\p{L}\p{N}\\])(\*\*|__|\*|_)(?=\S)([^*_]*[^*_\s])\1(?![\p{L}\p{N}])/gu, '$2')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');
  }
  text = text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');
  return text.replace(/\s+/g, ' ').trim();
};

/** What is longer is no name; cutting it bounds the time that the patterns take. */
const LONGEST = 2000;
const MARKS = /[[`*_\\&]/;
const UNUSUAL = /[[`*_\\&\u2018\u2019\u201c\u201d]|\s\s|^\s|\s$|[^\S ]/;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** Whether two names are one to a reader: case, dashes, quotes, blanks and markdown's marks make no other name. */
export const sameName = (a: string, b: string): boolean => a === b || comparableName(a) === comparableName(b);

/** A name in the form in which names are compared. */
export const comparableName = (name: string): string => fold(plainText(name)).replace(/[\u2013\u2014]/g, '-');
