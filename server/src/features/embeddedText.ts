import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { AtlasKind } from '../atlas/ids.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { sameName } from '../atlas/names.ts';
import type { Block, Definition, Heading, Link, Page, PageId } from '../core/page.ts';
import { headingIndex, sectionSpan } from '../core/page.ts';
import { folderOf, relativePath } from '../core/paths.ts';
import type { Span } from '../core/text.ts';
import { isUrl } from '../core/vault.ts';
import { blockSpan, dedented } from './embeddedBlock.ts';
import { headingSlug, wellFormed } from './headingSlug.ts';
import { escapeMarkdown, markdownLink, struckMarkdown } from './hover/markdown.ts';
import { isPicture, linkFacts, shownLabel } from './linkFacts.ts';

/** A page, or the heading or block of it that an embed names. */
export interface EmbeddedPart {
  readonly page: Page;
  /** Undefined for all of the page. */
  readonly place: Heading | Block | undefined;
}

/** What an embed shows. */
export interface EmbeddedText {
  /** Markdown that means the same on the outer page; at most `LONGEST` characters. */
  readonly text: string;
  /** Whether the part goes on behind it. */
  readonly cut: boolean;
  /** Where its links lead to ATLAS pages: the pages' kinds by the links' destinations as they stand in the text. */
  readonly kinds: ReadonlyMap<string, AtlasKind>;
}

/** So much of a part is shown, in UTF-16 code units. */
const LONGEST = 20_000;

/**
 * The markdown of an embedded part as it can stand on the page `outer`: wiki-links are markdown links relative to that page, and
 * so are embeds, so that nothing is embedded in what is embedded; pictures stay pictures; relative links and pictures
 * are found from there; comments, block marks and what the frame says already (the title, the section's heading) are gone.
 *
 * @param source the page's text. Undefined is given where the page is of another text by now.
 */
