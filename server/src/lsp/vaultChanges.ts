import type { Context } from './context.ts';
import type { VaultChangedParams } from './protocol.ts';
import { VAULT_CHANGED } from './protocol.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { VaultHost } from './vaultHost.ts';

/** How long changes are gathered before the client hears of them, in milliseconds. */
const DELAY = 200;

/** Tells the client's views, soon after something changed, that they may show something old. `hearing` hands changes on. */
export const announceVaultChanges = ({
  connection,
}: Context): { readonly hearing: (diagnostics: Diagnostics) => Diagnostics } => {
  const roots = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = (host: VaultHost): void => {
    roots.add(host.root);
    timer ??= setTimeout(() => {
      timer = undefined;
      const params: VaultChangedParams = { roots: [...roots] };
      roots.clear();
      void connection.sendNotification(VAULT_CHANGED, params);
    }, DELAY);
  };
  return {
    hearing: diagnostics => ({
      pagesChanged: (host, affected, edited) => {
        diagnostics.pagesChanged(host, affected, edited);
        changed(host);
      },
      vaultChanged: host => {
        diagnostics.vaultChanged(host);
        changed(host);
      },
      closed: diagnostics.closed,
    }),
  };
};
