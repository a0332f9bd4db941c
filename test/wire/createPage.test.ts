import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import { folderOf, startServer } from './client.ts';

const technique = (path: string, label: string): string =>
  `---\r\nid: ${path}\r\ntitle: "${label}"\r\n---\r\n\r\n# ${label}\r\n\r\nWords.\r\n`;

const VAULT = {
  'techniques/impact/flood.md': technique('flood', 'AML.T0029: Denial of AI Service'),
  'techniques/impact/harms/money.md': technique('money', 'AML.T0048.000: Financial Harm'),
  'notes/start.md': '# Start\n\n🦊 [[techniques/impact/harms/money|AML.T0048: External Harms]]\n',
};

const EDITS_FILES = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const, 'rename' as const] } },
};
const RESOLVES = {
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

test('creates the page that a link wants, in one edit; a client that cannot create files is not offered it', async t => {
  const root = folderOf(t, VAULT);
  for (const [capabilities, isOffered] of [
    [{ ...EDITS_FILES, ...RESOLVES }, true],
    [EDITS_FILES, true],
    [RESOLVES, false],
    [{}, false],
  ] as const) {
    const client = await startServer(t, root, { capabilities });
    await client.open('notes/start.md', VAULT['notes/start.md']);
    const position = { line: 2, character: 45 };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri('notes/start.md') },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    const action = actions.find(({ title }) => title.startsWith('Create the page'));
    assert.equal(action !== undefined, isOffered);
    if (action === undefined) continue;
    const { edit } =
      action.edit === undefined ? await client.request<CodeAction>('codeAction/resolve', action) : action;
    const created = client.uri('techniques/impact/harms.md');
    const start = { line: 0, character: 0 };
    assert.deepEqual(edit?.documentChanges, [
      { kind: 'create', uri: created },
      {
        textDocument: { uri: created, version: null },
        edits: [
          {
            range: { start, end: start },
            newText:
              '---\r\nid: harms\r\ntitle: "AML.T0048: External Harms"\r\n---\r\n\r\n# AML.T0048: External Harms\r\n',
          },
        ],
      },
      {
        textDocument: { uri: client.uri('notes/start.md'), version: 1 },
        edits: [
          {
            range: { start: { line: 2, character: 5 }, end: { line: 2, character: 34 } },
            newText: 'techniques/impact/harms',
          },
        ],
      },
    ]);
  }
});
