import type { Claim, PageIdentity, Step } from '../../atlas/atlasPage.ts';
import { atlasPage, pageIdentity } from '../../atlas/atlasPage.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesCalled } from '../../atlas/casebook.ts';
import { idKey } from '../../atlas/extract.ts';
import { formatIdLabel, parseIdLabel, sitePathId, slugOf } from '../../atlas/ids.ts';
import { readIdLabel } from '../../atlas/linkLabel.ts';
import { sameName } from '../../atlas/names.ts';
import { setText } from '../../core/frontMatterEdit.ts';
import { get } from '../../core/layeredMap.ts';
import type { Link, Page, PageId, Place } from '../../core/page.ts';
import { frontMatterString } from '../../core/page.ts';
import { baseName, folderOf, withoutExtension } from '../../core/paths.ts';
import type { Resolution } from '../../core/resolve.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { TextEdit } from '../../core/text.ts';
import { nameKey, pageOf } from '../../core/vault.ts';
import type { PlannedEdit, TextOf, VaultEdit } from '../../core/vaultEdit.ts';
import { editPage, NO_EDIT, planned } from '../../core/vaultEdit.ts';
import { linkResolver } from '../target.ts';
import { followHeadings } from './fragments.ts';
import { joinAll } from './joinAll.ts';
import type { RenameOptions } from './options.ts';
import { moveFile } from './path.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, readName, refuse } from './refusal.ts';
import { headingText, isLabelKnown, writeInLabel } from './writeText.ts';

/** Whether one of the places where a page states what it is states its name. */
export const statesName = (page: Page, { name }: Claim): boolean =>
  name !== undefined && sameName(name, pageIdentity(page).name);

/**
 * Gives a page another name: in its title, its first heading and `sidebar_label` where they have the old one, and in the labels of
 * links, the headings of steps, the entries of lists (`[[…|ID]] — Name`) and the targets that carry it. The file and `id` follow if they were its slug; a page
 * that states no name is called by its file, which is then renamed.
 */
export const renamePage = (
  book: Casebook,
  page: Page,
  typed: string,
  options: RenameOptions,
): PlannedEdit | Refusal => {
  const identity = pageIdentity(page);
  const name = readPageName(identity, typed);
  if (isRefusal(name)) return name;
  if (name === identity.name) return planned(NO_EDIT);
  if (page.frontMatter?.error !== undefined)
    return refuse('The front matter of the page has a fault; mend it first, or its title could not be changed.');
  const renaming: Renaming = { book, page, identity, name, resolve: linkResolver(book) };
  const headings = new Map<PageId, Map<number, string>>();
  const edits = [...statedEdits(renaming, headings)];
  for (const other of mentioning(renaming)) edits.push(...mentionEdits(renaming, other, headings));
  const moved = moveWithName(renaming, options);
  if (isRefusal(moved)) return moved;
  const followed = followHeadings(book, headings);
  if (isRefusal(followed)) return followed;
  const known = [...edits, ...followed, moved, ...idEdits(renaming, moved)];
  const behind = mentioning(renaming).flatMap(other => placesBehindLinks(renaming, other));
  return {
    reads: [...new Set(behind.map(({ path }) => path))],
    make: textOf => joinAll([...known, ...behind.flatMap(place => nameBehindLink(renaming, place, textOf) ?? [])]),
  };
};

interface Renaming {
  readonly book: Casebook;
  readonly page: Page;
  readonly identity: PageIdentity;
  /** The new name. */
  readonly name: string;
  readonly resolve: (page: Page, link: Link) => Resolution;
}

const readPageName = ({ id }: PageIdentity, typed: string): string | Refusal => {
  const text = readName(typed);
  if (isRefusal(text)) return text;
  if (/\[\[|\]\]/.test(text)) return refuse('A name cannot hold double brackets: no label could show it.');
  const label = id === undefined ? undefined : parseIdLabel(text);
  if (label === undefined) return text;
  if (label.id !== id) return refuse(`This renames the page's name; rename ${id} to change its ID.`);
  return label.name ?? refuse('A name needs at least one letter.');
};

