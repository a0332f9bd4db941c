import type { Context } from './context.ts';
import type { VaultChangedParams } from './protocol.ts';
import { VAULT_CHANGED } from './protocol.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { VaultHost } from './vaultHost.ts';

/** How long changes are gathered before the client hears of them, in milliseconds. */
const DELAY = 200;

/**
 * Tells the client's views, soon after something changed, that they may show something old; `announced` is called for each vault then.
 * `hearing` hands changes on.
 */
export const announceVaultChanges = (
  { connection }: Context,
  announced: (host: VaultHost) => void,
): { readonly hearing: (diagnostics: Diagnostics) => Diagnostics } => {
  const hosts = new Set<VaultHost>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = (host: VaultHost): void => {
    hosts.add(host);
    timer ??= setTimeout(() => {
      timer = undefined;
      const changedHosts = [...hosts];
      hosts.clear();
      const params: VaultChangedParams = { roots: changedHosts.map(({ root }) => root) };
      void connection.sendNotification(VAULT_CHANGED, params);
      changedHosts.forEach(announced);
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
