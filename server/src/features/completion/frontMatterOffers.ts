import type { PageKind } from '../../atlas/pageIdentity.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { parseIdLabel } from '../../atlas/ids.ts';
import { plainText } from '../../atlas/names.ts';
import { byCount } from '../../core/commonest.ts';
import { values } from '../../core/layeredMap.ts';
import type { FrontMatterValue, Page } from '../../core/page.ts';
import { frontMatterString } from '../../core/page.ts';
import { baseName, folderOf, withoutExtension } from '../../core/paths.ts';
import { yamlText } from '../../core/yamlText.ts';
import type { Offer } from './item.ts';
import type { CursorLine } from './line.ts';
import { bestFits, queryOf } from './query.ts';

/** The key or the value that the cursor is at; `start` and `end` are in the line's text. */
export interface FrontMatterPlace {
  readonly part: 'key' | 'value';
  /** The line's key; empty while it is being written. */
  readonly key: string;
  readonly typed: string;
  /** All that stands there. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Whether a space must go before a value, or a colon behind a key. */
  readonly bare: boolean;
}

/** Reads the cursor's line of the front matter. Undefined outside of it, and on lines that are no plain `key: value`. */
export const frontMatterPlaceAt = (page: Page, text: string, line: CursorLine): FrontMatterPlace | undefined => {
  if (!isInFrontMatter(page, text, line)) return undefined;
  const { at } = line;
  const match = /^([\w-]*)(?:(\s*:)([ \t]*)(.*))?$/.exec(line.text);
  if (match === null) return undefined;
  const [, key = '', colon, space = '', value = ''] = match;
  if (colon === undefined || at <= key.length) {
    return {
      part: 'key',
      key,
      typed: line.text.slice(0, at),
      value: key,
      start: 0,
      end: key.length,
      bare: colon === undefined,
    };
  }
  const valueAt = key.length + colon.length;
  if (at < valueAt) return undefined;
  const start = Math.min(valueAt + space.length, at);
  const end = Math.max(at, valueAt + space.length + value.trimEnd().length);
  const typed = line.text.slice(start, at);
  return { part: 'value', key, typed, value: line.text.slice(start, end), start, end, bare: space === '' };
};

/**
 * Where in the line a title has the page's own ID, if the cursor is in it and the title is the heading already: as in a
 * page whose title and heading are being written at once, by a snippet.
 */
