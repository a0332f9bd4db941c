import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyPatch, parsePatch } from 'diff';
import fc from 'fast-check';
import { shownOnTerminal, unifiedDiff } from '../../src/main/unifiedDiff.ts';
import { runs } from '../runs.ts';

const diff = (before: string | undefined, after: string, path = 'a/page.md'): string =>
  unifiedDiff({ path, before, after, fixes: 1 });

/** Holds a patch to turning one text into the other. */
const checkApplies = (before: string, after: string): void => {
  const [patch] = parsePatch(diff(before, after));
  assert.ok(patch);
  assert.equal(applyPatch(before, patch, { autoConvertLineEndings: false }), after);
};

describe('unifiedDiff', () => {
  it('is written as git writes it', () =>
    assert.equal(
      diff('1\n2\n3\n4\n5\r\n6\n7\n8', '1\n2\n3\n4\nfive\r\n6\n7\n8'),
      [
        'diff --git a/a/page.md b/a/page.md',
        '--- a/a/page.md',
        '+++ b/a/page.md',
        '@@ -2,7 +2,7 @@',
        ' 2',
        ' 3',
        ' 4',
        '-5\r',
        '+five\r',
        ' 6',
        ' 7',
        ' 8',
        '\\ No newline at end of file',
        '',
      ].join('\n'),
    ));

  it('makes files from nothing', () =>
    assert.equal(
      diff(undefined, '# New\n', 'n.md'),
      'diff --git a/n.md b/n.md\nnew file mode 100644\n--- /dev/null\n+++ b/n.md\n@@ -0,0 +1,1 @@\n+# New\n',
    ));

  it('quotes names that git would quote', () =>
    assert.match(diff('a\n', 'b\n', 'Café "x".md'), /^--- "a\/Caf\\303\\251 \\"x\\"\.md"$/m));

  it('turns any text into any other', () => {
    const line = fc.constantFrom('', 'a', 'b', '😀', '-x', '+++ y', '@@', '\\ No newline at end of file', '\uFEFF');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const text = fc
      .array(fc.tuple(line, end), { maxLength: 12 })
      .chain(lines => line.map(last => lines.map(([a, b]) => a + b).join('') + last));
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (before !== after) checkApplies(before, after);
      }),
      runs(300, 7),
    );
  });

  it('shows a page in which very much changed as one change', () => {
    const lines = (what: string): string => Array.from({ length: 3000 }, (_, i) => `${what} ${String(i)}\n`).join('');
    const frame = (middle: string): string => `1\n2\n3\n4\n${middle}5\n6\n7\n8`;
    const [before, after] = [frame(lines('old')), frame(lines('new'))];
    checkApplies(before, after);
    assert.match(diff(before, after), /^@@ -2,3006 \+2,3006 @@$/m);
    checkApplies(lines('old'), lines('new'));
    checkApplies(lines('old'), `${lines('old')}${lines('new')}`.trimEnd());
  });
});

describe('shownOnTerminal', () => {
  it('keeps what steers a terminal from it, and paints', () => {
    const patch = diff('a\r\n--- b\n', '\u001B[31ma\tb\r\n--- b\n');
    assert.equal(
      shownOnTerminal(patch, false),
      'diff --git a/a/page.md b/a/page.md\n--- a/a/page.md\n+++ b/a/page.md\n@@ -1,2 +1,2 @@\n-a\n+ [31ma\tb\n --- b\n',
    );
    const painted = shownOnTerminal(patch, true).split('\n');
    assert.deepEqual(
      painted.slice(1, 6).map(line => line.slice(0, 5)),
      ['\u001B[1m-', '\u001B[1m+', '\u001B[36m', '\u001B[31m', '\u001B[32m'],
    );
  });
});
