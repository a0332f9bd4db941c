import { mayHaveMark } from '../core/closedPage.ts';
import { has, values } from '../core/layeredMap.ts';
import type { Vault } from '../core/vault.ts';
import type { Casebook } from './casebook.ts';
import { STATES_TACTICS, statesTactics } from './extract.ts';

/** Whether steps of this vault state tactics. While bodies are not all read, only the pages are that may do so. */
export const vaultStatesTactics = ({ vault }: Casebook): boolean => {
  const bodies = vault.bodies.known();
  if (bodies !== undefined) return has(bodies.defines, STATES_TACTICS);
  let known = knownToState.get(vault);
  if (known === undefined) {
    known = false;
    for (const other of values(vault.pages)) known ||= mayHaveMark(other) && statesTactics(other);
    knownToState.set(vault, known);
  }
  return known;
};

const knownToState = new WeakMap<Vault, boolean>();
