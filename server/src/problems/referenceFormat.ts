import { firstFrom } from '../core/text.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { sitePathId } from '../atlas/ids.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import { sectionSpan } from '../core/page.ts';
import type { Link, ListItem, Page } from '../core/page.ts';
import { isUrl } from '../core/vault.ts';
import { holdsPlaceholder } from '../core/placeholder.ts';
import type { Problem, Rule } from './problem.ts';
import { addressFix, itemFix, titleFix } from './referenceFix.ts';

/** `reference-format`: an item of References holds no `[title](url)`, or one without a title or with a bad address. */
export const referenceFormat: Rule = {
  codes: ['reference-format'],
  on: 'caseStudy',
  check: (book, page) => {
    const { references } = atlasPage(page).sections;
    return references < 0 ? [] : referenceItems(page).flatMap(item => itemProblem(book, page, item));
  },
  fixes: (_, page, { span }) => {
    const item = referenceItems(page).findLast(({ start }) => start <= span.start);
    if (item === undefined) return [];
    const link = linksOf(page, item).find(({ kind }) => kind === 'markdown');
    if (link === undefined) return itemFix(page, item);
    return isUntitled(link) ? titleFix(page, link) : addressFix(page, link, address => WEB.test(address));
  },
};

const linksOf = (page: Page, item: ListItem): readonly Link[] =>
  page.links.slice(firstFrom(page.links, item.contentStart), firstFrom(page.links, item.blockEnd));

const isUntitled = ({ label }: Link): boolean => label === undefined || label.trim() === '';

/** The items of the lists under References. */
export const referenceItems = (page: Page): readonly ListItem[] => {
  const { references } = atlasPage(page).sections;
  if (references < 0) return [];
  const { start, end } = sectionSpan(page, references);
  return page.items.slice(firstFrom(page.items, start), firstFrom(page.items, end));
};

const itemProblem = (book: Casebook, page: Page, item: ListItem): readonly Problem[] => {
  const links = linksOf(page, item);
  // A link into the vault (a stored paper, a page about the source) is a good reference too.
  if (links.some(link => link.kind === 'wiki' || link.kind === 'embed')) return [];
  const link = links.find(({ kind }) => kind === 'markdown');
  const span = { start: item.contentStart, end: Math.max(item.contentStart, item.end) };
  if (link === undefined) {
    if (citesDefinition(page, item)) return [];
    return [{ code: 'reference-format', span, message: 'A reference is written [title](https://address).' }];
  }
  if (isUntitled(link))
    return [{ code: 'reference-format', span, message: 'This reference has no title between its brackets.' }];
  const bad = badAddress(book, page, link);
  if (bad === undefined) return [];
  const address = link.targetEnd > link.targetStart ? { start: link.targetStart, end: link.targetEnd } : span;
  return [{ code: 'reference-format', span: address, message: bad }];
};

/** `[title][7]` with a definition of `7`. */
const citesDefinition = (page: Page, item: ListItem): boolean => {
  const { citations, definitions } = page;
  if (definitions.length === 0) return false;
  return citations
    .slice(firstFrom(citations, item.contentStart), firstFrom(citations, item.blockEnd))
    .some(({ label }) => definitions.some(known => known.label === label));
};

const badAddress = (book: Casebook, page: Page, link: Link): string | undefined => {
  const { target } = link;
  if (holdsPlaceholder(target)) return undefined;
  if (target === '') return link.fragment === undefined ? 'This reference has no address.' : undefined;
  if (/^https?:/i.test(target)) return WEB.test(target) ? undefined : `'${target}' is not a web address.`;
  if (isUrl(target)) return MISTYPED.test(target) ? `'${target}' is not a web address.` : undefined;
  if (sitePathId(target) !== undefined) return undefined;
  const found = resolveLink(book, page, link).kind;
  if (found === 'found' || found === 'ambiguous') return undefined;
  return `'${target}' is neither a web address (https://…) nor a file of the vault.`;
};

/** A scheme of the letters of `https` only is a slip of the keyboard; any other may be known to someone. */
const MISTYPED = /^[htps]+:/i;

const WEB =
  /^https?:\/\/(?:[^\s/?#@]+@)?(?:localhost|\[[0-9a-f:.]+\]|[^\s/?#:@.]+(?:\.[^\s/?#:@.]+)+\.?)(?::\d+)?(?:[/?#][^\s]*)?$/i;
