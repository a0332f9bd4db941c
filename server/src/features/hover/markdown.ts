import type { PageId, Place } from '../../core/page.ts';
import type { HoverPart } from './part.ts';

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
const MAX_SOURCE = 2000;

/**
 * The first paragraph of a stretch of markdown as readers see it, on one line, cut after a word: links by their labels,
 * without HTML, emphasis, footnotes and code marks. It is text, still to be escaped.
 */
export const excerptText = (source: string): string => {
  const paragraph =
    source
      .slice(0, MAX_SOURCE)
      .trim()
      .split(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/, 1)[0] ?? '';
  const text = paragraph
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
  if (text.length <= MAX_EXCERPT) return text;
  const cut = text.slice(0, MAX_EXCERPT);
  const space = cut.lastIndexOf(' ');
  return `${(space > MAX_EXCERPT / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '')} …`;
};

/**
 * The markdown of a hover.
 *
 * @param excerpts the source text of each `excerpt` part; a part without one is left out.
 * @param uriOf the URI that opens a page.
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
      'excerpt' in part ? escapeMarkdown(excerptText(excerpts.get(part.excerpt) ?? '')) : blockOf(part, uriOf);
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
