import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { atlasExtract } from '../../server/src/atlas/extract.ts';
import { MENTION } from '../../server/src/atlas/ids.ts';
import type { Link } from '../../server/src/core/page.ts';
import { parsePage } from '../../server/src/core/parsePage.ts';
import { resolveTarget } from '../../server/src/core/resolve.ts';
import { applyChanges, emptyVault, pageOf } from '../../server/src/core/vault.ts';
import { readFrontMatter } from '../../server/src/frontMatter.ts';
import { unifiedDiff } from '../../server/src/main/unifiedDiff.ts';
import { folderOf } from './client.ts';

/** The built command line: `npm run build` makes it. */
const CLI = join(import.meta.dirname, '../../dist/cli.js');

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const program = (command: string, args: readonly string[], cwd: string, input?: string): Run => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    input: input ?? '',
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CI: '1' },
    timeout: 60_000,
  });
  return { code: status, out: stdout, err: stderr };
};

const run = (args: readonly string[], cwd = import.meta.dirname): Run => program(process.execPath, [CLI, ...args], cwd);

const technique = (id: string, slug: string, name: string): string =>
  `---\nid: ${slug}\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n\nText.\n`;

const TECHNIQUES = {
  't/alpha.md': technique('AML.T0090', 'alpha', 'Alpha'),
  't/beta.md': technique('AML.T0091', 'beta', 'Beta'),
  '.atlas-casebook.json': '{ "links.style": "full-path" }',
};

/** Every kind of file that a patch or a write could spoil. */
const TRICKY: Readonly<Record<string, string>> = {
  ...TECHNIQUES,
  'crlf.md': '\uFEFF# 🦊\r\n\r\n𝒜 [[T/Alpha]]\r\n\rlone\r\n\r\n| a |\r\n| --- |\r\n| [[alpha|x]] |\r\n',
  'no newline.md': 'One\n\n[[BETA]]',
  'Café "é".md': '---\ntitle: "see [[alpha]]"\n---\n\n- [[AML.T0091]]\n',
  'one-line.md': '[[alpha]]',
  'sub/deep/page.md': `${'Text.\n'.repeat(20)}![[beta#AML.T0091: Beta]]\n${'Text.\n'.repeat(20)}[[./../deep/page|me]]\n`,
  'fine.md': '[[t/alpha]] `[[alpha]]`\n',
  'likely.md': '[[t/alphaa]]\n',
};

const MENDED: Readonly<Record<string, string>> = {
  'crlf.md': '\uFEFF# 🦊\r\n\r\n𝒜 [[t/alpha]]\r\n\rlone\r\n\r\n| a |\r\n| --- |\r\n| [[t/alpha\\|x]] |\r\n',
  'no newline.md': 'One\n\n[[t/beta]]',
  'Café "é".md': '---\ntitle: "see [[t/alpha]]"\n---\n\n- [[t/beta|AML.T0091]]\n',
  'one-line.md': '[[t/alpha]]',
  'sub/deep/page.md': `${'Text.\n'.repeat(20)}![[t/beta#AML.T0091: Beta]]\n${'Text.\n'.repeat(20)}[[sub/deep/page|me]]\n`,
};

/** All files of a folder, hidden ones too, by path. */
const filesIn = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map(file => [file.slice(root.length + 1), readFileSync(file, 'utf8')]),
  );

const sorted = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

test('prints a patch, changes nothing, and git makes of it what --write does', t => {
  const root = folderOf(t, TRICKY);
  const { code, out, err } = run(['fix', root]);
  assert.equal(code, 0);
  assert.match(err, /^10 fixes in 5 pages\. Nothing is written without --write\.\n$/);
  assert.ok(!out.includes('\u001B'));
  assert.deepEqual(filesIn(root), sorted(TRICKY));
  const byGit = folderOf(t, TRICKY);
  const applied = program('git', ['apply', '--whitespace=nowarn', '-'], byGit, out);
  assert.deepEqual([applied.code, applied.err], [0, '']);
  assert.deepEqual(filesIn(byGit), sorted({ ...TRICKY, ...MENDED }));
  assert.equal(run(['fix', root, '--write']).code, 0);
  assert.deepEqual(filesIn(root), filesIn(byGit));
});

test('git makes new files from a patch, in folders and with names of any kind', t => {
  const root = folderOf(t, {});
  const made: Readonly<Record<string, string>> = {
    'a b/Café "é".md': '# New\r\n',
    'n.md': 'No end',
    'x/y/z.md': '\uFEFF\n',
  };
  const patch = Object.entries(made).map(([path, after]) => unifiedDiff({ path, before: undefined, after, fixes: 0 }));
  const { code, err } = program('git', ['apply', '--whitespace=nowarn', '-'], root, patch.join(''));
  assert.deepEqual([code, err], [0, '']);
  assert.deepEqual(filesIn(root), sorted(made));
});

