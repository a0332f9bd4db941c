import type { PageId, Place } from '../../core/page.ts';
import type { ExcerptLink, HoverPart } from './part.ts';

/**
 * Text from a page so that markdown shows it as it is, on one line: no HTML, links, images, commands or code can come out
 * of it, wherever in a line it stands. IDs and ordinary names stay readable as they are.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\s\u0085]+/g, ' ')
    // Control characters show nothing and can hide what stands around them.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .replace(/[\\`*_[\]<>|~!@]/g, '\\$&')
    // Entities, bare addresses that GitHub's markdown links, VS Code's icons and math.
    .replace(/&(?=[#\w])/g, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/\$/g, '\\$')
    // What makes a heading, list or rule at the start of a line.
    .replace(/^[-+=#]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

/** A link with a label that is text, whatever it is. `href` is percent-encoded so far that it needs no angle brackets, or has them. */
export const markdownLink = (label: string, href: string): string => `[${escapeMarkdown(label)}](${href})`;

/** A text struck through. One that begins or ends with tildes would take them for marks of its own, and stays as it is. */
export const struckMarkdown = (label: string): string => {
  const text = escapeMarkdown(label);
  return text === '' || /^~|~$/.test(label.trim()) ? text : `~~${text}~~`;
};

/** So much of a text is shown. */
const MAX_EXCERPT = 400;

/** So much of a text is looked at for it. */
export const MAX_SOURCE = 2000;

/**
 * The first paragraph of a stretch of markdown as readers see it, on one line, cut after a word, as markdown: its wiki-links are
 * links, broken ones struck through, all else is text without HTML, emphasis, footnotes and code marks.
 *
 * @param uriOf the URI that opens a page or file.
 */
export const excerptMarkdown = (
  source: string,
  links: readonly ExcerptLink[],
  uriOf: (path: string) => string,
): string => {
  const marked = plainParagraph(withMarks(source.slice(0, MAX_SOURCE), links));
  const shown = cutAfterWord(marked, mark => links[indexOf(mark)]?.label.length ?? 1);
  return escapeMarkdown(shown).replace(MARK, mark => {
    const link = links[indexOf(mark)];
    if (link === undefined) return '';
    return link.path === undefined ? struckMarkdown(link.label) : pageLink(link.label, uriOf(link.path));
  });
};

/** The same as text, still to be escaped, with links by their labels. */
export const excerptText = (source: string): string =>
  cutAfterWord(plainParagraph(withMarks(source.slice(0, MAX_SOURCE), [])), () => 1);

/**
 * Characters that stand for links while a text is made plain, each for the one of its number. They mean nothing in Unicode, and
 * nobody's font has the same for them: those that a page has itself are dropped.
 */
const MARK = /[\ue000-\uf8ff]/g;
const FIRST_MARK = 0xe000;

const indexOf = (mark: string): number => mark.charCodeAt(0) - FIRST_MARK;

/** A text with a mark in place of each link. Where no link stands any more, since the text is newer, none is put. */
const withMarks = (source: string, links: readonly ExcerptLink[]): string => {
  let text = '';
  let at = 0;
  links.forEach(({ start, end }, i) => {
    if (start < at || end > source.length || !/^!?\[\[[^]*\]\]$/.test(source.slice(start, end))) return;
    text += source.slice(at, start).replace(MARK, '') + String.fromCharCode(FIRST_MARK + i);
    at = end;
  });
  return text + source.slice(at).replace(MARK, '');
};

const plainParagraph = (source: string): string =>
  (source.trim().split(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/, 1)[0] ?? '')
    .replace(/<!--[\s\S]*?(?:-->|$)|%%[\s\S]*?(?:%%|$)/g, '')
    .replace(/<\/?[A-Za-z][^<>]*>/g, '')
    .replace(/!?\[\[(?:[^\]|]*\\?\|)?([^\]|]*)\]\]/g, '$1')
    .replace(/\\([[\]])/g, '$1')
    .replace(/!?\[((?:\[[^[\]]*\]|[^[\]])*)\](?:\([^()\s]*(?:\s+"[^"]*")?\)|\[[^[\]]*\])/g, '$1')
    .replace(/(?:\[\^?\d+\])+/g, '')
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)([^*_]*\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/`+([^`]*)`+/g, '$1')
    .replace(/^[ \t]*(?:>[ \t]?|#{1,6}[ \t]|[-*+][ \t])+/gm, '')
    .replace(/\s+([.,;])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** A text cut behind a word; `widthOf` says as how many characters a mark counts. */
const cutAfterWord = (text: string, widthOf: (mark: string) => number): string => {
  let width = 0;
  let end = 0;
  while (end < text.length && width <= MAX_EXCERPT) {
    const char = text[end] ?? '';
    width += char >= '\ue000' && char <= '\uf8ff' ? widthOf(char) : 1;
    end++;
  }
  if (width <= MAX_EXCERPT) return text;
  const cut = text.slice(0, end - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > end / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '')} …`;
};

/**
 * The markdown of a hover.
 *
 * @param excerpts the source text of each `excerpt` part; a part without one is left out.
 * @param uriOf the URI that opens a page or file.
 */
export const hoverMarkdown = (
  parts: readonly HoverPart[],
  excerpts: ReadonlyMap<Place, string>,
  uriOf: (page: PageId) => string,
): string => {
  let markdown = '';
  let inList = false;
  for (const part of parts) {
    const block =
      'excerpt' in part ? excerptMarkdown(excerpts.get(part.excerpt) ?? '', part.links, uriOf) : blockOf(part, uriOf);
    if (block === '') continue;
    const isItem = 'link' in part;
    markdown += (markdown === '' ? '' : inList && isItem ? '\n' : '\n\n') + block;
    inList = isItem;
  }
  return markdown;
};

const blockOf = (part: Exclude<HoverPart, { excerpt: Place }>, uriOf: (page: PageId) => string): string => {
  if ('markdown' in part) return part.markdown;
  const note = part.note === undefined ? '' : ` — ${escapeMarkdown(part.note)}`;
  return `- ${pageLink(part.title, uriOf(part.link))}${note}`;
};

const pageLink = (title: string, uri: string): string => markdownLink(title, `<${linkable(uri)}>`);

/** A URI without the few characters that would end a link's destination. */
const linkable = (uri: string): string => uri.replace(/[\s<>\\]/g, char => encodeURIComponent(char));
