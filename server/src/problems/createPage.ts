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
import { editPage } from '../core/vaultEdit.ts';
import { pageFix } from './fix.ts';
import { relabel, retarget } from './linkEdits.ts';
import type { Confidence, Fix } from './problem.ts';

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
  const edits = editsOfLink(book, page, link, wanted);
  const { reads, make } = createPage(book, wanted);
  return pageFix(`Create the page '${path}'${called}`, page, edits, confidence).map(fix => ({
    ...fix,
    reads,
    make: textOf => ({ ...editPage(page.id, edits), creates: make(textOf).creates }),
  }));
};

const editsOfLink = (book: Casebook, page: Page, link: Link, wanted: WantedPage): readonly TextEdit[] => {
  const created = outlineOf(wanted);
  const later = bookWith(book, created);
  const found = resolveTarget(later.vault, page.id, link.target);
  const leadsThere = found.kind === 'found' && found.path === wanted.path && found.exactCase;
  const isRight =
    leadsThere &&
    (!book.linkStyleChosen || link.target === linkTargetFor(later.vault, page.id, wanted.path, book.linkStyle));
  const edits: TextEdit[] = isRight ? [] : [...retarget(later, page, link, wanted.path)];
  const label = labelFor(link, wanted, created, isRight);
  return label === undefined || label === link.label ? edits : [...edits, relabel(link, label)];
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