export const embeddedText = (
  book: Casebook,
  outer: PageId,
  { page, place }: EmbeddedPart,
  source: string,
): EmbeddedText | undefined => {
  if (source.length !== page.length) return undefined;
  const kinds = new Map<string, AtlasKind>();
  const prefix = folderPrefix(outer, page.id);
  const span = partSpan(page, place, source);
  const changes = [
    ...linkChanges({ book, outer, page, prefix, source, kinds }),
    ...page.definitions
      .filter(({ target }) => isRelative(target))
      .map(({ targetStart }) => insertion(targetStart, prefix)),
    ...[...commentSpans(page, source), ...markSpans(page, source)].map(span => ({ ...span, make: () => '' })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const changed = withoutBlankLines(withChanges(source, span, changes)).trimEnd();
  const whole = place === undefined || 'level' in place ? changed : dedented(changed);
  const text = cutAtLine(whole);
  const cut = text.length < whole.length;
  // What is cut off may hold definitions too.
  const definitions = neededDefinitions(page, cut ? undefined : span, text);
  const written = definitions.map(definition => definitionText(definition, source, prefix));
  return { text: withDefinitions(text, written), cut, kinds };
};

/** What is replaced in a text; `make` is called only if that place is reached. */
interface Change extends Span {
  readonly make: () => string;
}

const insertion = (at: number, text: string): Change => ({ start: at, end: at, make: () => text });

/** A page without front matter and title, a section without its heading, or a block. */
const partSpan = (page: Page, place: Heading | Block | undefined, source: string): Span => {
  if (place !== undefined) {
    return 'level' in place
      ? { start: place.end, end: sectionSpan(page, headingIndex(page, place)).end }
      : blockSpan(page, place, source);
  }
  const start = page.frontMatter?.end ?? 0;
  const [first] = page.headings;
  const isTitle = first?.level === 1 && source.slice(start, first.start).trim() === '' && saysTitle(page, first);
  return { start: isTitle ? first.end : start, end: page.length };
};

const saysTitle = (page: Page, { text }: Heading): boolean => {
  const identity = pageIdentity(page);
  return sameName(text, pageLabel(identity)) || sameName(text, identity.name);
};

interface Rewriting {
  readonly book: Casebook;
  readonly outer: PageId;
  readonly page: Page;
  /** What stands before a relative target of the page to make it one of the outer page. */
  readonly prefix: string;
  readonly source: string;
  /** Filled as links are written. */
  readonly kinds: Map<string, AtlasKind>;
}

const linkChanges = (rewriting: Rewriting): readonly Change[] => {
  const { page, prefix, outer } = rewriting;
  const changes: Change[] = [];
  /** Where the last label of a markdown link ends. */
  let labelEnd = 0;
  for (const link of [...page.links].sort((a, b) => a.start - b.start)) {
    if (link.kind === 'wiki' || link.kind === 'embed') {
      const inLabel = link.start < labelEnd;
      if (!link.faulty)
        changes.push({ start: link.start, end: link.end, make: () => wikiText(rewriting, link, inLabel) });
      continue;
    }
    labelEnd = Math.max(labelEnd, link.labelEnd);
    const { target, targetStart, fragment } = link;
    if (target === '' && fragment !== undefined) changes.push(insertion(targetStart, hrefTo(outer, page.id)));
    else if (isRelative(target)) changes.push(insertion(targetStart, prefix));
  }
  return changes;
};

const isRelative = (target: string): boolean => target !== '' && !/^[/\\]/.test(target) && !isUrl(target);

/** A wiki-link or embed as markdown. In a link's label, and where a `!` before it would make a picture of it, only its text. */
const wikiText = ({ book, outer, page, source, kinds }: Rewriting, link: Link, inLabel: boolean): string => {
  const { path, place, kind, title } = linkFacts(book, page, link);
  const label = shownLabel(link) ?? title;
  if (inLabel || source[link.start - 1] === '!') return escapeMarkdown(label);
  if (path === undefined) return struckMarkdown(label);
  const slug = place && 'level' in place ? `#${headingSlug(place.text)}` : '';
  const href = hrefTo(outer, path) + slug;
  if (kind !== undefined) kinds.set(href, kind);
  return `${link.kind === 'embed' && isPicture(path) ? '!' : ''}${markdownLink(label, href)}`;
};

/** The destination, percent-encoded, with which a markdown link on a page leads to a path of the vault. */
const hrefTo = (outer: PageId, path: string): string =>
  encoded(relativePath(folderOf(outer), path).replace(/^\.\//, ''));

/** The way from a page's folder to that of another: empty, or ending in `/`. */
const folderPrefix = (outer: PageId, inner: PageId): string =>
  encoded(relativePath(folderOf(outer), `${folderOf(inner)}/`.replace(/^\//, '')).replace(/^\.\//, ''));

const encoded = (path: string): string =>
  wellFormed(path)
    .split('/')
    .map(part => encodeURIComponent(part).replace(/[()]/g, char => (char === '(' ? '%28' : '%29')))
    .join('/');

/** HTML comments, those without an end among them. */
const commentSpans = (page: Page, source: string): readonly Span[] => [
  ...page.comments,
  ...page.inert.flatMap(({ start, end }) => {
    if (!source.startsWith('<!--', start) || isIndentedCode(source, start)) return [];
    const close = source.indexOf('-->', start + 4);
    return { start, end: close < 0 ? end : Math.min(end, close + 3) };
  }),
];

/** The marks of blocks, with the blanks before them. */
const markSpans = ({ blocks }: Page, source: string): readonly Span[] =>
  blocks.map(({ start, end }) => {
    let blank = start;
    while (source[blank - 1] === ' ' || source[blank - 1] === '\t') blank--;
    return { start: blank, end };
  });

const isIndentedCode = (source: string, at: number): boolean =>
  /(?:\t| {4})$/.test(source.slice(Math.max(0, at - 4), at));

/** The span's text after changes, in order; one that overlaps the one before is left out. It ends early if it is long enough. */
const withChanges = (source: string, span: Span, changes: readonly Change[]): string => {
  let text = '';
  let at = span.start;
  for (const { start, end, make } of changes) {
    if (start < at || end > span.end) continue;
    text += source.slice(at, start) + make();
    at = end;
    if (text.length < 1000) text = withoutBlankLines(text);
    else if (text.length > 2 * LONGEST) return text;
  }
  return text + source.slice(at, span.end);
};

/** A text from its first line on that is not blank. */
const withoutBlankLines = (text: string): string => text.replace(/^(?:[ \t]*(?:\r\n?|\n))+/, '');

const cutAtLine = (text: string): string => {
  if (text.length <= LONGEST) return text;
  const line = text.lastIndexOf('\n', LONGEST);
  return text
    .slice(0, line > LONGEST / 2 ? line : LONGEST)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
};

/** The definitions outside of the span, if there is one, whose labels stand in brackets in a text; the first of a label holds. */
const neededDefinitions = (page: Page, inside: Span | undefined, text: string): readonly Definition[] => {
  if (page.definitions.length === 0) return [];
  const wanted = new Set(
    [...text.matchAll(/\[([^[\]]{1,200})\]/g)].map(([, label = '']) => label.trim().toLowerCase()),
  );
  return page.definitions
    .filter(({ label }) => wanted.delete(label.toLowerCase()))
    .filter(({ start, end }) => inside === undefined || start < inside.start || end > inside.end);
};

const definitionText = ({ start, end, target, targetStart }: Definition, source: string, prefix: string): string =>
  source.slice(start, targetStart) + (isRelative(target) ? prefix : '') + source.slice(targetStart, end);

/** The text below its definitions, as many of them as there is room for: behind the text, code that was cut would swallow them. */
const withDefinitions = (text: string, definitions: readonly string[]): string => {
  let above = '';
  for (const definition of definitions) {
    if (above.length + definition.length + text.length + 2 > LONGEST) break;
    above += `${definition}\n`;
  }
  return above === '' ? text : `${above}\n${text}`;
};
