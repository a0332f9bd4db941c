import { claimsOf, pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import { idKey } from '../../atlas/extract.ts';
import { resolveFrom } from '../../atlas/linkedPage.ts';
import { isAtlasId, MENTION, parseIdLabel, sitePathId } from '../../atlas/ids.ts';
import { linksInclude } from '../../core/closedPage.ts';
import { get, values } from '../../core/layeredMap.ts';
import type { Definition, Link, Page, PageId } from '../../core/page.ts';
import { baseName, folderOf, withoutExtension } from '../../core/paths.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { TextEdit } from '../../core/text.ts';
import type { VaultEdit } from '../../core/vaultEdit.ts';
import { editPage, NO_EDIT } from '../../core/vaultEdit.ts';
import type { WrittenLink } from '../../core/writtenLink.ts';
import { writtenLinksWhere } from '../../core/writtenLink.ts';
import { followingLinks } from './followingLinks.ts';
import { joinAll } from './joinAll.ts';
import type { RenameOptions } from './options.ts';
import { moveFile } from './path.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { LabelPart } from './writeText.ts';
import { isLabelKnown, writeInLabel } from './writeText.ts';

/**
 * Changes an ATLAS ID everywhere: in titles, headings, Metadata, labels, paths of the ATLAS site and in prose; not in code. The page's
 * file follows if it is called by the ID. Only this very ID: the IDs of a technique's sub-techniques stay, though they
 * start with it.
 */
export const renameId = (book: Casebook, id: string, typed: string, options: RenameOptions): VaultEdit | Refusal => {
  const next = typed.trim().toUpperCase();
  if (next === id) return NO_EDIT;
  const fault = idFault(book, id, next);
  if (fault !== undefined) return fault;
  const edits: VaultEdit[] = [];
  const headings = new Map<PageId, ReadonlyMap<number, string>>();
  for (const page of pagesWith(book, id)) {
    const own = idEdits(book, page, id, next);
    edits.push(editPage(page.id, own));
    const texts = headingsWith(page, own);
    if (texts.size > 0) headings.set(page.id, texts);
  }
  const followed = followingLinks(book, headings);
  if (isRefusal(followed)) return followed;
  const moved = moveWithId(book, id, next, options);
  return isRefusal(moved) ? moved : joinAll([...edits, ...followed, moved]);
};

/** The pages that may have to change. What the index of IDs does not know, an ID in the midst of a label, is looked for in all. */
const pagesWith = ({ vault }: Casebook, id: string): readonly Page[] => {
  const uses = new Set(get(vault.bodies.get().uses, idKey(id)));
  const defines = ({ label, target }: Definition): boolean => label === id || target.includes(id);
  return Array.from(values(vault.pages)).filter(
    page => uses.has(page.id) || linksInclude(page, id) || page.definitions.some(defines),
  );
};

const idFault = (book: Casebook, id: string, next: string): Refusal | undefined => {
  if (!isAtlasId(next)) return refuse(`'${next}' is no ATLAS ID: one looks like ${id}.`);
  const owners = pagesWithId(book, id);
  if (owners.length > 1) {
    const named = owners.map(page => `'${withoutExtension(page.id)}'`).join(' and ');
    return refuse(`${named} both have ${id}. Give one of them another ID first: what speaks of which cannot be told.`);
  }
  const [taken] = pagesWithId(book, next);
  if (taken !== undefined)
    return refuse(`${next} is the ID of '${withoutExtension(taken.id)}' (${pageIdentity(taken).name}).`);
  const known = book.catalogue.byId.get(next);
  return known && refuse(`${next} is taken: ATLAS ${book.catalogue.version} calls '${known.name}' so.`);
};

const idEdits = (book: Casebook, page: Page, id: string, next: string): readonly TextEdit[] => {
  const edits: TextEdit[] = page.mentions
    .filter(mention => mention.id === id)
    .map(({ start, end }) => ({ span: { start, end }, newText: next }));
  for (const claim of claimsOf(page)) {
    const isMention = edits.some(({ span }) => claim.start <= span.start && span.end <= claim.end);
    // What a page states in code marks is its ID all the same.
    const at = claim.id !== id || isMention ? undefined : statedAt(page, claim.start, id);
    if (at !== undefined) edits.push({ span: { start: at, end: at + id.length }, newText: next });
  }
  for (const link of page.links) {
    if (link.label?.includes(id)) edits.push(...writeInLabel(link, idsInLabel(link, id, next)));
  }
  for (const link of writtenLinksWhere(page, target => target.toUpperCase().includes(id))) {
    const at = idInTarget(book, page, link, id);
    const start = link.targetStart + (at ?? 0);
    if (at !== undefined) edits.push({ span: { start, end: start + id.length }, newText: next });
  }
  for (const { label, start, targetStart } of page.definitions) {
    // What looks like an ID where a definition is used is changed with the others.
    if (label === id && targetStart - start <= id.length + DEFINES)
      edits.push({ span: { start: start + 1, end: start + 1 + id.length }, newText: next });
  }
  return edits;
};

/** The length of what stands around a definition's label before its target, where there is no blank in the brackets: `[]: `. */
const DEFINES = 4;

/** Where a target holds the ID that it means: a path of the ATLAS site, or a target that finds no file but is the ID. */
const idInTarget = (book: Casebook, page: Page, link: WrittenLink, id: string): number | undefined => {
  const { kind, target } = link;
  if (kind === 'markdown' || kind === 'image') return sitePathId(target) === id ? target.lastIndexOf(id) : undefined;
  const isId = target.toUpperCase() === id || parseIdLabel(target)?.id === id;
  if (!isId || resolvedPath(resolveFrom(book.vault, page.id, link)) !== undefined) return undefined;
  return Math.max(0, target.indexOf(id));
};

/** Where the source of a heading or field that starts at an offset holds the ID. */
const statedAt = (page: Page, start: number, id: string): number | undefined => {
  const heading = page.headings.find(({ textStart }) => textStart === start);
  const field = page.fields.find(({ valueStart }) => valueStart === start);
  const at = (heading?.text ?? field?.value ?? '').indexOf(id);
  return at < 0 ? undefined : start + at;
};

/** Where a label holds the ID. */
const idsInLabel = (link: Link, id: string, text: string): readonly LabelPart[] => {
  const { label = '' } = link;
  const parts: LabelPart[] = [];
  for (let start = label.indexOf(id); start >= 0; start = label.indexOf(id, start + id.length)) {
    const end = start + id.length;
    MENTION.lastIndex = start;
    const isWhole = MENTION.exec(label)?.[0] === id && !/[\w.]/.test(label.charAt(start - 1));
    // Where only the first part of the label is known, a sub-technique's ID may go on behind it.
    if (isWhole && (isLabelKnown(link) || end + SUFFIX <= label.length)) parts.push({ start, end, text });
  }
  return parts;
};

/** The length of what makes a technique's ID that of a sub-technique: `.000`. */
const SUFFIX = 4;

/** The texts of the headings that edits change, by their index. */
const headingsWith = (page: Page, edits: readonly TextEdit[]): ReadonlyMap<number, string> => {
  const texts = new Map<number, string>();
  page.headings.forEach(({ text, textStart, textEnd }, i) => {
    const own = edits.filter(({ span }) => textStart <= span.start && span.end <= textEnd);
    if (own.length === 0) return;
    let changed = text;
    for (const { span, newText } of own.toSorted((a, b) => b.span.start - a.span.start))
      changed = changed.slice(0, span.start - textStart) + newText + changed.slice(span.end - textStart);
    texts.set(i, changed);
  });
  return texts;
};

const moveWithId = (book: Casebook, id: string, next: string, options: RenameOptions): VaultEdit | Refusal => {
  const [page] = pagesWithId(book, id);
  if (page === undefined || options.renamesFiles === false) return NO_EDIT;
  const file = withoutExtension(baseName(page.id));
  if (file.toUpperCase() !== id) return NO_EDIT;
  const folder = folderOf(page.id);
  const name = file === id ? next : next.toLowerCase();
  return moveFile(book, page.id, `${folder === '' ? '' : `${folder}/`}${name}${page.id.slice(-3)}`, options);
};
