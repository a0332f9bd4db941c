import type { Field, Page } from '../core/page.ts';
import { firstFrom } from '../core/text.ts';

/** How an author writes a field: what stands before its key, and between key and value. */
export interface FieldForm {
  readonly before: string;
  readonly behind: string;
}

/** The usual forms of a field: `**Key:** value` as a line of its own, and as an item of a list. */
export const PLAIN_FIELD: FieldForm = { before: '**', behind: ':** ' };
export const LISTED_FIELD: FieldForm = { before: '- **', behind: ':** ' };

/** The form of the first of these fields that has a value, else of the first; undefined where there is none. */
export const formOfFields = (text: string, fields: readonly Field[]): FieldForm | undefined => {
  const like = fields.find(({ valueStart, valueEnd }) => valueEnd > valueStart) ?? fields[0];
  if (like === undefined) return undefined;
  const behind = text.slice(like.keyEnd, like.valueStart).trimEnd();
  return { before: text.slice(like.start, like.keyStart), behind: `${behind} ` };
};

/** A field's line, without a blank at its end where it has no value. */
export const writeField = ({ before, behind }: FieldForm, key: string, value: string): string =>
  (before + key + behind + value).trimEnd();

/** Where a field ends: a bullet with all that is nested in it. */
export const fieldEnd = (page: Page, { start, end, bullet }: Field): number => {
  const item = bullet ? page.items[firstFrom(page.items, start)] : undefined;
  return item !== undefined && item.start < end ? Math.max(end, item.blockEnd) : end;
};
