import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VaultStatus } from '../../server/src/lsp/protocol.ts';
import './vscodeStub.ts';

const { statusLog, statusText, vaultOf, vaultState } = await import('../src/views/statusText.ts');

const pages = { tactic: 1, technique: 84, mitigation: 0, caseStudy: 6, note: 3 };
const ready: VaultStatus = { root: 'file:///w/vault', state: 'ready', pages };

test('says what was found', () => {
  const problems = { error: 1, warning: 2, information: 0, hint: 0 };
  assert.deepEqual(statusText({ ...ready, problems }), {
    vault: { text: 'ATLAS', detail: '1 tactic, 84 techniques, 6 cases, 3 notes', busy: false },
    problems: { text: 'ATLAS: 3 problems', detail: '1 error, 2 warnings', busy: false },
  });
  const none = { error: 0, warning: 0, information: 0, hint: 0 };
  assert.deepEqual(statusText({ ...ready, problems: none }).problems?.text, 'ATLAS: no problems');
});

test('says that it is busy, and why it sleeps', () => {
  const indexing = statusText({ root: 'file:///w', state: 'indexing' });
  assert.equal(indexing.vault.busy, true);
  assert.equal(indexing.problems, undefined);
  const reason = 'No page has an ATLAS ID; set “enable” to “on”.';
  const asleep = statusText({ root: 'file:///w', state: 'asleep', reason });
  assert.deepEqual(asleep.vault, { text: 'ATLAS: asleep', detail: 'No page has an ATLAS ID.', busy: false });
  assert.equal(statusLog({ root: 'file:///w', state: 'asleep', reason }), `file:///w is asleep. ${reason}`);
  assert.equal(statusText(undefined).vault.detail, 'This page is not in a vault.');
});

test('the log gets one line for a vault, without its problems', () => {
  const line = 'file:///w/vault is ready, with 1 tactic, 84 techniques, 6 cases, 3 notes';
  assert.equal(statusLog({ ...ready, problems: { error: 1, warning: 0, information: 0, hint: 0 } }), line);
});

test('a page belongs to the nearest vault above it, however its URI is encoded', () => {
  const outer: VaultStatus = { root: 'file:///w', state: 'asleep' };
  const inner: VaultStatus = { root: 'file:///w/my%20(vault)', state: 'ready' };
  assert.equal(vaultOf([outer, inner], 'file:///w/my%20%28vault%29/a.md'), inner);
  assert.equal(vaultOf([inner, outer], 'file:///w/b.md'), outer);
  assert.equal(vaultOf([inner], 'file:///w/my%20(vault) 2/a.md'), undefined);
});

test('a window is ready as soon as one of its vaults is', () => {
  const vault = (state: VaultStatus['state']): VaultStatus => ({ root: 'file:///w', state });
  const rows: readonly (readonly [readonly VaultStatus[] | undefined, boolean, string])[] = [
    [undefined, true, 'reading'],
    [[], true, 'reading'],
    [[], false, 'none'],
    [[vault('asleep')], true, 'none'],
    [[vault('asleep'), vault('indexing')], true, 'reading'],
    [[vault('indexing'), vault('ready'), vault('asleep')], true, 'ready'],
  ];
  for (const [vaults, hasFolders, expected] of rows) assert.equal(vaultState(vaults, hasFolders), expected);
});
