import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { PageKind } from '../atlas/pageIdentity.ts';
import type { Page, PageId } from '../core/page.ts';
import type { Vault } from '../core/vault.ts';
import type { Context } from './context.ts';
import type { StatusParams, VaultStatus } from './protocol.ts';
import { GET_STATUS, STATUS } from './protocol.ts';
import type { VaultHost } from './vaultHost.ts';

/** How long changes are gathered before the client hears of them, in milliseconds. */
const DELAY = 200;

/** Tells the client what the vaults are and hold, soon after `changed` is called. */
export const followStatus = (context: Context): { readonly changed: () => void } => {
  const { connection, workspace } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const status = (): StatusParams => ({ vaults: workspace.hosts().map(statusOf) });

  connection.onRequest(GET_STATUS, status);
  return {
    changed: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        const now = status();
        const text = JSON.stringify(now);
        if (text === last) return;
        last = text;
        void connection.sendNotification(STATUS, now);
      }, DELAY);
    },
  };
};

const statusOf = (host: VaultHost): VaultStatus => {
  const { root, state, reason, session } = host;
  return {
    root,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(session === undefined ? {} : { pages: pageCounts(session.book().vault), problems: { ...host.counts() } }),
  };
};

type PageCounts = Record<PageKind, number>;

const countedLayers = new WeakMap<ReadonlyMap<PageId, Page>, Readonly<PageCounts>>();

/** How many pages of each kind the layer has that versions of a vault share. Counted once: typing must not wait for it. */
const countsOfBase = (base: ReadonlyMap<PageId, Page>): Readonly<PageCounts> => {
  let counts = countedLayers.get(base);
  if (counts === undefined) {
    const made = { tactic: 0, technique: 0, mitigation: 0, caseStudy: 0, note: 0 };
    for (const page of base.values()) made[pageIdentity(page).kind]++;
    countedLayers.set(base, made);
    counts = made;
  }
  return counts;
};

/** How many pages of each kind a vault has. */
const pageCounts = ({ pages: { base, delta } }: Vault): Readonly<PageCounts> => {
  const counts = { ...countsOfBase(base) };
  for (const [id, page] of delta) {
    const covered = base.get(id);
    if (covered !== undefined) counts[pageIdentity(covered).kind]--;
    if (page !== undefined) counts[pageIdentity(page).kind]++;
  }
  return counts;
};
