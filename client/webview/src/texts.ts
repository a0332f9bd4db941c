import type { Texts } from './messages.ts';

/** A text in the language of the user, by its English form; `{0}`, `{1}` … stand for the values. */
export type Say = (english: string, ...values: readonly (string | number)[]) => string;

/** Says texts as the extension translated them. */
export const sayIn =
  (texts: Texts): Say =>
  (english, ...values) =>
    (texts[english] ?? english).replace(/\{(\d)\}/g, (hole, index) => String(values[Number(index)] ?? hole));
