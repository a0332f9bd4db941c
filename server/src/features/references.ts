import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesCalled } from '../atlas/casebook.ts';
import { idKey } from '../atlas/extract.ts';
import { formatIdLabel, isAtlasId, leadingId, sitePathId } from '../atlas/ids.ts';
import { resolveFrom } from '../atlas/linkedPage.ts';
import { linksNamed, mentionsAny } from '../core/closedPage.ts';
import { get } from '../core/layeredMap.ts';
import { keyHash } from '../core/nameHash.ts';
import type { Link, Page, PageId, Place } from '../core/page.ts';
import { fold } from '../core/paths.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import { linkKeys, nameKey, pageOf } from '../core/vault.ts';
import { placesOf, wholeLine } from './definition.ts';
import type { Subject } from './target.ts';
import { targetAt } from './target.ts';

/**
 * Every place that refers to what stands at an offset, sorted by path and offset; with `includeDeclaration`, first the
 * place of the thing itself.
 *
 * A page is referred to by wiki-links, embeds and markdown links that resolve to it, by broken wiki-links that are
 * exactly its ID, title, name or alias, by bare mentions of its ID and by paths of the ATLAS site; a heading or block by links with its
 * fragment; an ID without a page by mentions and labels; a folder or a missing page by the links to it.
 */
export const references = (
  book: Casebook,
  page: Page,
  offset: number,
  includeDeclaration: boolean,
): readonly Place[] => {
  const subject = targetAt(book, page, offset)?.subject;
  if (subject === undefined) return [];
  const { candidates, spansIn } = occurrences(book, subject);
  const declared = includeDeclaration && subject.kind !== 'folder' ? placesOf(book, subject) : [];
  const places: Place[] = declared.map(place => ({ path: place.path, span: wholeLine(book, place) }));
  for (const path of [...candidates].sort()) {
    const other = pageOf(book.vault, path);
    if (other !== undefined) for (const span of spansIn(other, withinBrackets(subject))) places.push({ path, span });
  }
  return places;
};

/**
 * What of a link is shown for it: of a wiki-link what stands between its brackets, of a markdown link its path, with the fragment where
 * that is meant. VS Code's own markdown names the same places so, and shows equal ones once.
 */
const withinBrackets =
  ({ kind: meant }: Subject) =>
  ({ kind, start, end, targetStart, targetEnd, fragmentEnd }: Link): Span => {
    if (kind === 'wiki') return { start: start + 2, end: end - 2 };
    if (kind === 'embed') return { start: start + 3, end: end - 2 };
    return { start: targetStart, end: meant === 'heading' || meant === 'block' ? fragmentEnd : targetEnd };
  };

/** Where a subject is referred to. */
export interface Occurrences {
  /** The pages that may do it; no other does. */
  readonly candidates: ReadonlySet<PageId>;
  /** The places in one page, in text order; links with their brackets unless `spanOf` says otherwise. */
  readonly spansIn: (page: Page, spanOf?: (link: Link) => Span) => readonly Span[];
}

/** How the places that refer to a subject are found. */
export const occurrences = (book: Casebook, subject: Subject): Occurrences => {
  const { keys, ids, also, onlyByKeys, refers } = search(book, subject);
  const hashes = onlyByKeys ? new Set([...keys].map(keyHash)) : undefined;
  const candidates = new Set<PageId>(also);
  const { mentions, uses } = book.vault.bodies.get();
  for (const key of keys) for (const path of get(mentions, key) ?? []) candidates.add(path);
  for (const id of ids) for (const path of get(uses, idKey(id)) ?? []) candidates.add(path);
  const spansIn: Occurrences['spansIn'] = (page, spanOf = ({ start, end }) => ({ start, end })) => {
    const spans: Span[] = [];
    for (const link of hashes === undefined ? page.links : linksNamed(page, hashes)) {
      if (refers(page, link)) spans.push(spanOf(link));
    }
    if (ids.size === 0 || !mentionsAny(page, ids)) return spans;
    // A page that states its own ID does not refer to itself.
    const own = pageIdentity(page).id;
    const claims = own !== undefined && ids.has(own) ? atlasPage(page).claims : [];
    for (const { id, start, end } of page.mentions) {
      const stated = claims.some(claim => claim.start <= start && end <= claim.end);
      if (ids.has(id) && !stated) spans.push({ start, end });
    }
    return spans.sort((a, b) => a.start - b.start);
  };
  return { candidates, spansIn };
};

