import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { hasCataloguePrefix } from '../../atlas/catalogue.ts';
import type { AtlasKind } from '../../atlas/ids.ts';
import { kindOfId } from '../../atlas/ids.ts';
import type { Page } from '../../core/page.ts';
import { pageOf } from '../../core/vault.ts';
import type { Subject } from '../target.ts';
import { targetAt } from '../target.ts';

/** The address on ATLAS' site of what a link or ID at an offset means, else of the page itself; or why there is none. */
export const atlasUrl = (
  book: Casebook,
  page: Page,
  offset: number | undefined,
): { readonly url: string } | { readonly reason: string } => {
  const target = offset === undefined ? undefined : targetAt(book, page, offset);
  const id = (target && idOf(book, target.subject)) ?? pageIdentity(page).id;
  if (id === undefined) return { reason: 'Neither this page nor what is under the cursor has an ATLAS ID.' };
  const kind = kindOfId(id);
  if (kind === undefined || !hasCataloguePrefix(book.catalogue, id))
    return { reason: `${id} is an ID of your own, which ATLAS' site does not have.` };
  return { url: `https://atlas.mitre.org/${FOLDER[kind]}/${id}` };
};

const FOLDER: Readonly<Record<AtlasKind, string>> = {
  tactic: 'tactics',
  technique: 'techniques',
  mitigation: 'mitigations',
  caseStudy: 'studies',
};

const idOf = (book: Casebook, subject: Subject): string | undefined => {
  switch (subject.kind) {
    case 'pages': {
      const page = pageOf(book.vault, subject.paths[0] ?? '');
      return page && pageIdentity(page).id;
    }
    case 'heading':
    case 'block':
      return pageIdentity(subject.page).id;
    case 'id':
    case 'folder':
    case 'broken':
      return subject.id;
  }
};
