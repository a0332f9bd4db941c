import type { Page } from '../../core/page.ts';
import type { PageIdentity } from '../pageIdentity.ts';
import { pageIdentity } from '../pageIdentity.ts';

/** A key that sorts pages by ID, then path. */
export const orderKey = (page: Page): string => `${pageIdentity(page).id ?? ''} ${page.id}`;

/** Pages by ID, then path. */
export const inIdOrder = (pages: readonly Page[]): readonly Page[] =>
  pages
    .map(page => ({ page, key: orderKey(page) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ page }) => page);

type Order = (a: PageIdentity, b: PageIdentity) => number;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId: Order = (a, b) => compare(a.id ?? '', b.id ?? '');
const byName: Order = (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase());

const ORDERS: readonly Order[] = [byId, byName, (a, b) => byId(b, a), (a, b) => byName(b, a)];

/**
 * Where new pages go among those that a list names: for each its place, as the number of listed pages before it, in the order that
 * they come in. By ID, unless the list is sorted by name or the other way round; at the end of one that is not sorted.
 */
export const placesAmong = (
  listed: readonly Page[],
  added: readonly Page[],
): readonly { readonly page: Page; readonly place: number }[] => {
  const names = listed.map(pageIdentity);
  const order = ORDERS.find(each => names.every((name, i) => each(names[i - 1] ?? name, name) <= 0));
  const sorted = added.toSorted((a, b) => (order ?? byId)(pageIdentity(a), pageIdentity(b)));
  return sorted.map(page => {
    const next = order === undefined ? -1 : names.findIndex(name => order(pageIdentity(page), name) < 0);
    return { page, place: next < 0 ? listed.length : next };
  });
};
