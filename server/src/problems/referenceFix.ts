import type { Link, ListItem, Page } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { pageFix, textFix } from './fix.ts';
import type { Fix } from './problem.ts';

/** Writes an item without a link, but with an address somewhere in it, as `[title](address)`. */
export const itemFix = (page: Page, item: ListItem): readonly Fix[] => [
  textFix('Write it as [title](address)', page, text => linkedReference(text, item), 'likely'),
];

/** Gives a link without a title its address for one. */
export const titleFix = (page: Page, link: Link): readonly Fix[] => {
  const shown = shownAddress(link.target);
  const at = link.start + 1;
  return shown === ''
    ? []
    : pageFix(`Title it '${shown}'`, page, [{ span: { start: at, end: at }, newText: escapeTitle(shown) }], 'likely');
};

/** Mends an address whose scheme is missing or mistyped. */
export const addressFix = (page: Page, link: Link, isRight: (address: string) => boolean): readonly Fix[] => {
  const mended = mendAddress(link.target);
  if (mended === undefined || !isRight(mended)) return [];
  const span = { start: link.targetStart, end: link.targetEnd };
  return pageFix(`Change to '${mended}'`, page, [{ span, newText: mended }], 'likely');
};

const mendAddress = (target: string): string | undefined => {
  const slip = /^([htps]{2,7})(?::\/{0,3}|\/{1,3})(?=[^/])/i.exec(target);
  if (slip?.[1] !== undefined) return `http${/s/i.test(slip[1]) ? 's' : ''}://${target.slice(slip[0].length)}`;
  const isHost = /^(?:www\.[^\s/]+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/\S*)$/i.test(target.replace(/\/.*$/s, '/'));
  return isHost ? `https://${target}` : undefined;
};

const ADDRESS = /<((?:https?:\/\/|www\.)[^\s<>]+)>|((?:https?:\/\/|www\.)[^\s<>]+)/i;

/** What stands before and behind an address and belongs neither to it nor to a title. */
const SEPARATORS_BEFORE = /[\s:,;|`(\u2013\u2014-]+$/;
const SEPARATORS_BEHIND = /^[\s:,;|`)\u2013\u2014-]+/;

const linkedReference = (text: string, item: ListItem): readonly TextEdit[] => {
  const paragraph = firstParagraph(text, item);
  const match = ADDRESS.exec(paragraph);
  if (match === null) return [];
  const bare = match[2] === undefined ? match[1] : withoutPunctuation(match[2]);
  if (bare === undefined) return [];
  const start = item.contentStart;
  const behindAddress = match.index + (match[2] === undefined ? match[0].length : bare.length);
  const before = paragraph.slice(0, match.index);
  const behind = paragraph.slice(behindAddress);
  const title = before.replace(SEPARATORS_BEFORE, '');
  const isEnclosed = /[(`]\s*$/.test(before) && /^[)`]/.test(behind);
  const address = destination(bare);
  if (title !== '') {
    const end = start + behindAddress + (isEnclosed ? 1 : 0);
    return [{ span: { start, end }, newText: `[${escapeTitle(title)}](${address})` }];
  }
  const rest = behind.replace(SEPARATORS_BEHIND, '').trimEnd();
  const isTitle = rest !== '' && !/^\s*[([.]/.test(behind) && !ADDRESS.test(rest);
  const end = start + (isTitle ? behindAddress + behind.trimEnd().length : behindAddress + (isEnclosed ? 1 : 0));
  return [{ span: { start, end }, newText: `[${escapeTitle(isTitle ? rest : shownAddress(bare))}](${address})` }];
};

/** An item's text up to a blank line or a nested list. */
const firstParagraph = (text: string, { contentStart, blockEnd }: ListItem): string =>
  text
    .slice(contentStart, blockEnd)
    .split(/(?:\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n]|[-*+][ \t]|\d+[.)][ \t])/)[0]
    ?.trimEnd() ?? '';

/** An address without the punctuation of the sentence that it ends; a bracket that it opened itself is its own. */
const withoutPunctuation = (address: string): string => {
  let end = address.length;
  for (; end > 0; end--) {
    const c = address.charAt(end - 1);
    if (c === ')') {
      const inside = address.slice(0, end);
      if (inside.split('(').length >= inside.split(')').length) break;
    } else if (!/[.,;:!?'"\]*_`]/.test(c)) break;
  }
  return address.slice(0, end);
};

const destination = (bare: string): string => {
  const address = /^www\./i.test(bare) ? `https://${bare}` : bare;
  return address.split('(').length === address.split(')').length ? address : `<${address}>`;
};

const LONGEST_TITLE = 60;

/** An address as a title: without scheme and what ends it, at most sixty characters of it. */
const shownAddress = (address: string): string => {
  const shown = address
    .replace(/^[a-z]+:\/\/(?:www\.)?|^www\./i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\/$/, '');
  const characters = [...shown];
  return characters.length > LONGEST_TITLE ? `${characters.slice(0, LONGEST_TITLE - 1).join('')}\u2026` : shown;
};

const escapeTitle = (title: string): string => title.replace(/(?<!\\)[[\]]/g, '\\$&');
