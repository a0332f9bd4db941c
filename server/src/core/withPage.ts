import { get, withChanges } from './layeredMap.ts';
import type { Page } from './page.ts';
import type { Vault } from './vault.ts';
import { nameKey } from './vault.ts';

/**
 * A vault as it will be with one page more, as far as finding it goes: so it is known how links to a page are written that is
 * about to be created. Nothing else of the vault knows of the page.
 */
export const withPage = (vault: Vault, page: Page): Vault => {
  const key = nameKey(page.id);
  return {
    ...vault,
    pages: withChanges(vault.pages, new Map([[page.id, page]])),
    byName: withChanges(vault.byName, new Map([[key, [...(get(vault.byName, key) ?? []), page.id]]])),
  };
};
