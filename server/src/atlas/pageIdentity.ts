import { keptWithPage } from '../core/closedPage.ts';
import type { Field, FrontMatterField, Page } from '../core/page.ts';
import { frontMatterString } from '../core/page.ts';
import { baseName, withoutExtension } from '../core/paths.ts';
import { headingKey } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import type { AtlasKind, IdLabel } from './ids.ts';
import { isAtlasId, kindOfId, parseIdLabel } from './ids.ts';
import { plainText } from './names.ts';

/** What `type` says on the page of a case study. */
export const CASE_STUDY_TYPE = 'case-study';

export type PageKind = AtlasKind | 'note';

/** What a page is called: the part of `AtlasPage` that is cheap enough to keep for every page of a vault. */
export interface PageIdentity {
  readonly kind: PageKind;
  /** The page's own ID: from title, else first heading, else Metadata. Undefined for a note. */
  readonly id: string | undefined;
  /** The name without the ID: from title, else first heading, else the file's name. */
  readonly name: string;
}

/** One statement of the page's own ID and name. The span covers `ID: Name` (inside quotes). */
export interface Claim extends Span {
  readonly source: 'title' | 'heading' | 'metadata';
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** What a page is called. Computed once a page value, and cheap. */
export const pageIdentity: (page: Page) => PageIdentity = keptWithPage(page => readIdentity(page));

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
export const sectionIndex = (page: Page, key: string): number => {
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

/** The fields directly under `## Metadata`. */
export const metadataFields = (page: Page): readonly Field[] => {
  if (page.fields.length === 0) return NONE;
  const section = sectionIndex(page, 'metadata');
  return section < 0 ? NONE : page.fields.filter(field => field.heading === section);
};

/** One too many is a mistake to show; thousands are no page that anyone wrote. */
const MAX_CLAIMS = 8;

/** The places where a page states its ID or name: see `AtlasPage.claims`. `metadata` are its `metadataFields`. */
export const claimsOf = (page: Page, metadata = metadataFields(page)): readonly Claim[] => {
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