test('--write says what it did; afterwards nothing is left to do', t => {
  const root = folderOf(t, TRICKY);
  const first = run(['fix', '--write'], join(root, 'sub'));
  assert.equal(first.code, 0);
  assert.match(first.err, /part of the vault/);
  assert.equal(
    first.out,
    [
      'Café "é".md: 2 fixes',
      'crlf.md: 3 fixes',
      'no newline.md: 2 fixes',
      'one-line.md: 1 fix',
      'sub/deep/page.md: 2 fixes',
      '10 fixes in 5 pages.',
      '',
    ].join('\n'),
  );
  for (const args of [
    ['fix', root],
    ['fix', root, '--write'],
  ]) {
    const { code, out, err } = run(args);
    assert.deepEqual([code, out + err], [0, 'There is nothing to fix that is certain.\n']);
  }
  assert.deepEqual(filesIn(root), sorted({ ...TRICKY, ...MENDED }));
});

test('--code narrows, and never goes beyond what is certain', t => {
  const root = folderOf(t, { ...TECHNIQUES, 'a.md': '[[T/Alpha]] [[AML.T0091]] [[t/alphaa]] [[beta]]\n' });
  const after = (...codes: readonly string[]): string => {
    assert.equal(run(['fix', root, '--write', ...codes.flatMap(code => ['--code', code])]).code, 0);
    return readFileSync(join(root, 'a.md'), 'utf8');
  };
  assert.equal(after('stale-list'), '[[T/Alpha]] [[AML.T0091]] [[t/alphaa]] [[beta]]\n');
  assert.equal(after('broken-link'), '[[T/Alpha]] [[t/beta|AML.T0091]] [[t/alphaa]] [[beta]]\n');
  assert.equal(
    after('case-mismatch', 'non-canonical-link'),
    '[[t/alpha]] [[t/beta|AML.T0091]] [[t/alphaa]] [[t/beta]]\n',
  );
});

test('what is switched off, ignored, suppressed or excluded is not mended', t => {
  const files = {
    ...TECHNIQUES,
    '.atlas-casebook.json':
      '{ "problems.severity": { "case-mismatch": "off" }, "problems.ignore": ["ignored.md"], "exclude": ["old"] }',
    '.gitignore': 'built\n',
    'a.md': '[[T/Alpha]]\n',
    'ignored.md': '[[AML.T0091]]\n',
    'old/a.md': '[[AML.T0091]]\n',
    'built/a.md': '[[AML.T0091]]\n',
    'b.md': '<!-- atlas-disable -->\n\n[[AML.T0091]]\n',
  };
  const root = folderOf(t, files);
  assert.equal(run(['fix', root, '--write']).code, 0);
  assert.deepEqual(filesIn(root), sorted(files));
});

test('modes stay; a symbolic link is written through; a file of two paths is written once', t => {
  const outside = folderOf(t, { 'real.md': '[[T/Alpha]]\n', 'folder/inner.md': '[[T/Alpha]]\n' });
  const root = folderOf(t, { ...TECHNIQUES, 'a.md': '[[T/Alpha]]\n', 'run.md': '[[T/Alpha]]\n' });
  chmodSync(join(root, 'run.md'), 0o751);
  symlinkSync(join(outside, 'real.md'), join(root, 'link.md'));
  symlinkSync(join(outside, 'folder'), join(root, 'linked'));
  symlinkSync('a.md', join(root, '0.md'));
  const { code, out, err } = run(['fix', root, '--write']);
  assert.equal(code, 0, err);
  assert.equal(err, '0.md: left as it is: it is the same file as a.md.\n');
  assert.match(
    out,
    /^a\.md: 1 fix\nlink\.md: 1 fix\nlinked\/inner\.md: 1 fix\nrun\.md: 1 fix\n4 fixes in 4 pages\.\n$/,
  );
  assert.equal(statSync(join(root, 'run.md')).mode & 0o777, 0o751);
  assert.ok(lstatSync(join(root, 'link.md')).isSymbolicLink());
  for (const file of [join(outside, 'real.md'), join(outside, 'folder/inner.md'), join(root, 'a.md')])
    assert.equal(readFileSync(file, 'utf8'), '[[t/alpha]]\n');
  assert.deepEqual(
    [...readdirSync(root), ...readdirSync(outside)].filter(name => name.endsWith('.tmp')),
    [],
  );
});

