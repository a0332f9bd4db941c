import type { VaultStatus } from '../../../server/src/lsp/protocol.ts';
import { comparable } from '../uris.ts';

/** One line under `{}` in the status bar. */
export interface StatusLine {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
}

/** What is said of a vault: what it is, and, where it is awake and read, its problems. */
export interface StatusText {
  readonly vault: StatusLine;
  readonly problems: StatusLine | undefined;
}

/**
 * The vault that holds a page: of all whose root is a folder above it the nearest one, whether or not it is awake.
 * `page` and the roots are URIs.
 */
export function vaultOf(vaults: readonly VaultStatus[], page: string): VaultStatus | undefined {
  const holding = vaults.filter(({ root }) => comparable(page).startsWith(`${comparable(root)}/`));
  return holding.reduce<VaultStatus | undefined>(
    (nearest, vault) => (nearest !== undefined && nearest.root.length >= vault.root.length ? nearest : vault),
    undefined,
  );
}

/** Words for a page's vault; undefined stands for a page outside of every vault. */
export function statusText(vault: VaultStatus | undefined): StatusText {
  if (vault === undefined) return asleep('This page is not in a vault.');
  // VS Code cuts long lines off, and with them the way to the log, where the whole reason stands.
  if (vault.state === 'asleep') return asleep(reasonOf(vault).replace(/;.*/, '.'));
  const pages = countOf(vault.pages, KINDS);
  if (vault.state === 'indexing') {
    return { vault: { text: 'ATLAS: reading pages …', detail: pages.each, busy: true }, problems: undefined };
  }
  const problems = countOf(vault.problems, LEVELS);
  return {
    vault: { text: 'ATLAS', detail: pages.each || 'no pages', busy: false },
    problems: {
      text: `ATLAS: ${problems.all === 0 ? 'no problems' : counted(problems.all, 'problem', 'problems')}`,
      detail: problems.each,
      busy: false,
    },
  };
}

/** Words for the time until the workspace folders are searched for vaults. */
export const searching: StatusText = {
  vault: { text: 'ATLAS: reading pages …', detail: '', busy: true },
  problems: undefined,
};

/** A vault's state as one line of the log, without its problems, which come and go. */
export function statusLog(vault: VaultStatus): string {
  const says = {
    asleep: () => `asleep. ${reasonOf(vault)}`,
    indexing: () => 'reading pages',
    ready: () => `ready, with ${countOf(vault.pages, KINDS).each || 'no pages'}`,
  };
  return `${vault.root} is ${says[vault.state]()}`;
}

const reasonOf = ({ reason }: VaultStatus): string => reason ?? 'This folder is not a vault.';

const asleep = (detail: string): StatusText => ({
  vault: { text: 'ATLAS: asleep', detail, busy: false },
  problems: undefined,
});

type Words<Key> = readonly (readonly [key: Key, one: string, many: string])[];

const KINDS: Words<keyof NonNullable<VaultStatus['pages']>> = [
  ['tactic', 'tactic', 'tactics'],
  ['technique', 'technique', 'techniques'],
  ['mitigation', 'mitigation', 'mitigations'],
  ['caseStudy', 'case', 'cases'],
  ['note', 'note', 'notes'],
];

const LEVELS: Words<keyof NonNullable<VaultStatus['problems']>> = [
  ['error', 'error', 'errors'],
  ['warning', 'warning', 'warnings'],
  ['information', 'remark', 'remarks'],
  ['hint', 'hint', 'hints'],
];

/** How many there are in all, and of each sort that there is. */
function countOf<Key extends string>(
  counts: Readonly<Record<Key, number>> | undefined,
  words: Words<Key>,
): { readonly all: number; readonly each: string } {
  const found = words.map(([key, one, many]) => ({ count: counts?.[key] ?? 0, one, many }));
  const each = found.filter(({ count }) => count > 0).map(({ count, one, many }) => counted(count, one, many));
  return { all: found.reduce((sum, { count }) => sum + count, 0), each: each.join(', ') };
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
