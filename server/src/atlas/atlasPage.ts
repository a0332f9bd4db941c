import { recentlyMemoised } from '../core/memo.ts';
import type { Field, FrontMatterField, Heading, Link, ListItem, Page } from '../core/page.ts';
import { frontMatterString } from '../core/page.ts';
import { baseName, folderOf, withoutExtension } from '../core/paths.ts';
import { headingKey } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import { isUrl } from '../core/vault.ts';
import type { AtlasKind, IdLabel } from './ids.ts';
import { isAtlasId, kindOfId, parseIdLabel, sitePathId } from './ids.ts';
import { plainText } from './names.ts';
import { CASE_STUDY_TYPE } from './requiredKeys.ts';

export type PageKind = AtlasKind | 'note';

/** What a page is called: the part of `AtlasPage` that is cheap enough to keep for every page of a vault. */
export interface PageIdentity {
  readonly kind: PageKind;
  /** The page's own ID: from title, else first heading, else Metadata. Undefined for a note. */
  readonly id: string | undefined;
  /** The name without the ID: from title, else first heading, else the file's name. */
  readonly name: string;
}

/** What a page is in ATLAS: read from the page alone, never from other pages. */
export interface AtlasPage extends PageIdentity {
  /** Every place that states the page's own ID or name, in the order title, heading, Metadata. */
  readonly claims: readonly Claim[];
  /** The fields under `## Metadata`. */
  readonly metadata: readonly Field[];
  /** What stands under `## Tactics` of a technique page: see `PageList.links`. */
  readonly tacticLinks: readonly Link[];
  /** Whether the page has a `## Tactics` section at all. */
  readonly hasTactics: boolean;
  /** Lists under headings that may be derived: techniques, mitigations, case studies, and tactics. */
  readonly lists: readonly PageList[];
  /** Headings of a case study's sections, as indexes of `page.headings`; -1 where there is none. */
  readonly sections: { readonly metadata: number; readonly procedure: number; readonly references: number };
  /** Steps of a case study (or of a page of `type: case-study`), in text order. */
  readonly steps: readonly Step[];
  /** Front matter `aliases` (a string or a list). */
  readonly aliases: readonly string[];
}

