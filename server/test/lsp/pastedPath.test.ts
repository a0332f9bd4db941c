import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastedPath } from '../../src/lsp/pastedPath.ts';

const cases: readonly (readonly [root: string, text: string, path: string | undefined])[] = [
  ['file:///home/me/my%20vault', '/home/me/my vault/t/a.md', 't/a.md'],
  ['file:///home/me/my%20vault', '/home/me/my vault/50% off #1.md', '50% off #1.md'],
  ['file:///home/me/my%20vault', 'file:///home/me/my%20vault/t/a.md', 't/a.md'],
  ['file:///home/me/my%20vault', 'file:///home/me/my%20vault/t/a.md#L3', 't/a.md'],
  ['file:///home/me/vault', '/home/me/vault 2/a.md', undefined],
  ['file:///home/me/vault', '/t/a.md', undefined],
  ['file:///home/me/vault', 't/a.md', undefined],
  ['file:///home/me/vault', 'https://atlas.mitre.org/techniques/AML.T0021', undefined],
  ['file:///c%3A/Users/me/vault', 'C:\\Users\\me\\vault\\t\\a.md', 't/a.md'],
  ['file:///C:/Users/me/vault', 'c:/Users/me/vault/t/a.md', 't/a.md'],
  ['vscode-vfs://github/me/vault', '/me/vault/t/a.md', 't/a.md'],
  ['vscode-vfs://github/me/vault', 'vscode-vfs://github/me/vault/t/a.md', 't/a.md'],
];

for (const [root, text, path] of cases) test(`'${text}' in ${root}`, () => assert.equal(pastedPath(root, text), path));