export const titleIdAt = (
  page: Page,
  line: CursorLine,
  { part, key, start, end }: FrontMatterPlace,
): { readonly start: number; readonly end: number } | undefined => {
  if (part !== 'value' || key !== 'title') return undefined;
  const [, quote = '', id] = /^(["']?)([A-Z]+\d*\.[A-Z\d.]*)/.exec(line.text.slice(start, end)) ?? [];
  const heading = page.headings[0];
  if (id === undefined || heading === undefined) return undefined;
  if (plainText(heading.text) !== frontMatterString(page, 'title')) return undefined;
  const idStart = start + quote.length;
  const idEnd = idStart + id.length;
  return idStart <= line.at && line.at <= idEnd ? { start: idStart, end: idEnd } : undefined;
};

/** So many lines at the page's start may be front matter whose closing dashes are still to be written. */
const MAX_OPEN_LINES = 40;

const isInFrontMatter = (page: Page, text: string, line: CursorLine): boolean => {
  const { frontMatter, lineStarts } = page;
  if (frontMatter !== undefined) return line.start >= frontMatter.bodyStart && line.start < frontMatter.bodyEnd;
  if (
    line.number === 0 ||
    line.number > MAX_OPEN_LINES ||
    !/^\ufeff?---[ \t]*\r?$/m.test(text.slice(0, lineStarts[1]).trimEnd())
  ) {
    return false;
  }
  for (let i = 1; i <= line.number; i++) {
    if (!/^(?:[\w-]+[ \t]*:.*|[\w-]*)\s*$/.test(text.slice(lineStarts[i], lineStarts[i + 1] ?? text.length)))
      return false;
  }
  return true;
};

/**
 * Keys that the page does not have yet, and values of a key: what the page itself says (`id` is the file's name, `title`
 * its heading), else what other pages of the vault give that key, the commonest first.
 */
export const frontMatterOffers = (book: Casebook, page: Page, place: FrontMatterPlace): readonly Offer[] => {
  if (place.part === 'key') return keyOffers(book, page, place);
  const own = ownValues(book, page, place.key);
  const seen = new Set(own.map(({ value }) => value));
  const usual = usualValues(book, page, place.key).filter(({ value }) => !seen.has(value));
  const query = queryOf(place.typed.replace(/^["']/, ''));
  if (query === undefined) return [];
  const all = [...own, ...usual];
  // What is there already is no search when it is one of the values: all are offered to choose another.
  const fits = all.some(({ value }) => value === place.typed) ? all : bestFits(query, all, ({ value }) => value);
  // A list with nothing new would only take the Tab key from a snippet.
  if (fits.every(({ value }) => value === place.value)) return [];
  return fits.map(({ value, description }) => ({
    label: value,
    description,
    kind: 'value',
    newText: (place.bare ? ' ' : '') + value,
  }));
};

interface Value {
  /** As YAML writes it. */
  readonly value: string;
  readonly description: string;
}

const keyOffers = (book: Casebook, page: Page, place: FrontMatterPlace): readonly Offer[] => {
  const query = queryOf(place.typed);
  if (query === undefined) return [];
  const present = new Set(page.frontMatter?.fields.map(field => field.key));
  const { kind } = pageIdentity(page);
  const keys = [...new Set([...ownKeys(kind), ...usualKeys(book, page)])];
  const absent = keys.filter(key => key === place.key || !present.has(key));
  return bestFits(query, absent, key => key).map(key => {
    const [value] = place.bare ? ownValues(book, page, key) : [];
    return {
      label: key,
      description: value?.value,
      kind: 'key',
      newText: place.bare ? `${key}: ${value?.value ?? ''}` : key,
    };
  });
};

const ownKeys = (kind: PageKind): readonly string[] =>
  kind === 'note'
    ? ['id', 'title', 'type', 'aliases', 'tags']
    : ['id', 'title', 'type', 'sidebar_label', 'sidebar_position', 'aliases', 'tags'];

/** What the page itself says that a key's value is. */
const ownValues = (book: Casebook, page: Page, key: string): readonly Value[] => {
  const { kind, id, name } = pageIdentity(page);
  switch (key) {
    case 'id':
      return [{ value: yamlText(withoutExtension(baseName(page.id))), description: "the file's name" }];
    case 'title': {
      const heading = page.headings[0];
      return heading === undefined || heading.text === ''
        ? []
        : [{ value: yamlText(plainText(heading.text)), description: 'the heading' }];
    }
    case 'sidebar_label': {
      const heading = page.headings[0];
      const shown = id !== undefined || heading === undefined ? name : plainText(heading.text);
      return [{ value: yamlText(parseIdLabel(shown)?.name ?? shown, '"'), description: 'the name' }];
    }
    case 'sidebar_position': {
      const positions = siblings(book, page).flatMap(other => numberValue(other, key) ?? []);
      return positions.length === 0
        ? []
        : [{ value: String(Math.max(...positions) + 1), description: 'behind its siblings' }];
    }
    case 'type':
      return kind === 'caseStudy' || kind === 'mitigation'
        ? [{ value: kind === 'caseStudy' ? 'case-study' : 'mitigation', description: 'what the page is' }]
        : kind === 'note'
          ? [{ value: 'case-study', description: 'ATLAS case study' }]
          : [];
    default:
      return [];
  }
};

const MAX_SIBLINGS = 500;

/** Pages of the same folder. */
const siblings = (book: Casebook, page: Page): readonly Page[] => {
  const folder = folderOf(page.id);
  const found: Page[] = [];
  for (const other of values(book.vault.pages)) {
    if (other === page || other.id === page.id || folderOf(other.id) !== folder) continue;
    found.push(other);
    if (found.length === MAX_SIBLINGS) break;
  }
  return found;
};

const fieldValue = (page: Page, key: string): FrontMatterValue | undefined =>
  page.frontMatter?.fields.find(field => field.key === key)?.value;

const numberValue = (page: Page, key: string): number | undefined => {
  const value = fieldValue(page, key);
  return typeof value === 'number' ? value : undefined;
};

/** Keys of pages in the same folder, the commonest first. */
const usualKeys = (book: Casebook, page: Page): readonly string[] =>
  byCount(siblings(book, page).flatMap(other => other.frontMatter?.fields.map(field => field.key) ?? [])).map(
    ([key]) => key,
  );

/** Keys whose value is a page's own, so that other pages' say nothing. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'id',
  'title',
  'sidebar_label',
  'sidebar_position',
  'slug',
  'description',
]);
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 60;

/** Texts that at least two pages of the vault give a key (one does for `type`), the commonest first. */
const usualValues = (book: Casebook, page: Page, key: string): readonly Value[] => {
  if (key === '' || OWN_KEYS.has(key)) return [];
  const found: string[] = [];
  for (const other of values(book.vault.pages)) {
    const value = other.id === page.id ? undefined : fieldValue(other, key);
    if (typeof value === 'string' && value !== '' && value.length <= MAX_VALUE_LENGTH) found.push(value);
    else if (typeof value === 'boolean') found.push(String(value));
  }
  const atLeast = key === 'type' ? 1 : 2;
  return byCount(found)
    .filter(([, count]) => count >= atLeast)
    .slice(0, MAX_VALUES)
    .map(([value]) => ({ value: yamlText(value), description: 'used in this vault' }));
};
