import type { Casebook } from '../atlas/casebook.ts';
import { parentId } from '../atlas/ids.ts';
import type { Named } from '../atlas/named.ts';
import { namedById } from '../atlas/named.ts';
import { subTechniqueIds } from '../atlas/subTechniques.ts';
import type { Page } from '../core/page.ts';
import type { HierarchyItem } from './hierarchyItem.ts';
import { hierarchyItem } from './hierarchyItem.ts';

/** The technique above a sub-technique, of the vault or else the catalogue; none for anything else. `from` is the page that asks. */
export const superTechniqueItems = (book: Casebook, from: Page, { id }: Named): readonly HierarchyItem[] => {
  const parent = id === undefined ? undefined : parentId(id);
  return parent === undefined ? [] : itemOf(book, from, parent);
};

/** The sub-techniques of a technique, of the vault and the catalogue, by ID. `from` is the page that asks. */
export const subTechniqueItems = (book: Casebook, from: Page, { id }: Named): readonly HierarchyItem[] =>
  id === undefined ? [] : subTechniqueIds(book, id).flatMap(child => itemOf(book, from, child));

const itemOf = (book: Casebook, from: Page, id: string): readonly HierarchyItem[] => {
  const named = namedById(book, id);
  const item = named && hierarchyItem(from, named);
  return item === undefined ? [] : [item];
};
