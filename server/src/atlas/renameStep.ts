import type { Page } from '../core/page.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { editPage, mergeEdits } from '../core/vaultEdit.ts';
import type { Step } from './steps.ts';
import type { Casebook } from './casebook.ts';
import { followHeadings } from './headingLinks.ts';

/** The edit that gives a step another name; links to its heading follow. */
export const renameStep = (book: Casebook, page: Page, step: Step, name: string): VaultEdit => {
  const { heading, headingIndex, nameSpan } = step;
  const newText = step.name === '' ? `: ${name}` : name;
  const text = heading.text.slice(0, nameSpan.start - heading.textStart) + newText;
  const { edits } = followHeadings(book, new Map([[page.id, new Map([[headingIndex, text]])]]));
  return mergeEdits([editPage(page.id, [{ span: nameSpan, newText }]), ...edits]);
};
