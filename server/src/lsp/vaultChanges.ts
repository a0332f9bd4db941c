import type { Context } from './context.ts';
import type { VaultChangedParams } from './protocol.ts';
import { VAULT_CHANGED } from './protocol.ts';
import type { VaultHost } from './vaultHost.ts';

/** How long changes are gathered before the client hears of them, in milliseconds. */
const DELAY = 200;

/** Tells the client's views, soon after `changed` is called, that they may show something old. */
export const announceVaultChanges = ({ connection }: Context): { readonly changed: (host: VaultHost) => void } => {
  const roots = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    changed: host => {
      roots.add(host.root);
      timer ??= setTimeout(() => {
        timer = undefined;
        const params: VaultChangedParams = { roots: [...roots] };
        roots.clear();
        void connection.sendNotification(VAULT_CHANGED, params);
      }, DELAY);
    },
  };
};
