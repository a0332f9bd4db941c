import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourceOf } from '../../src/core/closedPage.ts';
import { createVaultHost } from '../../src/lsp/vaultHost.ts';
import { mend } from '../../src/main/mend.ts';
import type { LoadedFile } from '../../src/main/openFiles.ts';
import type { Files } from '../../src/vaultFiles.ts';

const technique = (slug: string, id: string, name: string): string =>
  `---\nid: ${slug}\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n`;

const PAGES = {
  't/erode.md': technique('erode', 'AML.T0031', 'Erode AI Model Integrity'),
  't/harm.md': technique('harm', 'AML.T0048', 'External Harms'),
};

const STYLE = { '.atlas-casebook.json': '{ "links.style": "full-path" }' };

type Texts = Readonly<Record<string, string>>;

const memory = (texts: Texts): Files => {
  const text = (path: string): string => (texts[path] ?? '').replace(/^\uFEFF/, '');
  return {
    list: folder =>
      Promise.resolve(folder === 'file:///v' ? Object.keys(texts) : folder.slice(10) in texts ? [''] : []),
    readEach: (_, paths, take) => {
      for (const path of paths) take(path, sourceOf(text(path)));
      return Promise.resolve();
    },
    vaultAbove: () => Promise.resolve(undefined),
  };
};

/** What becomes of a vault; `codes` narrows, `faults` are files that cannot be changed. */
const mended = async (
  texts: Texts,
  codes: readonly string[] = [],
  faults: Readonly<Record<string, LoadedFile>> = {},
) => {
  const host = createVaultHost('file:///v', memory(texts), 0, { settings: { enable: 'on' }, filesExclude: [] });
  await host.load(
    Object.keys(texts).filter(path => !path.startsWith('.')),
    false,
    () => false,
  );
  return mend(host, new Set(codes), path => faults[path] ?? { text: texts[path] ?? '' });
};

/** Holds the files that change, and the number of fixes in each, to what is expected; a second time nothing is to be done. */
const checkMended = async (
  texts: Texts,
  expected: Readonly<Record<string, readonly [after: string, fixes: number]>>,
  codes: readonly string[] = [],
): Promise<void> => {
  const { files, left, isSettled } = await mended(texts, codes);
  assert.deepEqual(Object.fromEntries(files.map(({ path, after, fixes }) => [path, [after, fixes]])), expected);
  assert.ok(isSettled);
  assert.equal(left.size, 0);
  for (const { path, before } of files) assert.equal(before, texts[path]);
  const again = await mended({ ...texts, ...Object.fromEntries(files.map(({ path, after }) => [path, after])) }, codes);
  assert.deepEqual(again.files, []);
};

describe('mend', () => {
  it('does what is certain in every page, and leaves the rest', () =>
    checkMended(
      {
        ...PAGES,
        'a.md': '🦊 [[T/Erode|AML.T0031]] [[t/harmm]] [[AML.T0048]]\n',
        'b.md': '| a |\n| --- |\n| [[t/harm|x]] |\n',
        'c.md': '[[nowhere]]\n',
      },
      {
        'a.md': ['🦊 [[t/erode|AML.T0031]] [[t/harmm]] [[t/harm|AML.T0048]]\n', 2],
        'b.md': ['| a |\n| --- |\n| [[t/harm\\|x]] |\n', 1],
      },
    ));

  it('goes on with what a repair makes room for', () =>
    checkMended(
      { ...PAGES, ...STYLE, 'a.md': '[[ERODE]] and [[Harm|AML.T0048: Hurt]].\n' },
      { 'a.md': ['[[t/erode]] and [[t/harm|AML.T0048: External Harms]].\n', 4] },
    ));

  it('writes links in the chosen style though another problem of theirs is left to the author', () =>
    checkMended(
      { ...PAGES, ...STYLE, 'a.md': '[[erode|AML.T0048: External Harms]] [[harm#Nowhere]]\n' },
      { 'a.md': ['[[t/erode|AML.T0048: External Harms]] [[t/harm#Nowhere]]\n', 2] },
    ));

  it('leaves their style where it is switched off', async () => {
    const text = '[[erode|AML.T0048: External Harms]]\n';
    const comment = '<!-- atlas-disable non-canonical-link -->\n\n';
    await checkMended({ ...PAGES, ...STYLE, 'a.md': comment + text }, {});
    const off = '{ "links.style": "full-path", "problems.severity": { "non-canonical-link": "off" } }';
    await checkMended({ ...PAGES, '.atlas-casebook.json': off, 'a.md': text }, {});
  });

  it('keeps a BOM and line ends', () =>
    checkMended(
      { ...PAGES, 'a.md': '\uFEFF# A\r\n\r\n[[T/Erode]]\r\n\rlast' },
      { 'a.md': ['\uFEFF# A\r\n\r\n[[t/erode]]\r\n\rlast', 1] },
    ));

  it('mends only the codes that are asked for', () =>
    checkMended({ ...PAGES, 'a.md': '[[T/Erode]] [[AML.T0048]]\n' }, { 'a.md': ['[[t/erode]] [[AML.T0048]]\n', 1] }, [
      'case-mismatch',
    ]));

  it('leaves pages that get no problems', () =>
    checkMended({ ...PAGES, '.atlas-casebook.json': '{ "exclude": ["old"] }', 'old/a.md': '[[T/Erode]]\n' }, {}));

  it('leaves a file that cannot be changed, says why, and does the others', async () => {
    const texts = { ...PAGES, 'a.md': '[[T/Erode]]\n', 'b.md': '[[T/Erode]]\n', 'c.md': 'Nothing to do.\n' };
    const faults = { 'a.md': { fault: 'it is locked' }, 'c.md': { fault: 'it is locked' } };
    const { files, left, isSettled } = await mended(texts, [], faults);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['b.md'],
    );
    assert.deepEqual([...left], [['a.md', { fault: 'it is locked' }]]);
    assert.ok(isSettled);
  });
});
