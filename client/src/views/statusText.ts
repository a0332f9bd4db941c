import { l10n } from 'vscode';
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

/** What the window has of vaults, for what is shown where none is: `none` that is awake, or the server has `stopped`. */
export type VaultState = 'none' | 'reading' | 'ready' | 'stopped';

/**
 * What the vaults of a window are together: `ready` as soon as one is. `vaults` is undefined until the server knows of any; every
 * workspace folder becomes one, if only one that is asleep.
 */
export function vaultState(vaults: readonly VaultStatus[] | undefined, hasFolders: boolean): VaultState {
  if (vaults === undefined) return 'reading';
  if (vaults.length === 0) return hasFolders ? 'reading' : 'none';
  const states = new Set(vaults.map(({ state }) => state));
  return states.has('ready') ? 'ready' : states.has('indexing') ? 'reading' : 'none';
}

/** Words for a page's vault; undefined stands for a page outside of every vault. */
export function statusText(vault: VaultStatus | undefined): StatusText {
  if (vault === undefined) return asleep(l10n.t('This page is not in a vault.'));
  // VS Code cuts long lines off, and with them the way to the log, where the whole reason stands.
  if (vault.state === 'asleep') return asleep(reasonOf(vault).replace(/;.*/, '.'));
  const pages = countOf(vault.pages, KINDS);
  if (vault.state === 'indexing') return { vault: reading(pages.each), problems: undefined };
  const problems = countOf(vault.problems, LEVELS);
  return {
    vault: { text: 'ATLAS', detail: pages.each || l10n.t('no pages'), busy: false },
    problems: { text: problemsText(problems.all), detail: problems.each, busy: false },
  };
}

/** Words for the time until the workspace folders are searched for vaults. */
export const searching = (): StatusText => ({ vault: reading(''), problems: undefined });

/** A vault's state as one line of the log, without its problems, which come and go. */
export function statusLog(vault: VaultStatus): string {
  switch (vault.state) {
    case 'asleep':
      return l10n.t('{0} is asleep. {1}', vault.root, reasonOf(vault));
    case 'indexing':
      return l10n.t('{0} is reading pages', vault.root);
    case 'ready':
      return l10n.t('{0} is ready, with {1}', vault.root, countOf(vault.pages, KINDS).each || l10n.t('no pages'));
  }
}

const reasonOf = ({ reason }: VaultStatus): string => reason ?? l10n.t('This folder is not a vault.');

const reading = (detail: string): StatusLine => ({ text: l10n.t('ATLAS: reading pages …'), detail, busy: true });

const asleep = (detail: string): StatusText => ({
  vault: { text: l10n.t('ATLAS: asleep'), detail, busy: false },
  problems: undefined,
});

const problemsText = (count: number): string => {
  if (count === 0) return l10n.t('ATLAS: no problems');
  return count === 1 ? l10n.t('ATLAS: 1 problem') : l10n.t('ATLAS: {0} problems', count);
};

/** So many of a sort, in words. */
type Counted = (count: number) => string;

const KINDS: Readonly<Record<keyof NonNullable<VaultStatus['pages']>, Counted>> = {
  tactic: count => (count === 1 ? l10n.t('1 tactic') : l10n.t('{0} tactics', count)),
  technique: count => (count === 1 ? l10n.t('1 technique') : l10n.t('{0} techniques', count)),
  mitigation: count => (count === 1 ? l10n.t('1 mitigation') : l10n.t('{0} mitigations', count)),
  caseStudy: count => (count === 1 ? l10n.t('1 case') : l10n.t('{0} cases', count)),
  note: count => (count === 1 ? l10n.t('1 note') : l10n.t('{0} notes', count)),
};

const LEVELS: Readonly<Record<keyof NonNullable<VaultStatus['problems']>, Counted>> = {
  error: count => (count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count)),
  warning: count => (count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count)),
  information: count => (count === 1 ? l10n.t('1 remark') : l10n.t('{0} remarks', count)),
  hint: count => (count === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', count)),
};

/** How many there are in all, and of each sort that there is, in the order of `words`. */
function countOf<Sort extends string>(
  counts: Readonly<Record<Sort, number>> | undefined,
  words: Readonly<Record<Sort, Counted>>,
): { readonly all: number; readonly each: string } {
  const sorts = Object.keys(words) as Sort[];
  const found = sorts.map(sort => ({ sort, count: counts?.[sort] ?? 0 })).filter(({ count }) => count > 0);
  return {
    all: found.reduce((sum, { count }) => sum + count, 0),
    each: found.map(({ sort, count }) => words[sort](count)).join(', '),
  };
}
