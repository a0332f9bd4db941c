import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pageLabel } from '../../atlas/linkLabel.ts';
import { has } from '../../core/layeredMap.ts';
import { formatLink, linkTargetFor } from '../../core/linkText.ts';
import type { Page } from '../../core/page.ts';
import { pageOf } from '../../core/vault.ts';

/** How a link is written whose place is known only roughly. */
export interface PageLinkOptions {
  readonly inTable?: boolean;
  /** The label of a page; its ID and name unless given. */
  readonly labelFor?: (target: Page) => string | undefined;
}

/**
 * The link to a page, with its label, or the embed of another file, in the vault's style, as it would stand on a page; undefined
 * where the vault has no such path. Where no page is known, a relative link is written from the root: that leads there from anywhere.
 */
export const pageLink = (
  book: Casebook,
  from: Page | undefined,
  path: string,
  { inTable = false, labelFor = target => pageLabel(pageIdentity(target)) }: PageLinkOptions = {},
): string | undefined => {
  const { vault, linkStyle } = book;
  const style = from === undefined && linkStyle === 'relative' ? 'full-path' : linkStyle;
  const page = pageOf(vault, path);
  if (page === undefined && !has(vault.files, path)) return undefined;
  const target = linkTargetFor(vault, from?.id ?? '', path, style);
  if (page === undefined) return formatLink({ target, embed: true, inTable });
  const label = labelFor(page);
  return formatLink({ target, label: label === target ? undefined : label, inTable });
};
