import { pageIdentity, readAliases } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { formatIdLabel } from '../../atlas/ids.ts';
import { byCount } from '../../core/commonest.ts';
import { get } from '../../core/layeredMap.ts';
import { linkBar, linkLabel } from '../../core/linkText.ts';
import type { Page } from '../../core/page.ts';
import { resolveFragment } from '../../core/resolve.ts';
import { nameKey, pageOf } from '../../core/vault.ts';
import { summaryOf } from './describe.ts';
import type { Offer } from './item.ts';
import { targetPage } from './pageOffers.ts';
import { bestFits, queryOf } from './query.ts';

/** So many pages are asked how they label a link. */
const MAX_ASKED = 200;
/** So many of the labels that other pages use are offered. */
const MAX_USUAL = 5;

/**
 * Labels for a link to `target`: `ID: Name`, the name, the ID, the aliases, the linked heading, and what other pages
 * usually call it, the commonest first. What is written is the rest of the link from its bar on.
 */
export const labelOffers = (
  book: Casebook,
  asking: Page,
  target: Page,
  typed: string,
  link: { readonly fragment: string | undefined; readonly inTable: boolean },
): readonly Offer[] => {
  const query = queryOf(typed);
  if (query === undefined) return [];
  const { id, name } = pageIdentity(target);
  const place = link.fragment === undefined ? undefined : resolveFragment(target, link.fragment);
  const heading = place !== undefined && 'level' in place ? place.text : undefined;
  const own: readonly (readonly [string | undefined, string])[] = [
    [id === undefined ? undefined : formatIdLabel(id, name), 'ID and name'],
    [name, 'name'],
    [heading, 'heading'],
    [id, 'ID'],
    ...readAliases(target).map(alias => [alias, 'alias'] as const),
    ...usualLabels(book, asking, target).map(label => [label, 'used by other pages'] as const),
  ];
  const seen = new Set<string>();
  const fresh = own.flatMap(([label, description]) => {
    if (label === undefined || label === '' || seen.has(label)) return [];
    seen.add(label);
    return [{ label, description }];
  });
  return bestFits(query, fresh, entry => entry.label).map(({ label, description }) => ({
    label,
    description,
    kind: 'text',
    newText: `${linkBar(link.inTable)}${linkLabel(label, link.inTable)}]]`,
    documentation: summaryOf(target),
  }));
};

/** The labels of other pages' links to a page, the commonest first. */
const usualLabels = (book: Casebook, asking: Page, target: Page): readonly string[] => {
  const { vault } = book;
  const key = nameKey(target.id);
  const labels: string[] = [];
  for (const id of (get(vault.bodies.get().mentions, key) ?? []).slice(0, MAX_ASKED)) {
    const page = id === asking.id ? undefined : pageOf(vault, id);
    for (const link of page?.links ?? []) {
      if (page === undefined || link.kind !== 'wiki' || link.label === undefined || nameKey(link.target) !== key)
        continue;
      if (targetPage(vault, page, link.target) === target) labels.push(link.label);
    }
  }
  return byCount(labels)
    .slice(0, MAX_USUAL)
    .map(([label]) => label);
};
