import { recentlyMemoised } from '../core/memo.ts';
import type { Field, Link, Page } from '../core/page.ts';
import type { Claim, PageIdentity } from './pageIdentity.ts';
import { claimsOf, isCaseStudy, metadataFields, pageIdentity, readAliases, sectionIndex } from './pageIdentity.ts';
import type { PageList } from './lists/pageLists.ts';
import { listsOf } from './lists/pageLists.ts';
import type { Step } from './steps.ts';
import { readSteps } from './steps.ts';

/** What a page is in ATLAS: read from the page alone, never from other pages. */
export interface AtlasPage extends PageIdentity {
  /** Every place that states the page's own ID or name, in the order title, heading, Metadata. */
  readonly claims: readonly Claim[];
  /** The fields under `## Metadata`. */
  readonly metadata: readonly Field[];
  /** What stands under `## Tactics` of a technique page: see `PageList.links`. */
  readonly tacticLinks: readonly Link[];
  /** Whether the page has a `## Tactics` section at all. */
  readonly hasTactics: boolean;
  /** Lists under headings that may be derived: techniques, mitigations, case studies, and tactics. */
  readonly lists: readonly PageList[];
  /** Headings of a case study's sections, as indexes of `page.headings`; -1 where there is none. */
  readonly sections: { readonly metadata: number; readonly procedure: number; readonly references: number };
  /** Steps of a case study (or of a page of `type: case-study`), in text order. */
  readonly steps: readonly Step[];
  /** Front matter `aliases` (a string or a list). */
  readonly aliases: readonly string[];
}

/**
 * What a page is in ATLAS. The last few dozen are remembered: kept for every page of a large vault, they would take more
 * memory than the pages, and who checks page after page would let none of them go while it is young. Where only kind, ID
 * and name are wanted, `pageIdentity` is cheaper.
 */
export const atlasPage = (page: Page): AtlasPage => recentAtlasPage(page);

const NONE: readonly never[] = Object.freeze([]);

/** Reads a page whole; `atlasPage` remembers it. */
const readAtlasPage = (page: Page): AtlasPage => {
  const identity = pageIdentity(page);
  const isNote = identity.kind === 'note';
  const isStudy = isCaseStudy(page);
  const sections = {
    metadata: sectionIndex(page, 'metadata'),
    procedure: isStudy ? sectionIndex(page, 'procedure') : -1,
    references: isStudy ? sectionIndex(page, 'references') : -1,
  };
  const metadata = metadataFields(page);
  const lists = isNote ? NONE : listsOf(page);
  const tactics = identity.kind === 'technique' ? lists.find(list => list.what === 'tactics') : undefined;
  return {
    ...identity,
    claims: claimsOf(page, metadata),
    metadata,
    tacticLinks: tactics?.links ?? NONE,
    hasTactics: tactics !== undefined,
    lists,
    sections,
    steps: isStudy ? readSteps(page) : NONE,
    aliases: readAliases(page),
  };
};

const recentAtlasPage = recentlyMemoised(readAtlasPage, 32);
