import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolveFragment, resolveTarget } from '../src/core/resolve.ts';
import type { Vault } from '../src/core/vault.ts';
import { applyChanges, emptyVault } from '../src/core/vault.ts';
import { parse } from './parse.ts';

const vaultOf = (...paths: readonly string[]): Vault =>
  applyChanges(
    emptyVault(() => ({ called: [], defines: () => [], uses: () => [], surface: () => '' })),
    paths.map(path => (path.endsWith('.md') ? { kind: 'page', page: parse(path, '') } : { kind: 'file', path })),
  ).vault;

/** `path`, `path (folded)`, `a, b` for several in order, `folder path/`, or `missing`. */
const checkResolve = (vault: Vault, from: string, target: string, expected: string): void => {
  const found = resolveTarget(vault, from, target);
  const shown =
    found.kind === 'found'
      ? found.path + (found.exactCase ? '' : ' (folded)')
      : found.kind === 'ambiguous'
        ? found.candidates.join(', ')
        : found.kind === 'folder'
          ? `folder ${found.path}/`
          : 'missing';
  assert.equal(shown, expected);
};

const vault = vaultOf(
  'index.md',
  'a/index.md',
  'a/b/index.md',
  'a/b/Phishing.md',
  'c/phishing.md',
  'c/d/one.md',
  'z/only.md',
  'z/caf\u0065\u0301.md',
  'z/two words.md',
  'z/100%25 sure.md',
  'dot.name.md',
  'x/pic.png',
  'y/pic.png',
  'x/doc.pdf',
  'deep/folder/of/pages/p.md',
);

const cases: readonly (readonly [string, string, string])[] = [
  // from, target, expected
  ['a/p.md', '', 'a/p.md'],
  ['a/p.md', './index', 'a/index.md'],
  ['a/b/p.md', '../index.md', 'a/index.md'],
  ['a/p.md', '../../index', 'missing'],
  ['a/p.md', './phishing', 'missing'],
  ['a/p.md', '/index', 'index.md'],
  ['a/p.md', '/only', 'missing'],
  ['a/p.md', '/z/only', 'z/only.md'],
  ['a/p.md', 'index', 'index.md'],
  ['a/p.md', 'a\\b\\index', 'a/b/index.md'],
  ['a/p.md', 'A/Index', 'a/index.md (folded)'],
  ['a/p.md', 'only', 'z/only.md'],
  ['a/p.md', 'ONLY.MD', 'z/only.md (folded)'],
  ['a/p.md', 'Phishing', 'a/b/Phishing.md'],
  ['a/p.md', 'phishing', 'c/phishing.md'],
  ['a/p.md', 'PHISHING', 'c/phishing.md, a/b/Phishing.md'],
  ['a/b/p.md', 'PHISHING', 'a/b/Phishing.md, c/phishing.md'],
  ['a/p.md', 'hishing', 'missing'],
  ['a/p.md', 'd/one', 'c/d/one.md'],
  ['a/p.md', 'caf\u00e9', 'z/caf\u0065\u0301.md'],
  ['a/p.md', 'two%20words', 'z/two words.md'],
  ['a/p.md', '100%25 sure', 'z/100%25 sure.md'],
  ['a/p.md', '%zz', 'missing'],
  ['a/p.md', 'dot.name', 'dot.name.md'],
  ['a/p.md', 'pic.png', 'x/pic.png, y/pic.png'],
  ['y/p.md', 'pic.png', 'y/pic.png, x/pic.png'],
  ['a/p.md', 'doc.pdf', 'x/doc.pdf'],
  ['a/p.md', 'doc', 'missing'],
  ['a/p.md', 'a/b', 'folder a/b/'],
  ['a/p.md', 'folder/of', 'folder deep/folder/of/'],
  ['a/p.md', 'deep/folder', 'folder deep/folder/'],
  ['a/p.md', 'older/of', 'missing'],
];

describe('a target resolves by the first rule that finds', () => {
  for (const [from, target, expected] of cases) {
    test(`${target} from ${from}`, () => checkResolve(vault, from, target, expected));
  }
});

test('a page that comes or goes changes what a target means', () => {
  const { vault: next } = applyChanges(vault, [
    { kind: 'page', page: parse('only.md', '') },
    { kind: 'removePage', id: 'c/d/one.md' },
    { kind: 'removeFile', path: 'x/pic.png' },
  ]);
  checkResolve(next, 'a/p.md', 'only', 'only.md');
  checkResolve(next, 'a/p.md', 'one', 'missing');
  checkResolve(next, 'a/p.md', 'c/d', 'missing');
  checkResolve(next, 'a/p.md', 'pic.png', 'y/pic.png');
  checkResolve(vault, 'a/p.md', 'only', 'z/only.md');
});

describe('a fragment names a place', () => {
  const page = parse(
    'p.md',
    '# Top\n\n## Impact (5)\n\n### Notes: the *rest*\n\ntext ^Block-1\n\n## Other\n\n### Notes: the rest\n\n## See [[a/b|AML.T0001: X]]\n',
  );
  const places: readonly (readonly [string, string | undefined])[] = [
    ['Top', '# Top'],
    ['impact', '## Impact (5)'],
    ['Impact (5)', '## Impact (5)'],
    ['Impact (4)', '## Impact (5)'],
    ['impact-5', '## Impact (5)'],
    ['Impac', undefined],
    ['notes-the-rest', '### Notes: the *rest*'],
    ['Other#Notes the rest', '### Notes: the rest'],
    ['Top#Other#Notes the rest', '### Notes: the rest'],
    ['Impact#Other', undefined],
    ['^block-1', '^Block-1'],
    ['^block', undefined],
    ['See AML.T0001: X', '## See [[a/b|AML.T0001: X]]'],
  ];
  const text =
    '# Top\n\n## Impact (5)\n\n### Notes: the *rest*\n\ntext ^Block-1\n\n## Other\n\n### Notes: the rest\n\n## See [[a/b|AML.T0001: X]]\n';
  for (const [fragment, expected] of places) {
    test(fragment, () => {
      const found = resolveFragment(page, fragment);
      assert.equal(found && text.slice(found.start, found.end), expected);
    });
  }
});
