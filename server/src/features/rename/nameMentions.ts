import type { PageIdentity } from '../../atlas/pageIdentity.ts';
import type { Step } from '../../atlas/steps.ts';
import { atlasPage } from '../../atlas/atlasPage.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesCalled } from '../../atlas/casebook.ts';
import { idKey } from '../../atlas/extract.ts';
import { formatIdLabel, parseIdLabel, sitePathId } from '../../atlas/ids.ts';
import { resolveFrom } from '../../atlas/linkedPage.ts';
import { readIdLabel } from '../../atlas/linkLabel.ts';
import { sameName } from '../../atlas/names.ts';
import { get } from '../../core/layeredMap.ts';
import type { Link, Page, PageId, Place } from '../../core/page.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { TextEdit } from '../../core/text.ts';
import { nameKey, pageOf } from '../../core/vault.ts';
import type { TextOf, VaultEdit } from '../../core/vaultEdit.ts';
import { editPage } from '../../core/vaultEdit.ts';
import { headingText, isLabelKnown, writeInLabel } from './writeText.ts';

/** The page that gets another name. */
export interface Renaming {
  readonly book: Casebook;
  readonly page: Page;
  readonly identity: PageIdentity;
  /** The new name. */
  readonly name: string;
}

/** New texts of headings, gathered while names are changed; see `followingLinks`. */
export type ChangedHeadings = Map<PageId, Map<number, string>>;

export const noteHeading = (headings: ChangedHeadings, page: Page, index: number, text: string): void => {
  const known = headings.get(page.id) ?? new Map<number, string>();
  headings.set(page.id, known.set(index, text));
};

/** The pages that may have the page's name in a label, a step or a target, sorted by path. */
export const pagesNaming = ({ book: { vault }, page, identity: { id, name } }: Renaming): readonly Page[] => {
  const { mentions, uses } = vault.bodies.get();
  const keys = [page.id, name, ...(id === undefined ? [] : [id, formatIdLabel(id, name)])].map(nameKey);
  const ids = new Set<PageId>([page.id]);
  for (const key of keys) for (const other of get(mentions, key) ?? []) ids.add(other);
  if (id !== undefined) for (const other of get(uses, idKey(id)) ?? []) ids.add(other);
  return [...ids].sort().flatMap(other => pageOf(vault, other) ?? []);
};