/** One statement of the page's own ID and name. The span covers `ID: Name` (inside quotes). */
export interface Claim extends Span {
  readonly source: 'title' | 'heading' | 'metadata';
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** A section whose heading is `Techniques (8)` or the like, and the entries of the list under it. */
export interface PageList {
  readonly what: 'techniques' | 'mitigations' | 'caseStudies' | 'tactics';
  readonly heading: Heading;
  readonly headingIndex: number;
  /** The number in the heading's brackets, and where its digits stand; undefined if it states none. */
  readonly count: (Span & { readonly value: number }) | undefined;
  readonly entries: readonly ListEntry[];
  /** The pages that the section names: each entry's link; where it is no list, every link to a page (table, prose). */
  readonly links: readonly Link[];
  /** Links that stand in the section but are not the first of an entry's first line: nested, in prose, in tables. */
  readonly otherLinks: readonly Link[];
}

/** An item of the list; `link` is the first link to a page on its first line, if it has one. */
export interface ListEntry {
  readonly item: ListItem;
  readonly link: Link | undefined;
}

/** `### Step N: name` with what stands under it. */
export interface Step {
  readonly heading: Heading;
  readonly headingIndex: number;
  readonly number: number;
  /** Span of the number's digits, and of the name behind the colon. */
  readonly numberSpan: Span;
  /** Empty where the heading is only `Step 3`; the span is then at the heading's end. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly techniques: readonly StepLine[];
  readonly tactics: readonly StepLine[];
}

/** A line `**Technique:** [[…]]` or `**Tactic:** [[…]]`; `link` is its first link to a page, if it has one. */
export interface StepLine {
  readonly field: Field;
  readonly link: Link | undefined;
}

const identities = new WeakMap<Page, PageIdentity>();

/** What a page is called. Computed once a page value, and cheap. */
export const pageIdentity = (page: Page): PageIdentity => {
  let known = identities.get(page);
  if (known === undefined) {
    known = readIdentity(page);
    identities.set(page, known);
  }
  return known;
};

/**
 * What a page is in ATLAS. The last few dozen are remembered: kept for every page of a large vault, they would take more
 * memory than the pages, and who checks page after page would let none of them go while it is young. Where only kind, ID
 * and name are wanted, `pageIdentity` is cheaper.
 */
export const atlasPage = (page: Page): AtlasPage => recentAtlasPage(page);

/** Whether a page is read as a case study: by its ID, or where it has none yet by its `type`. */
export const isCaseStudy = (page: Page): boolean => {
  const { kind } = pageIdentity(page);
  return kind === 'caseStudy' || (kind === 'note' && frontMatterString(page, 'type') === CASE_STUDY_TYPE);
};

const NONE: readonly never[] = Object.freeze([]);

const readIdentity = (page: Page): PageIdentity => {
  const title = frontMatterString(page, 'title');
  const titleLabel = idLabel(title);
  // For most pages the title says all, and they need not be read to their first heading.
  if (titleLabel?.name) return { kind: kindOfId(titleLabel.id) ?? 'note', id: titleLabel.id, name: titleLabel.name };
  const heading = page.headings[0];
  const headingText = heading && shownText(heading.text);
  const label = titleLabel ?? idLabel(headingText);
  const id = label?.id ?? metadataId(page);
  const plainTitle = title?.trim();
  const name =
    label?.name ||
    (titleLabel === undefined && plainTitle) ||
    (heading?.level === 1 && idLabel(headingText) === undefined && headingText) ||
    withoutExtension(baseName(page.id));
  return { kind: (id !== undefined && kindOfId(id)) || 'note', id, name };
};

const idLabel = (text: string | undefined): IdLabel | undefined =>
  text === undefined || !text.includes('.') ? undefined : parseIdLabel(text);

/** A heading as a reader sees it: without markdown's marks and without an anchor `{#name}` at its end. */
const shownText = (text: string): string => plainText(text.endsWith('}') ? text.replace(/\s*\{#[^}]*\}$/, '') : text);

/** The index of the heading that opens a section of this name (a key of `headingKey`), level 2 before others; -1 if none. */
const sectionIndex = (page: Page, key: string): number => {
  let found = -1;
  for (let i = 0; i < page.headings.length; i++) {
    const heading = page.headings[i];
    if (heading === undefined || !startsLike(heading.text, key) || headingKey(heading.text) !== key) continue;
    if (heading.level === 2) return i;
    if (found < 0) found = i;
  }
  return found;
};

/** Refuses most headings before their text is normalised. */
const startsLike = (text: string, key: string): boolean => {
  const c = text.charCodeAt(0);
  return (c | 32) === key.charCodeAt(0) || !((c | 32) >= 97 && (c | 32) <= 122);
};

const ID_FIELDS: ReadonlySet<string> = new Set(['id', 'technique id', 'tactic id', 'mitigation id']);

const isIdField = (field: Field): boolean => field.bullet && ID_FIELDS.has(field.key.toLowerCase());

const metadataId = (page: Page): string | undefined =>
  metadataFields(page)
    .filter(isIdField)
    .map(field => plainText(field.value))
    .find(isAtlasId);

/** Reads a page whole; `atlasPage` remembers it. */
const readAtlasPage = (page: Page): AtlasPage => {
  const identity = pageIdentity(page);
  const isNote = identity.kind === 'note';
  const isStudy = isCaseStudy(page);
  const sections = {
    metadata: sectionIndex(page, 'metadata'),
    procedure: isStudy ? sectionIndex(page, 'procedure') : -1,
    references: isStudy ? sectionIndex(page, 'references') : -1,
  };
  const metadata = sections.metadata < 0 ? NONE : page.fields.filter(field => field.heading === sections.metadata);
  const lists = isNote ? NONE : listsOf(page);
  const tactics = identity.kind === 'technique' ? lists.find(list => list.what === 'tactics') : undefined;
  return {
    ...identity,
    claims: readClaims(page, metadata),
    metadata,
    tacticLinks: tactics?.links ?? NONE,
    hasTactics: tactics !== undefined,
    lists,
    sections,
    steps: isStudy ? readSteps(page) : NONE,
    aliases: readAliases(page),
  };
};

const recentAtlasPage = recentlyMemoised(readAtlasPage, 32);

/** The fields directly under `## Metadata`. */
const metadataFields = (page: Page): readonly Field[] => {
  if (page.fields.length === 0) return NONE;
  const section = sectionIndex(page, 'metadata');
  return section < 0 ? NONE : page.fields.filter(field => field.heading === section);
};

/** The places where a page states its ID or name: see `AtlasPage.claims`. */
export const claimsOf = (page: Page): readonly Claim[] => readClaims(page, metadataFields(page));

/** One too many is a mistake to show; thousands are no page that anyone wrote. */
const MAX_CLAIMS = 8;

const readClaims = (page: Page, metadata: readonly Field[]): readonly Claim[] => {
  const claims: Claim[] = [];
  const title = page.frontMatter?.fields.find(field => field.key === 'title');
  if (title !== undefined && typeof title.value === 'string' && title.value.trim() !== '') {
    const label = idLabel(title.value);
    const name = label === undefined ? title.value.trim() : label.name;
    claims.push({ source: 'title', id: label?.id, name, ...insideQuotes(title) });
  }
  const heading = page.headings[0];
  if (heading !== undefined && heading.text !== '') {
    const text = shownText(heading.text);
    const label = idLabel(text);
    if (label !== undefined || heading.level === 1) {
      const name = label === undefined ? text : label.name;
      claims.push({ source: 'heading', id: label?.id, name, start: heading.textStart, end: heading.textEnd });
    }
  }
  for (const field of metadata) {
    if (claims.length >= MAX_CLAIMS) break;
    if (!isIdField(field)) continue;
    const id = plainText(field.value);
    if (!isAtlasId(id)) continue;
    claims.push({ source: 'metadata', id, name: undefined, start: field.valueStart, end: field.valueEnd });
  }
  return claims;
};

/** A string value's source without its quotes. The page does not keep its text, so the lengths tell. */
export const insideQuotes = (field: FrontMatterField): Span => {
  const { value, valueStart: start, valueEnd: end } = field;
  const quoted = typeof value === 'string' && end - start >= value.length + 2;
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
};

/** Front matter `aliases` (or `alias`): a string or a list of strings. */
export const readAliases = (page: Page): readonly string[] => {
  const fields = page.frontMatter?.fields;
  if (fields === undefined) return NONE;
  const value = fields.find(field => field.key === 'aliases' || field.key === 'alias')?.value;
  if (typeof value === 'string') return value.trim() === '' ? NONE : [value.trim()];
  return Array.isArray(value) ? value.filter((alias): alias is string => typeof alias === 'string') : NONE;
};

const LIST_HEADING = /^(techniques|mitigations|case[ -]studies|tactics)\s*(?:\((\d{1,6})\))?$/i;

const LIST_KIND: Readonly<Record<string, PageList['what']>> = {
  techniques: 'techniques',
  mitigations: 'mitigations',
  casestudies: 'caseStudies',
  tactics: 'tactics',
};

/** Where a list of a page begins. */
export interface ListHeading {
  readonly what: PageList['what'];
  readonly headingIndex: number;
  readonly digits: string | undefined;
}

/** The lists of a page by their headings: of the first two levels, since one deeper down belongs to something else. */
export const listHeadings = (page: Page): readonly ListHeading[] => {
  const lists: ListHeading[] = [];
  for (let i = 0; i < page.headings.length; i++) {
    const heading = page.headings[i];
    if (heading === undefined || heading.level > 2) continue;
    const c = heading.text.charCodeAt(0) | 32;
    if (c !== 116 && c !== 109 && c !== 99) continue;
    const match = LIST_HEADING.exec(heading.text);
    const what = match?.[1] && LIST_KIND[headingKey(match[1])];
    if (what) lists.push({ what, headingIndex: i, digits: match[2] });
  }
  return lists.length === 0 ? NONE : lists;
};

/** The lists of one kind on a page, or all of them. */
export const listsOf = (page: Page, what?: PageList['what']): readonly PageList[] => {
  const headings = listHeadings(page);
  if (headings.length === 0) return NONE;
  return headings.flatMap(list => (what === undefined || list.what === what ? readList(page, list) : []));
};

const readList = (page: Page, { what, headingIndex, digits }: ListHeading): PageList | [] => {
  const heading = page.headings[headingIndex];
  if (heading === undefined) return [];
  let behind = headingIndex + 1;
  while ((page.headings[behind]?.level ?? 0) > heading.level) behind++;
  const end = page.headings[behind]?.start ?? page.length;
  const linked = pageLinksIn(page, heading.end, end);
  const entries: ListEntry[] = [];
  const firsts = new Set<Link>();
  for (const item of itemsIn(page, heading.end, end)) {
    const first = linked[firstFrom(linked, item.contentStart)];
    const link = first !== undefined && first.start < item.end ? first : undefined;
    if (link !== undefined) firsts.add(link);
    entries.push({ item, link });
  }
  const links = entries.length === 0 ? linked : [...firsts];
  const otherLinks = linked.length === firsts.size ? NONE : linked.filter(link => !firsts.has(link));
  const digitsStart = heading.textEnd - 1 - (digits?.length ?? 0);
  const count =
    digits === undefined ? undefined : { value: Number(digits), start: digitsStart, end: digitsStart + digits.length };
  return { what, heading, headingIndex, count, entries, links, otherLinks };
};

/** Links to pages (not embeds, images or URLs) that start in a stretch. */
const pageLinksIn = (page: Page, start: number, end: number): readonly Link[] => {
  const found: Link[] = [];
  for (let i = firstFrom(page.links, start); i < page.links.length; i++) {
    const link = page.links[i];
    if (link === undefined || link.start >= end) break;
    if (isPageLink(link)) found.push(link);
  }
  return found;
};

const isPageLink = (link: Link): boolean =>
  link.kind === 'wiki' || (link.kind === 'markdown' && !isUrl(link.target) && sitePathId(link.target) === undefined);

const itemsIn = (page: Page, start: number, end: number): readonly ListItem[] => {
  const from = firstFrom(page.items, start);
  let to = from;
  while ((page.items[to]?.start ?? end) < end) to++;
  return page.items.slice(from, to);
};

/** Index of the first of these (in text order) that starts at `offset` or behind it. */
export const firstFrom = (list: readonly Span[], offset: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The first link to a page in a stretch. */
const firstPageLink = (page: Page, start: number, end: number): Link | undefined => {
  for (let i = firstFrom(page.links, start); i < page.links.length; i++) {
    const link = page.links[i];
    if (link === undefined || link.start >= end) return undefined;
    if (isPageLink(link)) return link;
  }
  return undefined;
};

const STEP = /^step\s+(\d{1,6})(?![\w.]*\d)\s*(?:[:.)\u2013\u2014-]\s*(.*))?$/i;

const readSteps = (page: Page): readonly Step[] => {
  const steps: Step[] = [];
  const { headings, fields } = page;
  for (let i = 0; i < headings.length; i++) {
    const heading = headings[i];
    if (heading === undefined || (heading.text.charCodeAt(0) | 32) !== 115) continue;
    const match = STEP.exec(heading.text);
    if (match === null) continue;
    let behind = i + 1;
    while ((headings[behind]?.level ?? 0) > heading.level) behind++;
    const digits = match[1] ?? '';
    const numberStart = heading.textStart + heading.text.indexOf(digits);
    const name = (match[2] ?? '').trim();
    const nameEnd = heading.textEnd;
    const end = headings[behind]?.start ?? page.length;
    const own = { techniques: [] as StepLine[], tactics: [] as StepLine[] };
    const below = { techniques: [] as StepLine[], tactics: [] as StepLine[] };
    for (let f = firstFrom(fields, heading.end); f < fields.length; f++) {
      const field = fields[f];
      if (field === undefined || field.start >= end) break;
      const what = stepLineKind(field);
      if (what !== undefined)
        (field.heading === i ? own : below)[what].push({ field, link: stepLineLink(page, field) });
    }
    steps.push({
      heading,
      headingIndex: i,
      number: Number(digits),
      numberSpan: { start: numberStart, end: numberStart + digits.length },
      name: plainText(name),
      nameSpan: { start: nameEnd - name.length, end: nameEnd },
      techniques: own.techniques.length > 0 ? own.techniques : below.techniques,
      tactics: own.tactics.length > 0 ? own.tactics : below.tactics,
    });
  }
  return steps;
};

/** Whether a field is a Technique or a Tactic line. */
export const stepLineKind = ({ key }: Field): 'techniques' | 'tactics' | undefined => {
  if ((key.charCodeAt(0) | 32) !== 116) return undefined;
  const folded = key.toLowerCase();
  return folded === 'technique' ? 'techniques' : folded === 'tactic' ? 'tactics' : undefined;
};

/** A page with a Tactic line has one of these words, as every author writes it. Their first letter is rare, and so quickly sought. */
export const TACTIC_LINE_MARKS: readonly string[] = ['**Tactic', '**tactic', '**TACTIC'];

/** The link of a Technique or Tactic line. */
export const stepLineLink = (page: Page, field: Field): Link | undefined =>
  firstPageLink(page, field.valueStart, field.end);

/** The folder names above a page, nearest first. */
export const foldersAbove = (page: Page): readonly string[] => {
  const folder = folderOf(page.id);
  return folder === '' ? NONE : folder.split('/').reverse();
};
