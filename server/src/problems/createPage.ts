import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { parseIdLabel } from '../atlas/ids.ts';
import { namesOtherwise, pageLabel, readIdLabel } from '../atlas/linkLabel.ts';
import type { WantedPage } from '../atlas/newPage.ts';
import { bookWith, createPage, outlineOf } from '../atlas/newPage.ts';
import { linkTargetFor } from '../core/linkText.ts';
import type { Link, Page } from '../core/page.ts';
import { resolveTarget } from '../core/resolve.ts';
import type { TextEdit } from '../core/text.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { editPage, mergeEdits, NO_EDIT } from '../core/vaultEdit.ts';
import { pageFix } from './fix.ts';
import { relabel, retarget } from './linkEdits.ts';
import type { Confidence, Fix } from './problem.ts';
import { followLabel } from './stepEdits.ts';

/** Creates the page that a link wants; the link then leads to it, with a label that gives its name. */
export const createPageFix = (
  book: Casebook,
  page: Page,
  link: Link,
  wanted: WantedPage,
  confidence: Confidence,
): readonly Fix[] => {
  const { path, id } = wanted;
  const called = id === undefined ? '' : ` (${pageLabel(wanted)})`;
  const { edits, heading } = editsOfLink(book, page, link, wanted);
  const { make, ...plan } = createPage(book, wanted);
  return pageFix(`Create the page '${path}'${called}`, page, edits, confidence).map(fix => ({
    ...fix,
    ...plan,
    make: textOf => ({ ...mergeEdits([editPage(page.id, edits), heading]), creates: make(textOf).creates }),
  }));
};

/** The edits of the link, and that of the heading of its step. */
const editsOfLink = (
  book: Casebook,
  page: Page,
  link: Link,
  wanted: WantedPage,
): { readonly edits: readonly TextEdit[]; readonly heading: VaultEdit } => {
  const created = outlineOf(wanted);
  const later = bookWith(book, created);
  const found = resolveTarget(later.vault, page.id, link.target);
  const leadsThere = found.kind === 'found' && found.path === wanted.path && found.exactCase;
  const isRight =
    leadsThere &&
    (!book.linkStyleChosen || link.target === linkTargetFor(later.vault, page.id, wanted.path, book.linkStyle));
  const edits: TextEdit[] = isRight ? [] : [...retarget(later, page, link, wanted.path)];
  const label = labelFor(link, wanted, created, isRight);
  if (label === undefined || label === link.label) return { edits, heading: NO_EDIT };
  const said = link.label === undefined ? undefined : readIdLabel(link.label);
  return {
    edits: [...edits, relabel(link, label)],
    heading: said === undefined ? NO_EDIT : followLabel(book, page, link, said, wanted.name),
  };
};

/** The label that the link has then: the one it has, or its target if that was an ID or a title, corrected where it names another page. */
const labelFor = (link: Link, { id, name }: WantedPage, created: Page, targetStays: boolean): string | undefined => {
  const { target, fragment } = link;
  const isTitle = !targetStays && link.kind === 'wiki' && fragment === undefined && parseIdLabel(target) !== undefined;
  const shown = link.label ?? (isTitle ? target : undefined);
  const said = shown === undefined ? undefined : readIdLabel(shown);
  if (said === undefined || id === undefined) return shown;
  return said.id !== id || namesOtherwise(said, atlasPage(created)) ? said.write(id, name) : shown;
};
