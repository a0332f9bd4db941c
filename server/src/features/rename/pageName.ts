import type { Claim, PageIdentity } from '../../atlas/pageIdentity.ts';
import { atlasPage } from '../../atlas/atlasPage.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import { parseIdLabel, slugOf } from '../../atlas/ids.ts';
import { sameName } from '../../atlas/names.ts';
import { setText } from '../../core/frontMatterEdit.ts';
import type { Page } from '../../core/page.ts';
import { frontMatterString } from '../../core/page.ts';
import { baseName, folderOf, withoutExtension } from '../../core/paths.ts';
import type { PlannedEdit, VaultEdit } from '../../core/vaultEdit.ts';
import { editPage, NO_EDIT, planned } from '../../core/vaultEdit.ts';
import { followingLinks } from './followingLinks.ts';
import { joinAll } from './joinAll.ts';
import type { ChangedHeadings, Renaming } from './nameMentions.ts';
import { nameBehindLink, nameEdits, noteHeading, pagesNaming, placesBehindLinks, withName } from './nameMentions.ts';
import type { RenameOptions } from './options.ts';
import { moveFile } from './path.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, readName, refuse } from './refusal.ts';
import { headingText } from './writeText.ts';

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
  const name = readPageName(book, identity, typed);
  if (isRefusal(name)) return name;
  if (name === identity.name) return planned(NO_EDIT);
  if (page.frontMatter?.error !== undefined)
    return refuse('The front matter of the page has a fault; mend it first, or its title could not be changed.');
  const renaming: Renaming = { book, page, identity, name };
  const headings: ChangedHeadings = new Map();
  const edits = [...statedEdits(renaming, headings)];
  const naming = pagesNaming(renaming);
  for (const other of naming) edits.push(...nameEdits(renaming, other, headings));
  const moved = moveWithName(renaming, options);
  if (isRefusal(moved)) return moved;
  const followed = followingLinks(book, headings);
  if (isRefusal(followed)) return followed;
  const known = [...edits, ...followed, moved, ...idEdits(renaming, moved)];
  const behind = naming.flatMap(other => placesBehindLinks(renaming, other));
  return {
    reads: [...new Set(behind.map(({ path }) => path))],
    make: textOf => joinAll([...known, ...behind.flatMap(place => nameBehindLink(renaming, place, textOf) ?? [])]),
  };
};

const readPageName = (book: Casebook, { id }: PageIdentity, typed: string): string | Refusal => {
  const text = readName(typed);
  if (isRefusal(text)) return text;
  if (/\[\[|\]\]/.test(text)) return refuse('A name cannot hold double brackets: no label could show it.');
  const label = parseIdLabel(text);
  if (label === undefined) return text;
  if (id === undefined) {
    const [owner] = pagesWithId(book, label.id);
    return owner === undefined ? text : refuse(`${label.id} is the ID of '${withoutExtension(owner.id)}'.`);
  }
  if (label.id !== id) return refuse(`This renames the page's name; rename ${id} to change its ID.`);
  return label.name ?? refuse('A name needs at least one letter.');
};

/** The edits of the page's own statements; notes headings that get another text. */
const statedEdits = function* ({ page, identity, name }: Renaming, headings: ChangedHeadings): Generator<VaultEdit> {
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

/** Where the name stands in a heading's text: behind the ID and its colon, before an anchor `{#name}`. */
const headingName = (text: string, id: string | undefined): { readonly start: number; readonly end: number } => {
  const end = text.length - (/\s*\{#[^}]*\}$/.exec(text)?.[0].length ?? 0);
  const at = id === undefined ? -1 : text.indexOf(id);
  const behind = at < 0 ? undefined : /^[^:]*:\s*/.exec(text.slice(at))?.[0];
  return { start: behind === undefined ? 0 : at + behind.length, end };
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
