import { CancellationToken } from 'vscode-languageserver';
import type { Casebook } from '../atlas/casebook.ts';
import type { Tally } from '../features/views/tally.ts';
import { createTally } from '../features/views/tally.ts';
import type { Session } from '../session.ts';
import type { Context } from './context.ts';
import { throwIfCancelled } from './context.ts';
import type { VaultHost } from './vaultHost.ts';

/** A vault as it is now, and what its pages say of each other. */
export interface Tallied {
  readonly book: Casebook;
  readonly tally: Tally;
  /** Equal only for equal matrices of one vault. */
  readonly matrixVersion: string;
}

/** The tallies of the vaults that views ask about: made when one is first asked for, and kept up from then on. */
export interface Tallies {
  /** Undefined for a vault that is asleep. Rejects if cancelled. */
  readonly of: (host: VaultHost, token: CancellationToken) => Promise<Tallied | undefined>;
  /**
   * Counts what changed in a vault before anybody asks, which views do as soon as they have heard of the change and waited for more.
   * Does nothing where nobody asked since it was last called.
   */
  readonly keepUp: (host: VaultHost) => void;
}

interface Kept {
  readonly tally: Tally;
  /** Tells it from the tallies of other sessions and other servers. */
  readonly name: string;
  /** How far the session's changes were taken in. */
  revision: number;
  isAsked: boolean;
}

export const createTallies = ({ turns }: Pick<Context, 'turns'>): Tallies => {
  const kept = new WeakMap<Session, Kept>();
  let count = 0;

  const keptOf = (session: Session): Kept => {
    const known = kept.get(session) ?? {
      tally: createTally(),
      name: `${Date.now()}.${++count}`,
      revision: session.revision(),
      isAsked: false,
    };
    kept.set(session, known);
    return known;
  };

  const worked = async (host: VaultHost, token: CancellationToken): Promise<Tallied | undefined> => {
    // The vault may change, fall asleep or be read anew between two slices.
    for (let session = host.session; session !== undefined; session = host.session) {
      const known = keptOf(session);
      const { tally, name } = known;
      tally.changed(session.changedSince(known.revision));
      known.revision = session.revision();
      const book = session.book();
      if (tally.work(book, turns.slice().isOver)) {
        return { book, tally, matrixVersion: `${name}.${tally.revision()}` };
      }
      await turns.next();
      throwIfCancelled(token);
    }
    return undefined;
  };

  return {
    of: (host, token) => {
      if (host.session !== undefined) keptOf(host.session).isAsked = true;
      return worked(host, token);
    },
    keepUp: host => {
      const known = host.session && kept.get(host.session);
      if (known?.isAsked !== true) return;
      known.isAsked = false;
      void worked(host, CancellationToken.None);
    },
  };
};