/** The edits of the page's own statements; notes headings that get another text. */
const statedEdits = function* (
  { page, identity, name }: Renaming,
  headings: Map<PageId, Map<number, string>>,
): Generator<VaultEdit> {
  const fields = page.frontMatter?.fields ?? [];
  for (const claim of atlasPage(page).claims) {
    if (!statesName(page, claim)) continue;
    const title = claim.source === 'title' ? fields.find(({ key }) => key === 'title') : undefined;
    if (title !== undefined && typeof title.value === 'string')
      yield editPage(page.id, [setText(page, title, withName(title.value, claim.name ?? '', name))]);
    const heading = claim.source === 'heading' ? page.headings[0] : undefined;
    if (heading === undefined) continue;
    const span = headingName(heading.text, claim.id);
    const written = headingText(name);
    noteHeading(headings, page, 0, heading.text.slice(0, span.start) + written + heading.text.slice(span.end));
    const start = heading.textStart + span.start;
    yield editPage(page.id, [{ span: { start, end: heading.textStart + span.end }, newText: written }]);
  }
  const label = fields.find(({ key }) => key === 'sidebar_label');
  if (label === undefined || typeof label.value !== 'string') return;
  const shown = parseIdLabel(label.value)?.name ?? label.value;
  if (sameName(shown, identity.name))
    yield editPage(page.id, [setText(page, label, withName(label.value, shown, name))]);
};

/** A text that ends with a name, with another; blanks behind it go. */
const withName = (text: string, old: string, name: string): string => {
  const whole = text.trimEnd();
  return whole.endsWith(old) ? whole.slice(0, whole.length - old.length) + name : name;
};

