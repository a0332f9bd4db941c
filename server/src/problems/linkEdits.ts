import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { targetText } from '../atlas/linkTo.ts';
import { linkBar, linkLabel } from '../core/linkText.ts';
import type { Link, Page } from '../core/page.ts';
import { withoutExtension } from '../core/paths.ts';
import type { Span, TextEdit } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';

/** Edits that make a link lead to a page or file, in the vault's style; its heading and label stay. */
export const retarget = (book: Casebook, page: Page, link: Link, path: string): readonly TextEdit[] => [
  replaceTarget(link, targetText(book, page, link.kind, path)),
];

/** The edit that writes another target. */
export const replaceTarget = (link: Link, target: string): TextEdit => ({
  span: { start: link.targetStart, end: link.targetEnd },
  newText: target,
});

/** The edit that gives a link this label, as it is written at the link's place. */
export const relabel = (link: Link, label: string): TextEdit => {
  const inTable = link.place === 'table';
  const text = linkLabel(label, inTable);
  return {
    span: { start: link.labelStart, end: link.labelEnd },
    newText: link.label === undefined ? linkBar(inTable) + text : text,
  };
};

/** The edits that take a link's brackets away and leave what a reader sees of it. */
export const unlink = (link: Link): readonly TextEdit[] => {
  const shown: Span =
    link.label === undefined || link.label === ''
      ? { start: link.targetStart, end: link.targetEnd }
      : { start: link.labelStart, end: link.labelEnd };
  return [
    { span: { start: link.start, end: shown.start }, newText: '' },
    { span: { start: shown.end, end: link.end }, newText: '' },
  ];
};

/** A path as messages name it, with the page's label where that is an ATLAS page: `'a/b' (AML.T0021: Name)`. */
export const namePath = (book: Casebook, path: string): string => {
  const page = pageOf(book.vault, path);
  if (page === undefined) return `'${path}'`;
  const atlas = pageIdentity(page);
  return `'${withoutExtension(path)}'${atlas.id === undefined ? '' : ` (${pageLabel(atlas)})`}`;
};
