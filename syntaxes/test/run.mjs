// Runs vscode-tmgrammar-test on the pages of this folder, with the grammars that VS Code has for markdown, front matter and
// HTML. The markdown grammar also names some sixty languages for fenced code, which no test needs: their warnings are dropped.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { resolve } = createRequire(import.meta.url);
const grammars = ['markdown', 'yaml', 'html', 'html-derivative'].map(name =>
  resolve(`tm-grammars/grammars/${name}.json`),
);
const result = spawnSync(
  process.execPath,
  [resolve('vscode-tmgrammar-test/dist/unit.js'), ...grammars.flatMap(path => ['-g', path]), 'syntaxes/test/**/*.md'],
  { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] },
);
process.stderr.write(result.stderr.replace(/^grammar not found for ".*"\r?\n/gm, ''));
process.exitCode = result.status === 0 ? 0 : 1;
