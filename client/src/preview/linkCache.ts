import type { PreviewLink, PreviewLinks } from '../../../server/src/lsp/protocol.ts';
import type { KnownLinks } from './wikiLinkPlugin.ts';

/** What the preview knows of the links of the pages that it showed lately; see `createLinkCache`. */
export interface LinkCache {
  /** What is known now; asks the server the first time. */
  readonly linksOf: (uri: string) => KnownLinks;
  /** Asks anew for one page, or for all of them; does nothing for a page that was never shown. */
  readonly askAgain: (uri?: string) => void;
  readonly clear: () => void;
}

/** More pages than anyone has previews open of. */
const PAGES = 20;

interface Entry {
  known: KnownLinks;
  /** The last answer as it came, to see whether the next one differs. */
  answer: string;
  state: 'idle' | 'asking' | 'askingAndStale';
}

/**
 * Keeps answers of the server for a renderer that cannot wait for them. `ask` gives a page's links, null outside of a
 * vault; where it rejects, the last answer holds. `onChange` is called when an answer differs from what was shown.
 */
export function createLinkCache(ask: (uri: string) => Promise<PreviewLinks | null>, onChange: () => void): LinkCache {
  const entries = new Map<string, Entry>();

  const request = async (uri: string, entry: Entry): Promise<void> => {
    if (entry.state !== 'idle') {
      entry.state = 'askingAndStale';
      return;
    }
    entry.state = 'asking';
    const answer = await ask(uri).catch(() => undefined);
    const stale = (entry.state as Entry['state']) === 'askingAndStale';
    entry.state = 'idle';
    if (entries.get(uri) !== entry) return;
    const text = JSON.stringify(answer);
    if (answer !== undefined && text !== entry.answer) {
      entry.answer = text;
      entry.known = answer === null ? 'outside' : byRaw(answer.links);
      onChange();
    }
    if (stale) await request(uri, entry);
  };

  return {
    linksOf: uri => {
      const entry: Entry = entries.get(uri) ?? { known: 'asked', answer: '', state: 'idle' };
      const isNew = !entries.delete(uri);
      entries.set(uri, entry);
      const [oldest] = entries.keys();
      if (entries.size > PAGES && oldest !== undefined) entries.delete(oldest);
      if (isNew) void request(uri, entry);
      return entry.known;
    },
    askAgain: uri => {
      for (const [page, entry] of entries) if (uri === undefined || uri === page) void request(page, entry);
    },
    clear: () => entries.clear(),
  };
}

const byRaw = (links: readonly PreviewLink[]): ReadonlyMap<string, PreviewLink> =>
  new Map(links.map(link => [link.raw, link]));