test('a file that is not UTF-8 is never written; the others are', t => {
  const broken = Buffer.concat([Buffer.from('[[T/Alpha]] '), Buffer.from([0xff, 0xfe]), Buffer.from('\n')]);
  const root = folderOf(t, { ...TECHNIQUES, 'a.md': broken, 'b.md': '[[T/Alpha]]\n' });
  const shown = run(['fix', root]);
  assert.equal(shown.code, 0);
  assert.match(shown.err, /a\.md: left as it is: it is not valid UTF-8\./);
  assert.ok(!shown.out.includes('a/a.md'));
  const written = run(['fix', root, '--write']);
  assert.equal(written.code, 1);
  assert.match(written.err, /a\.md: left as it is: it is not valid UTF-8\./);
  assert.match(written.out, /^b\.md: 1 fix\n1 fix in 1 page\.\n$/);
  assert.ok(readFileSync(join(root, 'a.md')).equals(broken));
});

test('a file that may not be written is left, with the reason', t => {
  // Root may write anything.
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (spawnSync(process.execPath, [CLI, '--version'], user).status !== 0) return t.skip('nobody else may run this');
  const root = folderOf(t, { ...TECHNIQUES, 'a.md': '[[T/Alpha]]\n', 'b.md': '[[T/Alpha]]\n' });
  chmodSync(root, 0o777);
  chmodSync(join(root, 'a.md'), 0o444);
  chmodSync(join(root, 'b.md'), 0o666);
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'fix', root, '--write'], {
    encoding: 'utf8',
    ...user,
  });
  assert.equal(status, 1);
  assert.match(stderr, /^a\.md: left as it is: it cannot be written \(EACCES/);
  assert.equal(stdout, 'b.md: 1 fix\n1 fix in 1 page.\n');
  assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), '[[T/Alpha]]\n');
  assert.equal(statSync(join(root, 'b.md')).mode & 0o777, 0o666);
});

/** Loaded before the command line: changes a file right before it is read for the nth time, or lets nothing be renamed. */
const MEDDLER = `
  const fs = require('node:fs');
  const { readFileSync } = fs;
  let reads = 0;
  fs.readFileSync = (file, ...rest) => {
    if (file === process.env.CHANGED && ++reads === Number(process.env.AT_READ)) fs.appendFileSync(file, 'Typed.\\n');
    return readFileSync(file, ...rest);
  };
  if (process.env.FULL) fs.renameSync = () => { throw new Error('ENOSPC: no space left on device'); };
`;

const meddled = (
  t: TestContext,
  env: (root: string) => Readonly<Record<string, string>>,
): Run & { readonly root: string } => {
  const root = folderOf(t, { ...TECHNIQUES, 'a.md': '[[T/Alpha]]\n', 'b.md': '[[T/Alpha]]\n' });
  const meddler = join(folderOf(t, { 'meddler.cjs': MEDDLER }), 'meddler.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', meddler, CLI, 'fix', root, '--write'], {
    encoding: 'utf8',
    env: { ...process.env, ...env(root), NO_COLOR: '1' },
  });
  assert.deepEqual(
    readdirSync(root).filter(name => name.endsWith('.tmp')),
    [],
  );
  return { code: status, out: stdout, err: stderr, root };
};

test('a file that changed since it was read, or at the last moment, is left; the others are written', t => {
  for (const read of [2, 3]) {
    const { code, out, err, root } = meddled(t, folder => ({ CHANGED: join(folder, 'a.md'), AT_READ: String(read) }));
    assert.equal(code, 1);
    assert.equal(err, 'a.md: left as it is: it was changed meanwhile.\n');
    assert.equal(out, 'b.md: 1 fix\n1 fix in 1 page.\n');
    assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), '[[T/Alpha]]\nTyped.\n');
    assert.equal(readFileSync(join(root, 'b.md'), 'utf8'), '[[t/alpha]]\n');
  }
});

test('what fails on the way leaves every file as it was', t => {
  const { code, out, err, root } = meddled(t, () => ({ FULL: '1' }));
  assert.equal(code, 1);
  assert.match(err, /^a\.md: left as it is: it cannot be written \(ENOSPC: .*\)\.\nb\.md: left/);
  assert.equal(out, '0 fixes in 0 pages.\n');
  assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), '[[T/Alpha]]\n');
});

test('wrong use ends with 2', t => {
  const root = folderOf(t, TECHNIQUES);
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['fix', join(root, 'nope')], /there is no such folder/],
    [['fix', folderOf(t, { 'a.txt': 'x' })], /no pages/],
    [['fix', root, '--code', 'nope'], /not a problem code/],
    [['fix', root, '--format', 'json'], /unknown option/],
    [
      ['fix', folderOf(t, { ...TECHNIQUES, '.atlas-casebook.json': '{ "exclude": 1 }' }), '--write'],
      /must be a list of globs/,
    ],
  ];
  for (const [args, message] of wrong) {
    const { code, out, err } = run(args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(err, message);
  }
  assert.match(run(['fix', '--help']).out.replace(/\s+/g, ' '), /Exit code: 0 .* however much there is/);
});

