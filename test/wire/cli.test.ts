import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateVault } from '../../bench/generateVault.ts';
import { folderOf, startServer, writeFile } from './client.ts';

/** The built command line: `npm run build` makes it. */
const CLI = join(import.meta.dirname, '../../dist/cli.js');

const run = (args: readonly string[], cwd = import.meta.dirname): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    timeout: 30_000,
  });
  return { code: status, out: stdout, err: stderr };
};

const PAGE = '---\nid: good\ntitle: "AML.T0090: Good"\n---\n\n# AML.T0090: Good\n\nText.\n';

interface Json {
  readonly version: number;
  readonly vault: string;
  readonly pages: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly {
    readonly file: string;
    readonly range: unknown;
    readonly severity: string;
    readonly code: string;
    readonly message: string;
  }[];
}

test('json: the shape that scripts read, files and positions in order', t => {
  const root = folderOf(t, {
    'good.md': PAGE,
    'z.md': '[[nowhere]]\n',
    'a/b.md': '\uFEFF# B\r\n\r\n😀 [[nope|x]]\r\n[[GOOD]]\r\n',
  });
  const { code, out, err } = run(['check', root, '--format', 'json']);
  assert.equal(code, 1);
  assert.equal(err, '');
  const { problems, ...rest } = JSON.parse(out) as Json;
  assert.deepEqual(rest, { version: 1, vault: root, pages: 3, counts: { 'broken-link': 2, 'case-mismatch': 1 } });
  assert.deepEqual(
    problems.map(({ message, ...problem }) => (assert.ok(message.length > 10), problem)),
    [
      {
        file: 'a/b.md',
        range: { start: { line: 2, character: 5 }, end: { line: 2, character: 9 } },
        severity: 'error',
        code: 'broken-link',
      },
      {
        file: 'a/b.md',
        range: { start: { line: 3, character: 2 }, end: { line: 3, character: 6 } },
        severity: 'warning',
        code: 'case-mismatch',
      },
      {
        file: 'z.md',
        range: { start: { line: 0, character: 2 }, end: { line: 0, character: 9 } },
        severity: 'error',
        code: 'broken-link',
      },
    ],
  );
});

test('pretty: place, severity, code, message, the line with a mark, and a summary', t => {
  const root = folderOf(t, { 'good.md': PAGE, 'z.md': `${'x'.repeat(300)} [[nowhere]] ${'y'.repeat(300)}\n` });
  const { code, out } = run(['check', root]);
  assert.equal(code, 1);
  const lines = out.split('\n');
  assert.equal(lines[0], 'z.md:1:304 error broken-link');
  assert.match(lines[1] ?? '', /nowhere/);
  const column = (lines[3] ?? '').indexOf('^');
  assert.equal((lines[2] ?? '').slice(column, column + 'nowhere'.length), 'nowhere');
  assert.equal((lines[3] ?? '').trim().replace('| ', '').trim(), '^'.repeat(7));
  assert.ok(lines.every(line => line.length < 130));
  assert.match(out, /1 problem in 2 pages: 1 error\.\n$/);
});

test('a clean vault, and the exit codes of --fail-on', t => {
  const clean = run(['check', folderOf(t, { 'good.md': PAGE })]);
  assert.deepEqual([clean.code, clean.out], [0, 'No problems in 1 page.\n']);
  const warned = folderOf(t, { 'good.md': PAGE, 'a.md': '[[GOOD]]\n' });
  assert.equal(run(['check', warned]).code, 0);
  assert.equal(run(['check', warned, '--fail-on', 'warning']).code, 1);
  assert.equal(run(['check', warned, '--fail-on', 'hint']).code, 1);
});

test('--code picks problems, several times', t => {
  const root = folderOf(t, { 'good.md': PAGE, 'a.md': '[[GOOD]] [[nowhere]]\n' });
  const codes = (...args: readonly string[]): readonly string[] =>
    Object.keys((JSON.parse(run(['check', root, '--format', 'json', ...args]).out) as Json).counts);
  assert.deepEqual(codes('--code', 'case-mismatch'), ['case-mismatch']);
  assert.deepEqual(codes('--code', 'case-mismatch', '--code', 'broken-link'), ['broken-link', 'case-mismatch']);
  assert.equal(run(['check', root, '--code', 'case-mismatch']).code, 0);
});

