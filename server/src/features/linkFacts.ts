import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { AtlasKind } from '../atlas/ids.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import type { Block, Heading, Link, Page } from '../core/page.ts';
import { baseName } from '../core/paths.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import { pageOf } from '../core/vault.ts';

/** What a reader is shown of a wiki-link or embed. */
export interface LinkFacts {
  /** The page or file that it leads to; undefined where it is broken. */
  readonly path: string | undefined;
  /** That page; undefined where it is another file. */
  readonly page: Page | undefined;
  /** The heading or block that its fragment names; undefined for none, and where the page has no such place. */
  readonly place: Heading | Block | undefined;
  /** The kind of ATLAS page that it leads to; undefined for notes and other files. */
  readonly kind: AtlasKind | undefined;
  /** To be shown where the link has no label. */
  readonly title: string;
}

/** Where a wiki-link or embed of a page leads, and what it is called where its author gave it no label. */
export const linkFacts = (book: Casebook, from: Page, link: Link): LinkFacts => {
  const { target, fragment } = link;
  const path = resolvedPath(resolveLink(book, from, link));
  const page = path === undefined ? undefined : path === from.id ? from : pageOf(book.vault, path);
  const identity = page && pageIdentity(page);
  return {
    path,
    page,
    place: page && fragment ? resolveFragment(page, fragment) : undefined,
    kind: identity === undefined || identity.kind === 'note' ? undefined : identity.kind,
    title:
      target === '' || path === undefined
        ? rawTarget(link)
        : identity === undefined
          ? baseName(path)
          : pageLabel(identity),
  };
};

/** `target#fragment` as written. */
export const rawTarget = ({ target, fragment }: Link): string =>
  fragment === undefined ? target : `${target}#${fragment}`;

/** Whether a file is a picture, by its name. */
export const isPicture = (path: string): boolean => /\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|webp)$/i.test(path);

/** The text of a label; in that of a picture's embed the size behind it (`a kiosk|300`, `300x200`) is none of it. */
export const shownLabel = ({ kind, label }: Link): string | undefined => {
  const text = kind === 'embed' ? label?.replace(/(?:^|\\?\|)\s*\d+(?:\s*x\s*\d+)?\s*$/, '').trim() : label;
  return text === '' ? undefined : text;
};