const BY_SUFFIX: Readonly<Record<string, string>> = {
  '.atlas-casebook.json': '{ "links.style": "full-path" }',
  'techniques/initial-access/phishing.md': technique('AML.T0052', 'phishing', 'Phishing'),
  'techniques/impact/erode.md': `${technique('AML.T0031', 'erode', 'Erode')}\n## How it is done\n\nText. ^how\n`,
  'mitigations/phishing.md': technique('AML.M0052', 'phishing', 'Watch for Phishing'),
  'archive/techniques/impact/old.md':
    '# Old\n\n[[initial-access/phishing]] [[impact/erode]] [[techniques/impact/old]]\n',
  'Überblick/Ärger.md':
    '\uFEFF# Ärger 🦊\r\n\r\n𝒜 [[erode|AML.T0031: Erode]], [[mitigations/phishing]].\r\n\r\n![[chart.png]]\r\n',
  'notes/table.md':
    '| a | b |\n| --- | --- |\n| [[initial-access/phishing\\|AML.T0052: Phishing]] | ![[erode#How it is done\\|x]] |\n',
  'notes/deep/places.md':
    '---\ntitle: "on [[erode]]"\n---\n\n# On it\n\n[[erode#^how]] [[erode.md#How it is done|how]] [[#On it]] [[Ärger]] [[deep/places]]\n',
  'notes/deep/img/chart.png': 'x',
  'notes/case.md':
    '[[Initial-Access/Phishing]] [[ERODE#how it is done]] `[[erode]]`\n\n    [[erode]]\n\n%% [[erode]] %%\n',
  'root.md': '[[case]] [[notes/deep/places]] [[root]] [[places]]',
};

interface Led {
  readonly page: string;
  readonly link: Link;
  /** The path that it leads to; undefined where it leads nowhere, or to one of several. */
  readonly path: string | undefined;
}

/** Every link of a vault, in the order of pages and links. */
const linksIn = (root: string): readonly Led[] => {
  const files = Object.entries(filesIn(root));
  const { vault } = applyChanges(
    emptyVault(atlasExtract),
    files.map(([path, text]) =>
      path.endsWith('.md')
        ? { kind: 'page', page: parsePage(path, text.replace(/^\uFEFF/, ''), { readFrontMatter, mention: MENTION }) }
        : { kind: 'file', path },
    ),
  );
  return files.flatMap(([page]) =>
    (pageOf(vault, page)?.links ?? []).map(link => {
      const resolution = resolveTarget(vault, page, link.target);
      return { page, link, path: resolution.kind === 'found' ? resolution.path : undefined };
    }),
  );
};

test('a vault of links by suffix becomes one of full paths, and every link leads where it led', t => {
  const root = folderOf(t, BY_SUFFIX);
  const whereTo = (): readonly unknown[] =>
    linksIn(root).map(({ page, link: { fragment, label, kind, place }, path }) => {
      assert.ok(path, page);
      return [page, path, fragment, label, kind, place];
    });
  const before = whereTo();
  assert.equal(before.length, 20);
  const { code, err } = run(['fix', root, '--write']);
  assert.deepEqual([code, err], [0, '']);
  assert.deepEqual(whereTo(), before);
  const texts = filesIn(root);
  for (const { link, path } of linksIn(root)) {
    if (link.target !== '') assert.equal(link.target, path?.replace(/\.md$/, ''));
  }
  assert.equal(
    texts['Überblick/Ärger.md'],
    '\uFEFF# Ärger 🦊\r\n\r\n𝒜 [[techniques/impact/erode|AML.T0031: Erode]], [[mitigations/phishing]].\r\n\r\n![[notes/deep/img/chart.png]]\r\n',
  );
  assert.equal(
    texts['notes/table.md'],
    '| a | b |\n| --- | --- |\n| [[techniques/initial-access/phishing\\|AML.T0052: Phishing]] | ![[techniques/impact/erode#How it is done\\|x]] |\n',
  );
  assert.equal(
    texts['notes/case.md'],
    '[[techniques/initial-access/phishing]] [[techniques/impact/erode#how it is done]] `[[erode]]`\n\n    [[erode]]\n\n%% [[erode]] %%\n',
  );
  assert.equal(run(['fix', root]).out, '');
  assert.equal(run(['check', root, '--fail-on', 'hint']).code, 0);
});