interface Search {
  /** Link keys (see `linkKeys`) of the links that may refer to the subject. */
  readonly keys: ReadonlySet<string>;
  /** IDs whose mentions refer to it. */
  readonly ids: ReadonlySet<string>;
  /** Pages that may refer to it by a link without a target. */
  readonly also: readonly PageId[];
  /** Whether only links with one of the keys refer to it, not also others on a page that has one. */
  readonly onlyByKeys?: true;
  readonly refers: (page: Page, link: Link) => boolean;
}

const search = (book: Casebook, subject: Subject): Search => {
  switch (subject.kind) {
    case 'pages':
      return pagesSearch(book, subject.paths);
    case 'id':
      return idSearch(subject.id);
    case 'heading':
    case 'block': {
      const { page } = subject;
      const place = subject.kind === 'heading' ? subject.heading : subject.block;
      const namesPlace = remembered((fragment: string) => resolveFragment(page, fragment)?.start === place.start);
      const refers = (from: Page, link: Link): boolean =>
        !!link.fragment &&
        namesPlace(link.fragment) &&
        resolvedPath(resolveFrom(book.vault, from.id, link)) === page.id;
      return { keys: new Set([nameKey(page.id)]), ids: NO_IDS, also: [page.id], refers };
    }
    case 'folder': {
      const { path } = subject;
      const keys = new Set([nameKey(path)]);
      const refers = (from: Page, link: Link): boolean => {
        if (!hasKey(link, keys)) return false;
        const resolution = resolveFrom(book.vault, from.id, link);
        return resolution.kind === 'folder' && resolution.path === path;
      };
      return withId({ keys, ids: NO_IDS, also: [], refers }, subject.id);
    }
    case 'broken': {
      const { link: broken } = subject;
      const target = fold(broken.target);
      const refers = (from: Page, link: Link): boolean =>
        fold(link.target) === target && resolveFrom(book.vault, from.id, link).kind === 'missing';
      return withId({ keys: new Set(linkKeys(broken)), ids: NO_IDS, also: [], refers }, subject.id);
    }
  }
};

const idSearch = (id: string): Search => {
  const refers = ({ kind, label, target }: Link): boolean =>
    (kind === 'markdown' && sitePathId(target) === id) ||
    (label !== undefined && leadingId(label) === id) ||
    target.toUpperCase() === id;
  return { keys: new Set([nameKey(id)]), ids: new Set([id]), also: [], refers: (_, link) => refers(link) };
};

/** What refers to a page that does not exist also refers to it by the ID that it would have. */
const withId = (found: Search, id: string | undefined): Search => {
  if (id === undefined) return found;
  const byId = idSearch(id);
  return {
    keys: new Set([...found.keys, ...byId.keys]),
    ids: byId.ids,
    also: found.also,
    refers: (page, link) => found.refers(page, link) || byId.refers(page, link),
  };
};

const NO_IDS: ReadonlySet<string> = new Set();

const pagesSearch = (book: Casebook, paths: readonly string[]): Search => {
  const wanted = new Set(paths);
  const pages = paths.flatMap(path => pageOf(book.vault, path) ?? []);
  const ids = new Set(pages.flatMap(page => pageIdentity(page).id ?? []));
  const keys = new Set([...paths, ...pages.flatMap(namesOf)].map(nameKey));
  const isCalled = remembered(
    (target: string) =>
      ids.has(target.toUpperCase()) ||
      (!isAtlasId(target.toUpperCase()) && pagesCalled(book, target).some(page => wanted.has(page.id))),
  );
  const refers = (page: Page, link: Link): boolean => {
    const { kind, target } = link;
    if (kind === 'markdown' && ids.has(sitePathId(target) ?? '')) return true;
    if (!hasKey(link, keys)) return false;
    const path = resolvedPath(resolveFrom(book.vault, page.id, link));
    return path === undefined ? (kind === 'wiki' || kind === 'embed') && isCalled(target) : wanted.has(path);
  };
  return { keys, ids, also: [], onlyByKeys: true, refers };
};

/** What a broken link to a page may say instead of its path. */
const namesOf = (page: Page): readonly string[] => {
  const { id, name, aliases } = atlasPage(page);
  return [name, ...aliases, ...(id === undefined ? [] : [id, formatIdLabel(id, name)])];
};

const hasKey = (link: Link, keys: ReadonlySet<string>): boolean => linkKeys(link).some(key => keys.has(key));

const remembered = <T>(ask: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return text => {
    let answer = known.get(text);
    if (answer === undefined) known.set(text, (answer = ask(text)));
    return answer;
  };
};
