// Windows with other folders than one vault that is trusted.
import assert from 'node:assert/strict';
import path from 'node:path';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const technique = (id: string, label: string, target: string): string =>
  `---\nid: ${target}\ntitle: "${label}"\n---\n\n# ${label}\n\n## Metadata\n\n- **Technique ID:** ${id}\n\nSee [[mine]] and [[yours]].\n`;

const folders = {
  vault: { 'first.md': technique('AML.T0021', 'AML.T0021: Establish Accounts', 'first'), 'mine.md': '# Mine\n' },
  beside: {
    second: { 'second.md': technique('AML.T0054', 'AML.T0054: LLM Jailbreak', 'second'), 'yours.md': '# Yours\n' },
    plain: { 'readme.md': '# Soups\n\nSee [[nowhere]].\n' },
  },
  open: 'first.md',
};

uiTest('keeps the folders of a workspace apart', folders, async (window, step) => {
  await step('a link finds only pages of its own vault', async () => {
    await eventually(async () =>
      assert.deepEqual(
        (await window.problems()).map(problem => [problem.file, problem.code, problem.message]),
        [
          ['../second/second.md', 'broken-link', "No page or file 'mine' in this vault."],
          ['first.md', 'broken-link', "No page or file 'yours' in this vault."],
        ],
      ),
    );
  });

  await step('the status item says of each page whether its folder is a vault', async () => {
    await eventually(async () => assert.match(await window.languageStatus(), /1 technique, 1 note/));
    await window.host(
      async (vscode, file) => void (await vscode.window.showTextDocument(vscode.Uri.file(file))),
      path.join(window.vault, '../plain/readme.md'),
    );
    await eventually(async () =>
      assert.match(await window.languageStatus(), /ATLAS: asleep\n?No page here has an ATLAS ID of its own\./),
    );
  });
});

uiTest('works in restricted mode', { open: 'Start here.md', restricted: true }, async window => {
  await eventually(async () => assert.equal(await window.isRestricted(), true));
  assert.equal(await window.host(vscode => vscode.workspace.isTrusted), false);
  await eventually(async () => assert.equal((await window.problems('Start here.md')).length, 17));
  await window.screenshot('restricted');
  await window.placeCaret('Bare IDs work alike.$0');
  await window.typeText(' [[supply model');
  await eventually(async () => assert.equal((await window.suggestions())[0], 'AML.T0010.003 Model'));
  await window.acceptSuggestion('AML.T0010.003 Model');
  await eventually(async () =>
    assert.match(await window.text(), /alike\. \[\[techniques\/.*\/model\|AML\.T0010\.003: Model\]\] Try/),
  );
});