test('wrong use and unreadable vaults end with 2 and a sentence', t => {
  const root = folderOf(t, { 'good.md': PAGE });
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['check', join(root, 'nope')], /there is no such folder/],
    [['check', join(root, 'good.md')], /there is no such folder/],
    [['check', folderOf(t, { 'a.txt': 'x' })], /no pages/],
    [['check', root, '--format', 'sarif'], /Allowed choices are pretty, json/],
    [['check', root, '--fail-on', 'never'], /Allowed choices/],
    [['check', root, '--code', 'nope'], /not a problem code/],
    [['check', root, 'more'], /too many arguments/],
    [['chek'], /unknown command/],
    [['lsp'], /--stdio/],
    [[], /Usage/],
  ];
  for (const [args, message] of wrong) {
    const { code, err } = run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, message);
  }
  assert.equal(run(['--help']).code, 0);
  assert.match(run(['--version']).out, /^\d+\.\d+\.\d+/);
});

test('faults of the settings file are named with their place', t => {
  const root = folderOf(t, { 'good.md': PAGE, '.atlas-casebook.json': '{\n  "exclude": 1\n}' });
  const { code, err, out } = run(['check', '.'], root);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /^\.atlas-casebook\.json:2:14: “exclude” must be a list of globs/);
});

test('the settings file rules; a folder in the vault stands for the vault; nested vaults are left to themselves', t => {
  const root = folderOf(t, {
    '.atlas-casebook.json': '{ "exclude": ["old"], "problems.severity": { "broken-link": "warning" } }',
    'good.md': PAGE,
    'old/a.md': '[[nowhere]]\n',
    'new/a.md': '[[good]] [[old/a]] [[nowhere]]\n',
    'inner/.obsidian/app.json': '{}',
    'inner/a.md': '[[nowhere]]\n',
  });
  const { code, out, err } = run(['check', '--format', 'json'], join(root, 'new'));
  assert.equal(code, 0);
  assert.match(err, /part of the vault/);
  assert.match(err, /inner is a vault of its own/);
  const { problems } = JSON.parse(out) as Json;
  assert.deepEqual(
    problems.map(({ file, severity }) => [file, severity]),
    [['new/a.md', 'warning']],
  );
});

test('two threads find what one does: problems, lists made of many pages, and what is said once', t => {
  const { files, problems } = generateVault(300, 'wiki');
  // To one of the threads each, by their places in the list.
  const bad = Object.fromEntries(
    ['a', 'b', 'c', 'd'].map(name => [`notes/bad-${name}.md`, Buffer.from([0xff, ...Buffer.from(' [[nowhere]]\n')])]),
  );
  const root = folderOf(t, { ...Object.fromEntries(Array.from(files, ({ path, text }) => [path, text])), ...bad });
  const { code, out, err } = run(['check', root, '--format', 'json', '--threads', '2']);
  assert.equal(code, 1);
  const report = JSON.parse(out) as Json;
  assert.equal(report.pages, 304);
  // Each technique's list of case studies needs what both threads gathered.
  assert.deepEqual(
    report.problems.map(({ file, code: found }) => [file, found]),
    [...problems.map(({ file }) => file), ...Object.keys(bad)].sort().map(file => [file, 'broken-link']),
  );
  for (const file of Object.keys(bad)) assert.equal(err.split(join(root, file)).length, 2, err);
  assert.equal(err.split('not valid UTF-8').length, 5, err);

  assert.equal(run(['check', root, '--format', 'json', '--threads', '1']).out, out);

  writeFile(root, '.atlas-casebook.json', '{ "exclude": 1 }');
  const faulty = run(['check', root, '--threads', '2']);
  assert.equal(faulty.code, 2);
  assert.equal(faulty.err.split('must be a list of globs').length, 2);
});

test('lsp --stdio serves an editor', async t => {
  const client = await startServer(t, folderOf(t, { 'good.md': PAGE, 'a.md': '[[nowhere]]\n' }), {
    command: [CLI, 'lsp', '--stdio'],
  });
  assert.equal(client.initialized.capabilities.definitionProvider, true);
  await client.pushed('a.md', ['broken-link']);
});
