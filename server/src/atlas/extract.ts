import type { Page } from '../core/page.ts';
import { memoised } from '../core/memo.ts';
import type { Extractor } from '../core/vault.ts';
import { nameKey } from '../core/vault.ts';
import type { PageIdentity } from './pageIdentity.ts';
import { readAliases, claimsOf, pageIdentity } from './pageIdentity.ts';
import { listHeadings } from './lists/pageLists.ts';
import { stepLineKind } from './steps.ts';
import { isAtlasId, leadingId, sitePathId } from './ids.ts';
import { derivedFrom, listKey, sourceKeys, sourceLinks } from './lists/listKeys.ts';

/** What a page is called by whose own ID this is; used by pages that have, mention or label it. */
export const idKey = memoised((id: string): string => `id:${id}`);

/** What every tactic page is called by; used by pages whose problems depend on which folders are named after a tactic. */
const TACTIC_PAGES = 'tactic-pages';

/** Defined by case studies with a Tactic line; used by case studies with a step that has none. */
export const STATES_TACTICS = 'states-tactics';

/**
 * What `applyChanges` must know of a page to name every page whose problems can have changed.
 *
 * - `called`, `defines`, `uses`: the keys above and those of `listKeys.ts`. A derived list's page uses the key of its own name,
 *   which the pages define that may stand in it.
 * - `surface`: all else that the problems of other pages read of this one, be it because they link to it or because
 *   it is called by or defines a key that they use.
 */
export const atlasExtract: Extractor = page => {
  const identity = pageIdentity(page);
  return {
    called: calledOf(identity),
    defines: () => definesOf(page),
    uses: () => usesOf(page, identity),
    surface: () => surfaceOf(page, identity),
  };
};

const calledOf = ({ id, kind }: PageIdentity): readonly string[] => {
  if (id === undefined) return [];
  return kind === 'tactic' ? [idKey(id), TACTIC_PAGES] : [idKey(id)];
};

/** Whether a page is a case study with a Tactic line. */
export const statesTactics = (page: Page): boolean =>
  pageIdentity(page).kind === 'caseStudy' && page.fields.some(field => stepLineKind(field) === 'tactics');

const definesOf = (page: Page): readonly string[] => {
  const keys = [...new Set(sourceKeys(page))];
  if (statesTactics(page)) keys.push(STATES_TACTICS);
  return keys;
};

const usesOf = (page: Page, { id, kind }: PageIdentity): readonly string[] => {
  const keys = new Set<string>();
  for (const mention of page.mentions) keys.add(idKey(mention.id));
  for (const { label, target, kind: linkKind } of page.links) {
    const labelled = label === undefined ? undefined : leadingId(label);
    if (labelled !== undefined) keys.add(idKey(labelled));
    const site = linkKind === 'markdown' ? sitePathId(target) : undefined;
    if (site !== undefined) keys.add(idKey(site));
    else if (isAtlasId(target)) keys.add(idKey(target));
  }
  if (id === undefined) return [...keys];
  keys.add(idKey(id));
  if (kind === 'caseStudy') {
    keys.add(TACTIC_PAGES);
    keys.add(STATES_TACTICS);
  } else if (kind !== 'mitigation') {
    for (const { what } of listHeadings(page)) {
      if (derivedFrom(kind, what) === undefined) continue;
      keys.add(listKey(what, nameKey(page.id)));
      if (kind === 'tactic') keys.add(TACTIC_PAGES);
    }
  }
  return [...keys];
};

/** Only compared, never read. */
const surfaceOf = (page: Page, { kind, id, name }: PageIdentity): string => {
  let surface = `${kind} ${id} ${name}`;
  for (const alias of readAliases(page)) surface += `\n${alias}`;
  // Problems of others point at the place where a page states its ID, and believe each of its places.
  for (const claim of id === undefined ? [] : claimsOf(page))
    surface += `\n${claim.id} ${claim.name} ${claim.start}-${claim.end}`;
  for (const heading of page.headings) surface += `\n${heading.level} ${heading.text}`;
  for (const block of page.blocks) surface += `\n^${block.id}`;
  for (const link of sourceLinks(page)) surface += `\n${link.target}#${link.fragment ?? ''}|${link.label ?? ''}`;
  return surface;
};
