import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LinkStyle } from '../src/core/linkText.ts';
import { chooseLinkStyle, formatLink, linkStyleOf, linkTargetFor } from '../src/core/linkText.ts';
import { resolveTarget } from '../src/core/resolve.ts';
import { pageOf } from '../src/core/vault.ts';
import { casebookOf, fixture } from './fixture.ts';
import { parse } from './parse.ts';
import { runs } from './runs.ts';

const STYLES: readonly LinkStyle[] = ['full-path', 'shortest-unique', 'relative'];

describe('linkTargetFor', () => {
  const paths = [
    'top.md',
    'a/one.md',
    'a/two.md',
    'b/two.md',
    'b/c/two.md',
    'b/top.md',
    'a/pic.png',
    'a/C#.md',
    'a/100%25.md',
  ];
  const { vault } = casebookOf(new Map(paths.map(path => [path, ''])));

  const cases: readonly (readonly [from: string, path: string, full: string, shortest: string, relative: string])[] = [
    ['a/two.md', 'a/one.md', 'a/one', 'one', './one'],
    ['b/c/two.md', 'a/one.md', 'a/one', 'one', '../../a/one'],
    ['a/one.md', 'b/two.md', 'b/two', 'b/two', '../b/two'],
    ['a/one.md', 'b/c/two.md', 'b/c/two', 'c/two', '../b/c/two'],
    ['a/one.md', 'top.md', 'top', 'top', '../top'],
    ['a/one.md', 'b/top.md', 'b/top', 'b/top', '../b/top'],
    ['top.md', 'top.md', 'top', 'top', './top'],
    ['b/two.md', 'a/pic.png', 'a/pic.png', 'pic.png', '../a/pic.png'],
    ['a/one.md', 'a/C#.md', 'a/C%23', 'C%23', './C%23'],
  ];
  for (const [from, path, full, shortest, relative] of cases) {
    it(`writes ${path} on ${from}`, () => {
      assert.equal(linkTargetFor(vault, from, path, 'full-path'), full);
      assert.equal(linkTargetFor(vault, from, path, 'shortest-unique'), shortest);
      assert.equal(linkTargetFor(vault, from, path, 'relative'), relative);
    });
  }

  it('leads back to the very page, in any vault and style, also as text that is parsed again', () => {
    const name = fc.constantFrom(
      'a',
      'B',
      'b',
      'x y',
      'C#',
      '100%',
      '50%25',
      'é',
      'e\u0301',
      '🦊',
      '[x]',
      'p.q',
      'a.md',
    );
    const path = fc
      .tuple(fc.array(name, { maxLength: 3 }), name, fc.constantFrom('.md', '.md', '.png'))
      .map(([folders, file, extension]) => [...folders, file].join('/') + extension);
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8 }), fc.constantFrom(...STYLES), (all, style) => {
        // Two files whose names differ only in Unicode form or case cannot be told apart by a link in every case.
        fc.pre(new Set(all.map(one => one.normalize('NFC').toLowerCase())).size === all.length);
        const { vault: some } = casebookOf(new Map(all.map(one => [one, ''])));
        for (const from of all.filter(one => one.endsWith('.md'))) {
          for (const to of all) {
            const target = linkTargetFor(some, from, to, style);
            const resolution = resolveTarget(some, from, target);
            assert.equal(resolution.kind === 'found' ? resolution.path : resolution.kind, to, `${from} → ${target}`);
            const [link] = parse(from, formatLink({ target, label: 'x' })).links;
            assert.equal(link?.target, target);
          }
        }
      }),
      runs(150),
    );
  });
});

describe('linkStyleOf, chooseLinkStyle', () => {
  const files = '\n//- x/b.md\n//- x/sub/c.md\n//- y/c.md\n//- top.md\n';
  const styleOf = (text: string): LinkStyle | undefined => {
    const { book } = fixture(`\n//- x/a.md\n${text}\n${files}`);
    const [link] = pageOf(book.vault, 'x/a.md')?.links ?? [];
    assert.ok(link);
    return linkStyleOf(book.vault, 'x/a.md', link);
  };

  const cases = [
    ['[[x/b]]', 'full-path'],
    ['[[x/b.md#h|l]]', 'full-path'],
    ['[[b]]', 'shortest-unique'],
    ['![[b]]', 'shortest-unique'],
    ['[[sub/c]]', 'shortest-unique'],
    ['[[./b]]', 'relative'],
    ['[[../y/c]]', 'relative'],
    ['[[y/c]]', undefined],
    ['[[top]]', undefined],
    ['[[gone]]', undefined],
    ['[[#h]]', undefined],
    ['[t](x/b.md)', undefined],
  ] as const;
  for (const [text, style] of cases)
    it(`${text} is ${style ?? 'no sign of a style'}`, () => assert.equal(styleOf(text), style));

  const chosen = (text: string): LinkStyle => chooseLinkStyle(fixture(`\n//- x/a.md\n${text}\n${files}`).book.vault);

  it('chooses what most links have, and the shortest at a tie or without links', () => {
    assert.equal(chosen('[[x/b]] [[x/b]] [[b]]'), 'full-path');
    assert.equal(chosen('[[./b]] [[../y/c]] [[x/b]]'), 'relative');
    assert.equal(chosen('[[b]] [[sub/c]] [[x/b]]'), 'shortest-unique');
    assert.equal(chosen('[[b]] [[x/b]]'), 'shortest-unique');
    assert.equal(chosen(''), 'shortest-unique');
  });

  it('sees the habit of a large vault in links from all over it', () => {
    const texts = new Map<string, string>();
    for (let i = 0; i < 300; i++) texts.set(`n/${String(i)}.md`, (i < 100 ? '[[b]] ' : '[[x/b]] ').repeat(40));
    texts.set('x/b.md', '');
    assert.equal(chooseLinkStyle(casebookOf(texts).vault), 'full-path');
  });
});

describe('formatLink', () => {
  it('writes each form', () => {
    assert.equal(formatLink({ target: 'a/b' }), '[[a/b]]');
    assert.equal(formatLink({ target: 'a/b', fragment: 'H', label: 'L' }), '[[a/b#H|L]]');
    assert.equal(formatLink({ target: '', fragment: '^x', label: '' }), '[[#^x]]');
    assert.equal(formatLink({ target: 'a.png', embed: true, label: '30' }), '![[a.png|30]]');
    assert.equal(formatLink({ target: 'a', label: 'L', inTable: true }), '[[a\\|L]]');
  });

  it('keeps a label from ending the link, the line or the cell', () => {
    assert.equal(formatLink({ target: 'a', label: 'x [[y]]\n z]' }), '[[a|x y z]]');
    assert.equal(formatLink({ target: 'a', label: 'x | y \\| z', inTable: true }), '[[a\\|x \\| y \\| z]]');
  });
});
