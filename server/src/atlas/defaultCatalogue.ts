import data from '../../../data/catalogue.json' with { type: 'json' };
import type { Catalogue } from './catalogue.ts';
import { catalogueOf } from './catalogue.ts';

/** The release that ships with the product; `npm run catalogue` writes its file. */
export const defaultCatalogue: Catalogue = catalogueOf(data);
