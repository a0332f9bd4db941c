import type { Link, Page, PageId } from './page.ts';
import type { Vault } from './vault.ts';
import { isUrl } from './vault.ts';

/** What a link and the definition of one (`[7]: page.md#part`) have in common: where it leads, and where that is written. */
export type WrittenLink = Pick<
  Link,
  'kind' | 'target' | 'targetStart' | 'targetEnd' | 'fragment' | 'fragmentStart' | 'fragmentEnd' | 'place'
>;

/** The links of a page whose target passes, then its definitions whose target does. */
export const writtenLinksWhere = (page: Page, passes: (target: string) => boolean): readonly WrittenLink[] => {
  const links = page.links.filter(({ target }) => passes(target));
  if (page.definitions.length === 0) return links;
  return [...links, ...definitionLinks(page).filter(({ target }) => passes(target))];
};

/** The pages with definitions that may lead to a file: where they lead is not indexed, and few pages have such. */
export const pagesWithDefinitions = (vault: Vault): readonly PageId[] => {
  // Reads all pages to their end, in the way that is quickest.
  vault.bodies.get();
  const { base, delta } = vault.pages;
  return [...definersIn(base).filter(id => !delta.has(id)), ...(delta.size === 0 ? [] : definersIn(delta))];
};

type Layer = ReadonlyMap<PageId, Page | undefined>;

const definersByLayer = new WeakMap<Layer, readonly PageId[]>();

/** Made when first asked for, and once for all versions of a vault that share the layer. */
const definersIn = (layer: Layer): readonly PageId[] => {
  let pages = definersByLayer.get(layer);
  if (pages === undefined) {
    pages = Array.from(layer.values()).flatMap(page =>
      page?.definitions.some(({ target }) => !isUrl(target)) ? [page.id] : [],
    );
    definersByLayer.set(layer, pages);
  }
  return pages;
};

/** A page's definitions as markdown links. */
const definitionLinks = (page: Page): readonly WrittenLink[] =>
  page.definitions.map(({ target: url, targetStart, targetEnd }) => {
    const hash = url.indexOf('#');
    const target = hash < 0 ? url : url.slice(0, hash);
    return {
      kind: 'markdown',
      target,
      targetStart,
      targetEnd: targetStart + target.length,
      fragment: hash < 0 ? undefined : url.slice(hash + 1),
      fragmentStart: targetStart + (hash < 0 ? target.length : hash + 1),
      fragmentEnd: targetEnd,
      place: 'prose',
    };
  });
