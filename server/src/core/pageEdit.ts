import type { Dialect, Page } from './page.ts';
import { parsePage } from './parsePage.ts';
import type { TextEdit } from './text.ts';
import { applyEdits } from './text.ts';
import type { PlannedEdit } from './vaultEdit.ts';
import { editPage, NO_EDIT } from './vaultEdit.ts';

/**
 * An edit of one page that is made from its text, since its line breaks and its author's habits are in no `Page`. A text that is
 * not the one which the page was made of (it has just changed) is left alone.
 */
export const editFromText = (page: Page, edits: (text: string) => readonly TextEdit[]): PlannedEdit => ({
  reads: [page.id],
  make: textOf => {
    const text = textOf(page.id);
    return text?.length === page.length ? editPage(page.id, edits(text)) : NO_EDIT;
  },
});

/** A page's headings as they are after edits: `## Metadata`, in text order. Shows whether an edit fell into code or let a block swallow another. */
export const headingsAfter = (page: Page, text: string, edits: readonly TextEdit[]): readonly string[] =>
  headingLines(parsePage(page.id, applyEdits(text, edits), HEADINGS_ONLY));

/** A page's headings in the same form. */
export const headingLines = (page: Page): readonly string[] =>
  page.headings.map(({ level, text }) => `${'#'.repeat(level)} ${text}`);

const HEADINGS_ONLY: Dialect = {
  readFrontMatter: () => ({ fields: [], error: undefined, strings: [] }),
  mention: undefined,
};
