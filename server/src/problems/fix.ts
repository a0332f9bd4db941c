import type { Page } from '../core/page.ts';
import { editFromText } from '../core/pageEdit.ts';
import type { TextEdit } from '../core/text.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { editPage, isEmptyEdit, mergeEdits, planned } from '../core/vaultEdit.ts';
import type { Confidence, Fix } from './problem.ts';

/** A fix of one page. None where an edit would put a quote or backslash into front matter, whose YAML it could break. */
export const pageFix = (
  title: string,
  page: Page,
  edits: readonly TextEdit[],
  confidence: Confidence,
): readonly Fix[] => {
  const header = page.frontMatter?.end ?? 0;
  if (edits.some(edit => edit.span.start < header && /["'\\]/.test(edit.newText))) return [];
  return [{ title, confidence, ...planned(editPage(page.id, edits)) }];
};

/** A fix of one page that is made from its text: see `editFromText`. */
export const textFix = (
  title: string,
  page: Page,
  edits: (text: string) => readonly TextEdit[],
  confidence: Confidence,
): Fix => ({ title, confidence, ...editFromText(page, edits) });

/** The same repairs, each together with another edit. */
export const withEdit = (fixes: readonly Fix[], edit: VaultEdit): readonly Fix[] =>
  isEmptyEdit(edit) ? fixes : fixes.map(fix => ({ ...fix, make: textOf => mergeEdits([fix.make(textOf), edit]) }));

/** The confidence of a fix that is the best of several, or not. */
export const likelyIf = (isBest: boolean): Confidence => (isBest ? 'likely' : 'possible');