/** The edits of labels, targets and headings of steps in one page that say the old name. */
export const nameEdits = function* (renaming: Renaming, other: Page, headings: ChangedHeadings): Generator<VaultEdit> {
  const { identity, name } = renaming;
  for (const link of other.links) {
    const relation = relationOf(renaming, other, link);
    if (relation === undefined) continue;
    yield editPage(other.id, labelEdits(renaming, link, relation));
    const target = withName(link.target, parseIdLabel(link.target)?.name ?? link.target, name);
    if (relation === 'called' && !/[#|[\]^{}<`]/.test(target) && link.place !== 'frontMatter')
      yield editPage(other.id, [{ span: { start: link.targetStart, end: link.targetEnd }, newText: target }]);
  }
  for (const step of atlasPage(other).steps) {
    const isOf = step.techniques.some(({ link }) => link !== undefined && relationOf(renaming, other, link));
    const start = isOf ? stepNameStart(step, identity) : undefined;
    if (start === undefined) continue;
    const { heading, headingIndex, nameSpan } = step;
    const newText = headingText(name);
    noteHeading(headings, other, headingIndex, heading.text.slice(0, start - heading.textStart) + newText);
    yield editPage(other.id, [{ span: { start, end: nameSpan.end }, newText }]);
  }
};

/** What a link has to do with the page: it leads there, it is broken but calls it by name, its label alone has the ID; or nothing. */
type Relation = 'leads' | 'called' | 'labelled' | undefined;

const relationOf = ({ book, page, identity }: Renaming, other: Page, link: Link): Relation => {
  const { id } = identity;
  const path = resolvedPath(resolveFrom(book.vault, other.id, link));
  if (path === page.id || (id !== undefined && sitePathId(link.target) === id)) return 'leads';
  const isWiki = link.kind === 'wiki' || link.kind === 'embed';
  if (isWiki && path === undefined && sameName(parseIdLabel(link.target)?.name ?? link.target, identity.name)) {
    if (pagesCalled(book, link.target).some(called => called.id === page.id)) return 'called';
  }
  if (id === undefined || link.label === undefined || readIdLabel(link.label)?.id !== id) return undefined;
  const led = path === undefined ? undefined : pageOf(book.vault, path);
  // Of two pages with one ID, a label speaks of the one that it leads to.
  return led !== undefined && pageIdentity(led).id === id ? undefined : 'labelled';
};

/** The edits of a label that says the old name, be it alone, behind the ID or behind the parent's name. */
const labelEdits = ({ identity, name }: Renaming, link: Link, relation: Relation): readonly TextEdit[] => {
  if (link.label === undefined || !isLabelKnown(link)) return [];
  const said = readIdLabel(link.label);
  const end = link.label.trimEnd().length;
  const text = said === undefined ? link.label.slice(0, end).trimStart() : said.name;
  if (text === undefined || (said === undefined ? relation === 'labelled' : said.id !== identity.id)) return [];
  const length = nameLength(text, identity.name);
  return length === undefined ? [] : writeInLabel(link, [{ start: end - length, end, text: name }]);
};

/** How long the name at the end of a text is that is the name, or the parent's name before it (`Parent: Sub`). */
const nameLength = (text: string, name: string): number | undefined => {
  if (sameName(text, name)) return text.length;
  const behind = /^.*:\s+/s.exec(text)?.[0].length;
  return behind !== undefined && sameName(text.slice(behind), name) ? text.length - behind : undefined;
};

/** Where the name starts in a step's heading that says it, be it with the ID or the parent's name. */
const stepNameStart = ({ heading, nameSpan }: Step, { name }: PageIdentity): number | undefined => {
  const text = heading.text.slice(nameSpan.start - heading.textStart, nameSpan.end - heading.textStart);
  const length = nameLength(text, name);
  return length === undefined ? undefined : nameSpan.end - length;
};

/** A text that ends with a name, with another; blanks behind it go. */
export const withName = (text: string, old: string, name: string): string => {
  const whole = text.trimEnd();
  return whole.endsWith(old) ? whole.slice(0, whole.length - old.length) + name : name;
};

/** What stands behind the links to the page in entries of lists that do not name it in the link. */
export const placesBehindLinks = (renaming: Renaming, other: Page): readonly Place[] =>
  atlasPage(other)
    .lists.flatMap(({ entries }) => entries)
    .flatMap(({ item, link }): readonly Place[] => {
      if (link === undefined || relationOf(renaming, other, link) !== 'leads') return [];
      const isNamed = labelEdits(renaming, link, 'leads').length > 0;
      return isNamed || link.end >= item.end ? [] : [{ path: other.id, span: { start: link.end, end: item.end } }];
    });

/** The edit of the name where it is the first that stands behind a link. */
export const nameBehindLink = (
  { identity, name }: Renaming,
  { path, span }: Place,
  textOf: TextOf,
): VaultEdit | undefined => {
  const behind = textOf(path)?.slice(span.start, span.end);
  const blanks = behind === undefined ? undefined : /^\s*(?:[\u2013\u2014:-]\s*)?/.exec(behind)?.[0].length;
  if (behind === undefined || blanks === undefined) return undefined;
  const end = blanks + identity.name.length;
  if (behind.slice(blanks, end) !== identity.name || /^[\p{L}\p{N}]/u.test(behind.slice(end))) return undefined;
  return editPage(path, [{ span: { start: span.start + blanks, end: span.start + end }, newText: name }]);
};
