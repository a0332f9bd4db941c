import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineAt } from '../src/core/text.ts';
import { foldingRanges } from '../src/features/foldingRange.ts';
import { casebookOf } from './fixture.ts';
import { parse } from './parse.ts';

/** What folds in a page, as first and last line (from 0). */
const checkFolding = (name: string, text: string, expected: readonly string[]): void => {
  for (const written of [text, text.replaceAll('\n', '\r\n')]) {
    test(`${name}${written === text ? '' : ' (CRLF)'}`, () => {
      const page = parse('a.md', written);
      assert.deepEqual(
        foldingRanges(casebookOf(new Map()), page).map(
          ({ span, kind }) => `${lineAt(page.lineStarts, span.start)}-${lineAt(page.lineStarts, span.end)} ${kind}`,
        ),
        expected,
      );
    });
  }
};

checkFolding(
  'front matter, sections and steps, without the blank lines behind them',
  '---\nid: a\n---\n\n# 𝒜\n\ntext\n\n## Procedure\n\n### Step 1: A\n\ntext\n\n\n### Step 2: B\n\ntext\n\n## End\n\ntext\n\n',
  ['0-2 region', '4-21 region', '8-17 region', '10-12 region', '15-17 region', '19-21 region'],
);
checkFolding('a section that ends with the page', '# A\n\ntext', ['0-2 region']);
checkFolding('nothing but a heading', '# A\n\n\n', []);
checkFolding('headings on lines that touch', '# A\n## B\ntext\n## C\n', ['0-3 region', '1-2 region']);
checkFolding('a comment of several lines', 'text\n\n<!-- one\ntwo -->\n\n<!-- one line -->\n', ['2-3 comment']);
checkFolding('plain text', 'text\n\nmore\n', []);
checkFolding('an empty page', '', []);
