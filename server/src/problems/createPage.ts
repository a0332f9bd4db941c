import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { formatIdLabel } from '../atlas/ids.ts';
import { namesOtherwise, readIdLabel } from '../atlas/linkLabel.ts';
import type { WantedPage } from '../atlas/newPage.ts';
import { createPage, outlineOf } from '../atlas/newPage.ts';
import { linkTargetFor } from '../core/linkText.ts';
import type { Link, Page } from '../core/page.ts';
import { resolveTarget } from '../core/resolve.ts';
import type { TextEdit } from '../core/text.ts';
import { editPage } from '../core/vaultEdit.ts';
import { withPage } from '../core/withPage.ts';
import { pageFix, relabel, retarget } from './linkEdits.ts';
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
  const called = id === undefined ? '' : ` (${labelOf(wanted)})`;
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
  const later: Casebook = { ...book, vault: withPage(book.vault, created) };
  const found = resolveTarget(later.vault, page.id, link.target);
  const leadsThere = found.kind === 'found' && found.path === wanted.path && found.exactCase;
  const isRight =
    leadsThere &&
    (!book.linkStyleChosen || link.target === linkTargetFor(later.vault, page.id, wanted.path, book.linkStyle));
  const edits: TextEdit[] = isRight ? [] : [...retarget(later, page, link, wanted.path)];
  const label = link.label === undefined ? undefined : readIdLabel(link.label);
  if (label !== undefined && wanted.id !== undefined && namesOtherwise(label, atlasPage(created)))
    edits.push(relabel(link, label.write(wanted.id, wanted.name)));
  // A title or an ID that was written as the target stays what the reader sees.
  else if (
    !isRight &&
    link.kind === 'wiki' &&
    link.label === undefined &&
    wanted.id !== undefined &&
    isTitle(link, wanted)
  )
    edits.push(relabel(link, link.target));
  return edits;
};

const isTitle = ({ target, fragment }: Link, { id, name }: WantedPage): boolean =>
  fragment === undefined && (target === id || target.startsWith(`${id ?? ''}:`) || target === name);

const labelOf = ({ id, name }: WantedPage): string =>
  id === undefined || id === name ? name : formatIdLabel(id, name);
