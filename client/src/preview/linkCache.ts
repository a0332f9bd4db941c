import type { PreviewLink, PreviewLinks } from '../../../server/src/lsp/protocol.ts';
import type { KnownLinks } from './knownLinks.ts';

/** What the preview knows of the links of the pages that it showed lately, or may show next; see `createLinkCache`. */
export interface LinkCache {
  /** What is known now, for drawing the page; asks the server unless the answer is here and up to date. */
  readonly linksOf: (uri: string) => KnownLinks;
  /** Asks for a page that may be drawn next, so that the answer is here by then. */
  readonly prepare: (uri: string) => void;
  /** Asks anew for one page, or for all of them. One that is not shown is asked for when it is drawn. */
  readonly askAgain: (uri?: string) => void;
  /** Says that no page is shown any more. */
  readonly rest: () => void;
}

/** More pages than anyone has previews open of. */
const PAGES = 20;

interface Entry {
  known: KnownLinks;
  /** The last answer as it came, to see whether the next one differs. */
  answer: string;
  state: 'idle' | 'outdated' | 'asking' | 'askingAndStale';
  /** Whether a preview may show it. */
  drawn: boolean;
  /** Whether it was drawn for the first time before the answer was here. */
  early: boolean;
}

/**
 * Keeps answers of the server for a renderer that cannot wait for them. `ask` gives a page's links, null outside of a
 * vault; where it rejects, the last answer holds. `redraw` is called when an answer differs from what was drawn; `early`
 * says that this was the page's first drawing, which may still be loading.
 */
export function createLinkCache(
  ask: (uri: string) => Promise<PreviewLinks | null>,
  redraw: (early: boolean) => void,
): LinkCache {
  const entries = new Map<string, Entry>();

  const request = async (uri: string, entry: Entry): Promise<void> => {
    if (isAsking(entry)) {
      entry.state = 'askingAndStale';
      return;
    }
    entry.state = 'asking';
    const answer = await ask(uri).catch(() => undefined);
    const stale = (entry.state as Entry['state']) === 'askingAndStale';
    entry.state = answer === undefined ? 'outdated' : 'idle';
    if (entries.get(uri) !== entry) return;
    const text = JSON.stringify(answer);
    if (answer !== undefined && text !== entry.answer) {
      entry.answer = text;
      entry.known = answer === null ? 'outside' : byRaw(answer.links);
      if (entry.drawn) redraw(entry.early);
      entry.early = false;
    }
    if (stale) await request(uri, entry);
  };

  const use = (uri: string): Entry => {
    const found = entries.get(uri);
    const entry: Entry = found ?? { known: 'asked', answer: '', state: 'outdated', drawn: false, early: false };
    entries.delete(uri);
    entries.set(uri, entry);
    return entry;
  };

  const forgetOne = (): void => {
    if (entries.size <= PAGES) return;
    const all = [...entries];
    const [uri] = all.find(([, entry]) => !entry.drawn) ?? all[0] ?? [];
    if (uri !== undefined) entries.delete(uri);
  };

  return {
    linksOf: uri => {
      const entry = use(uri);
      if (!entry.drawn) {
        if (entry.state === 'outdated') void request(uri, entry);
        entry.drawn = true;
        entry.early = entry.state !== 'idle';
        forgetOne();
      }
      return entry.known;
    },
    prepare: uri => {
      const entry = use(uri);
      forgetOne();
      if (entry.state === 'outdated') void request(uri, entry);
    },
    askAgain: uri => {
      for (const [page, entry] of entries) {
        if (uri !== undefined && uri !== page) continue;
        if (entry.drawn || entry.known === 'asked' || isAsking(entry)) void request(page, entry);
        else entry.state = 'outdated';
      }
    },
    rest: () => {
      // Whatever is just being asked for may belong to a preview that is only opening.
      for (const entry of entries.values()) if (!isAsking(entry)) entry.drawn = false;
    },
  };
}

const isAsking = ({ state }: Entry): boolean => state === 'asking' || state === 'askingAndStale';

const byRaw = (links: readonly PreviewLink[]): ReadonlyMap<string, PreviewLink> =>
  new Map(links.map(link => [link.raw, link]));
