import type { Claim } from '../atlas/pageIdentity.ts';
import type { FrontMatterField, Page } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { lineAt } from '../core/text.ts';
import { yamlText } from '../core/yamlText.ts';

/** The edits that make these places of a page state this ID. */
export const restateId = (text: string, claims: readonly Claim[], id: string): readonly TextEdit[] =>
  claims.flatMap(claim => {
    if (claim.id === undefined || claim.id === id) return [];
    const found: TextEdit[] = [];
    const from = text.indexOf(claim.id, claim.start);
    for (let at = from; at >= 0 && at < claim.end; at = text.indexOf(claim.id, at + claim.id.length)) {
      found.push({ span: { start: at, end: at + claim.id.length }, newText: id });
      // A title may go on to speak of an ID; Metadata may link the ID to its page on the ATLAS site.
      if (claim.source !== 'metadata') break;
    }
    return found;
  });

/** Whether a field's value stands on the line of its key, as a scalar that can be replaced as a whole. */
export const isOneLine = (page: Page, { start, valueStart, valueEnd }: FrontMatterField): boolean =>
  valueEnd > valueStart && lineAt(page.lineStarts, start) === lineAt(page.lineStarts, valueEnd);

/** The edit that gives a field another text, in the quotes that it has; none for what is more than a plain or quoted text. */
export const rewriteField = (text: string, { valueStart, valueEnd }: FrontMatterField, value: string): TextEdit[] => {
  const source = text.slice(valueStart, valueEnd);
  if (/^[!&*{[|>]|[\r\n]/.test(source)) return [];
  return [{ span: { start: valueStart, end: valueEnd }, newText: yamlText(value, source) }];
};
