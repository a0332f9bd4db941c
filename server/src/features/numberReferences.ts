import { atlasPage } from '../atlas/atlasPage.ts';
import { isBlankIn, lineStartIn, nextLineIn } from '../core/lines.ts';
import type { ListItem, Page } from '../core/page.ts';
import { sectionSpan } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { referenceItems } from '../problems/referenceFormat.ts';

/** Whether the references of a case study are a list that does not count 1, 2, 3 …. */
export const hasUnnumberedReferences = (page: Page): boolean =>
  ownItems(page).some(({ number }, i) => number !== i + 1);

/** The items directly under the heading References; what stands under further headings is another list. */
const ownItems = (page: Page): readonly ListItem[] => {
  const { references } = atlasPage(page).sections;
  return referenceItems(page).filter(({ heading }) => heading === references);
};

/**
 * The edits that number the references 1, 2, 3 …. What is nested in an item stays in it, and citations by a number that only
 * one reference had go on citing that one.
 */
export const referenceNumberEdits = (page: Page, text: string): readonly TextEdit[] => {
  const items = ownItems(page);
  // The lines of a quotation have marks of their own, which a wider number would not move.
  if (items.some(({ start }) => !isBlankIn(text, lineStartIn(text, start), start))) return [];
  const numbers = items.flatMap((item, i) => numberEdits(text, item, i + 1));
  return numbers.length === 0 ? [] : [...numbers, ...citationEdits(page, items)];
};

const numberEdits = (
  text: string,
  { start, contentStart, end, blockEnd, number }: ListItem,
  wanted: number,
): readonly TextEdit[] => {
  if (number === wanted) return [];
  const marker = /^(?:\d+|[-*+])/.exec(text.slice(start, end))?.[0] ?? '';
  const newText = number === undefined ? `${wanted}.` : String(wanted);
  const edits: TextEdit[] = [{ span: { start, end: start + marker.length }, newText }];
  const wider = newText.length - marker.length;
  const indent = contentStart - lineStartIn(text, start);
  for (let line = nextLineIn(text, start); wider > 0 && line < blockEnd; line = nextLineIn(text, line)) {
    const isNested = isBlankIn(text, line, line + indent) && !/[\r\n]/.test(text.slice(line, line + indent));
    if (isNested) edits.push({ span: { start: line, end: line }, newText: ' '.repeat(wider) });
  }
  return edits;
};

const citationEdits = (page: Page, items: readonly ListItem[]): readonly TextEdit[] => {
  const places = new Map<string, readonly number[]>();
  items.forEach(({ number }, i) => {
    if (number !== undefined) places.set(String(number), [...(places.get(String(number)) ?? []), i + 1]);
  });
  const section = sectionSpan(page, atlasPage(page).sections.references);
  const isDefined = new Set(page.definitions.map(({ label }) => label));
  return page.citations.flatMap(({ start, end, label }): readonly TextEdit[] => {
    const [place, ...others] = places.get(label) ?? [];
    if (place === undefined || others.length > 0 || String(place) === label || isDefined.has(label)) return [];
    if (start >= section.start && start < section.end) return [];
    return [{ span: { start: start + 1, end: end - 1 }, newText: String(place) }];
  });
};
