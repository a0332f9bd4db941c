import { pageIdentity } from '../atlas/atlasPage.ts';
import type { PageKind } from '../atlas/atlasPage.ts';
import { values } from '../core/layeredMap.ts';
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

const counted = new WeakMap<Vault['pages'], Readonly<Record<PageKind, number>>>();

/** How many pages of each kind a vault has; counted once for each version of its pages. */
const pageCounts = ({ pages }: Vault): Readonly<Record<PageKind, number>> => {
  const known = counted.get(pages);
  if (known !== undefined) return known;
  const counts = { tactic: 0, technique: 0, mitigation: 0, caseStudy: 0, note: 0 };
  for (const page of values(pages)) counts[pageIdentity(page).kind]++;
  counted.set(pages, counts);
  return counts;
};