/** Where the name stands in a heading's text: behind the ID and its colon, before an anchor `{#name}`. */
const headingName = (text: string, id: string | undefined): { readonly start: number; readonly end: number } => {
  const end = text.length - (/\s*\{#[^}]*\}$/.exec(text)?.[0].length ?? 0);
  const at = id === undefined ? -1 : text.indexOf(id);
  const behind = at < 0 ? undefined : /^[^:]*:\s*/.exec(text.slice(at))?.[0];
  return { start: behind === undefined ? 0 : at + behind.length, end };
};

const noteHeading = (headings: Map<PageId, Map<number, string>>, page: Page, index: number, text: string): void => {
  const known = headings.get(page.id) ?? new Map<number, string>();
  headings.set(page.id, known.set(index, text));
};

/** The pages that may have the page's name in a label or a target. */
const mentioning = ({ book: { vault }, page, identity: { id, name } }: Renaming): readonly Page[] => {
  const { mentions, uses } = vault.bodies.get();
  const keys = [page.id, name, ...(id === undefined ? [] : [id, formatIdLabel(id, name)])].map(nameKey);
  const ids = new Set<PageId>([page.id]);
  for (const key of keys) for (const other of get(mentions, key) ?? []) ids.add(other);
  if (id !== undefined) for (const other of get(uses, idKey(id)) ?? []) ids.add(other);
  return [...ids].sort().flatMap(other => pageOf(vault, other) ?? []);
};

const mentionEdits = function* (
  renaming: Renaming,
  other: Page,
  headings: Map<PageId, Map<number, string>>,
): Generator<VaultEdit> {
  const { page, identity, name, resolve } = renaming;
  const leads = (link: Link): boolean =>
    (identity.id !== undefined && sitePathId(link.target) === identity.id) ||
    resolvedPath(resolve(other, link)) === page.id;
  for (const link of other.links) {
    const isCalled = callsPage(renaming, other, link);
    yield editPage(other.id, labelEdits(renaming, link, isCalled || leads(link)));
    const target = isCalled ? withName(link.target, parseIdLabel(link.target)?.name ?? link.target, name) : undefined;
    if (target !== undefined && !/[#|[\]^{}<`]/.test(target) && link.place !== 'frontMatter')
      yield editPage(other.id, [{ span: { start: link.targetStart, end: link.targetEnd }, newText: target }]);
  }
  for (const step of atlasPage(other).steps) {
    const isOf = step.techniques.some(({ link }) => link && (labelHas(link, identity.id) || leads(link)));
    const start = isOf ? stepNameStart(step, identity) : undefined;
    if (start === undefined) continue;
    const { heading, headingIndex, nameSpan } = step;
    const newText = headingText(name);
    noteHeading(headings, other, headingIndex, heading.text.slice(0, start - heading.textStart) + newText);
    yield editPage(other.id, [{ span: { start, end: nameSpan.end }, newText }]);
  }
};

/** What stands behind the links to the page in entries of lists that do not name it in the link. */
const placesBehindLinks = (renaming: Renaming, other: Page): readonly Place[] => {
  const { page, resolve } = renaming;
  return atlasPage(other)
    .lists.flatMap(({ entries }) => entries)
    .flatMap(({ item, link }): readonly Place[] => {
      if (link === undefined || resolvedPath(resolve(other, link)) !== page.id) return [];
      const isNamed = labelEdits(renaming, link, true).length > 0;
      return isNamed || link.end >= item.end ? [] : [{ path: other.id, span: { start: link.end, end: item.end } }];
    });
};

/** The edit of the name where it is the first that stands behind a link. */
const nameBehindLink = ({ identity, name }: Renaming, { path, span }: Place, textOf: TextOf): VaultEdit | undefined => {
  const behind = textOf(path)?.slice(span.start, span.end);
  const blanks = behind === undefined ? undefined : /^\s*(?:[\u2013\u2014:-]\s*)?/.exec(behind)?.[0].length;
  if (behind === undefined || blanks === undefined) return undefined;
  const end = blanks + identity.name.length;
  if (behind.slice(blanks, end) !== identity.name || /^[\p{L}\p{N}]/u.test(behind.slice(end))) return undefined;
  return editPage(path, [{ span: { start: span.start + blanks, end: span.start + end }, newText: name }]);
};

/** Whether a broken target is the page's name, alone or behind its ID. */
const callsPage = ({ book, page, identity, resolve }: Renaming, other: Page, link: Link): boolean =>
  (link.kind === 'wiki' || link.kind === 'embed') &&
  sameName(parseIdLabel(link.target)?.name ?? link.target, identity.name) &&
  resolvedPath(resolve(other, link)) === undefined &&
  pagesCalled(book, link.target).some(({ id }) => id === page.id);

const labelHas = ({ label }: Link, id: string | undefined): boolean =>
  id !== undefined && label !== undefined && readIdLabel(label)?.id === id;

/** The edits of a label that says the old name: with the page's ID wherever it leads, without only where it leads to the page. */
const labelEdits = ({ identity, name }: Renaming, link: Link, leads: boolean): readonly TextEdit[] => {
  if (link.label === undefined || !isLabelKnown(link)) return [];
  const said = readIdLabel(link.label);
  const end = link.label.trimEnd().length;
  const text = said === undefined ? link.label.slice(0, end).trimStart() : said.name;
  if (text === undefined || (said === undefined ? !leads : said.id !== identity.id)) return [];
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

/** The move of the file, where its name says the page's. */
const moveWithName = ({ book, page, identity, name }: Renaming, options: RenameOptions): VaultEdit | Refusal => {
  const file = withoutExtension(baseName(page.id));
  const states = atlasPage(page).claims.some(claim => statesName(page, claim));
  if (states && (file !== slugOf(identity.name) || options.renamesFiles === false)) return NO_EDIT;
  const next = states ? slugOf(name) : name;
  if (next === '' || next === file) return NO_EDIT;
  if (/[\\/]/.test(next))
    return refuse('A page without a title is called by its file, whose name cannot hold slashes.');
  const folder = folderOf(page.id);
  return moveFile(book, page.id, `${folder === '' ? '' : `${folder}/`}${next}${page.id.slice(-3)}`, options);
};

/** An `id` that was the slug of the name though the file is called otherwise. */
const idEdits = ({ page, identity, name }: Renaming, { renames }: VaultEdit): readonly VaultEdit[] => {
  const field = page.frontMatter?.fields.find(({ key }) => key === 'id');
  const id = frontMatterString(page, 'id');
  const isSlug = id === slugOf(identity.name) && id !== withoutExtension(baseName(page.id));
  if (field === undefined || !isSlug || renames.length > 0 || slugOf(name) === '') return [];
  return [editPage(page.id, [setText(page, field, slugOf(name))])];
};
