import type { Casebook } from '../../atlas/casebook.ts';
import { formatIdLabel } from '../../atlas/ids.ts';
import type { Page } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { editPage } from '../../core/vaultEdit.ts';
import { linkTo, shapeAt } from '../completion/pageOffers.ts';
import type { CursorEdit } from './insertStep.ts';
import type { LinkSpot } from './linkSpot.ts';
import { linkSpot } from './linkSpot.ts';
import type { Choice } from './techniques.ts';
import { chosenPage, nameOfChoice } from './techniques.ts';

/**
 * The edit that writes a link to a technique at the cursor, with a label as its neighbours have it, or over a selection, which
 * becomes the label. What only the catalogue has is written as text: a link would be broken.
 *
 * @param text the page's text.
 */
export const insertLink = (
  book: Casebook,
  page: Page,
  text: string,
  span: Span,
  technique: Choice,
): CursorEdit | { readonly reason: string } => {
  const name = nameOfChoice(book, technique);
  if (name === undefined) return { reason: `Neither this vault nor ATLAS has ${technique.id}.` };
  const spot = linkSpot(page, text, span);
  if ('reason' in spot) return spot;
  const { start, end, begun, inTable } = spot;
  const selected = begun === undefined ? text.slice(start, end) : '';
  if (!canBeLabel(selected, inTable))
    return { reason: 'What is selected cannot be a label: that is on one line, and no bracket ends it.' };
  const newText = referenceAt(book, page, spot, selected, technique, name);
  return { edit: editPage(page.id, [{ span: { start, end }, newText }]), cursor: start + newText.length };
};

/** Whether a text keeps all its characters as a link's label. */
export const canBeLabel = (text: string, inTable: boolean): boolean =>
  !/[\r\n]|\[\[|\]\]|\]\s*$/.test(text) && !(inTable && /(?<!\\)\|/.test(text));

/** What is selected as a label, and the space to either side, which stays where it is. */
export const labelIn = (
  selected: string,
): { readonly before: string; readonly label: string; readonly after: string } => {
  const [, before = '', label = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(selected) ?? [];
  return { before, label, after };
};

const referenceAt = (
  book: Casebook,
  page: Page,
  { line, begun, inTable }: LinkSpot,
  selected: string,
  technique: Choice,
  name: string,
): string => {
  const { before, label, after } = labelIn(selected);
  const target = chosenPage(book, technique);
  if (target === undefined)
    return before + (label === '' ? formatIdLabel(technique.id, name) : `${label} (${technique.id})`) + after;
  const shape = shapeAt(book, page, line, begun, inTable);
  return before + linkTo(book, page, target, label === '' ? shape : { ...shape, labelFor: () => label }) + after;
};
