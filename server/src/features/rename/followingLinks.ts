import type { Casebook } from '../../atlas/casebook.ts';
import type { HeadingTexts } from '../../atlas/headingLinks.ts';
import { followHeadings } from '../../atlas/headingLinks.ts';
import { withoutExtension } from '../../core/paths.ts';
import type { VaultEdit } from '../../core/vaultEdit.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** Edits that let links follow headings which get other texts; refused if some link could not be told to lead where it led. */
export const followingLinks = (book: Casebook, texts: HeadingTexts): readonly VaultEdit[] | Refusal => {
  const { edits, clash } = followHeadings(book, texts);
  return clash === undefined
    ? edits
    : refuse(`'${withoutExtension(clash)}' would have two headings that links could not tell apart.`);
};
