import assert from 'node:assert/strict';
import type { Span } from '../src/core/text.ts';
import { lineStartsOf, positionAt } from '../src/core/text.ts';
import { values } from '../src/core/layeredMap.ts';
import { problemsOf } from '../src/problems/index.ts';
import type { ProblemCode } from '../src/problems/problem.ts';
import { fixture } from './fixture.ts';

export interface ProblemOptions {
  /** The codes that a test is about; problems of others are left out. Without it all count. */
  readonly codes?: readonly ProblemCode[];
  readonly linkStyleChosen?: boolean;
  readonly linkStyle?: 'full-path' | 'shortest-unique' | 'relative';
}

/**
 * Checks that a vault, given as one literal (see `fixture`), has exactly the problems that are marked in it. A mark is
 * a line `//   ^^^^ code` or `//   ^^^^ code: part of the message` under the text; several may follow each other. Since
 * a mark's own `//` takes two columns, a problem is shown from the third column at the earliest, and to the end of its
 * first line.
 */
export const checkProblems = (literal: string, { codes, ...options }: ProblemOptions = {}): void => {
  const { book, texts, marks } = fixture(literal, options);
  const found: { readonly at: string; readonly message: string }[] = [];
  for (const page of values(book.vault.pages)) {
    const text = texts.get(page.id) ?? '';
    for (const { code, span, message } of problemsOf(book, page)) {
      if (codes !== undefined && !codes.includes(code)) continue;
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${code} is outside of the page`);
      found.push({ at: `${page.id}:${shownSpan(text, span)} ${code}`, message });
    }
  }
  // Each mark takes one problem of its place, code and message; what is left of either side is the difference.
  const open = [...found];
  const expected = marks.map(({ path, span, label }) => {
    const [code = '', part = ''] = label.split(/:\s*(.*)/s);
    const at = `${path}:${shownSpan(texts.get(path) ?? '', span)} ${code}`;
    const index = open.findIndex(problem => problem.at === at && problem.message.includes(part));
    const [match] = index < 0 ? [] : open.splice(index, 1);
    return match === undefined ? `${at} (expected: ${part})` : shown(match);
  });
  assert.deepEqual(found.map(shown).sort(), expected.sort());
};

const shown = ({ at, message }: { readonly at: string; readonly message: string }): string => `${at} (${message})`;

const shownSpan = (text: string, span: Span): string => {
  const starts = lineStartsOf(text);
  const { line, character } = positionAt(starts, span.start);
  const lineStart = starts[line] ?? 0;
  const next = starts[line + 1];
  const lineEnd = next === undefined ? text.length : next - (text.startsWith('\r\n', next - 2) ? 2 : 1);
  const start = Math.max(2, character);
  const end = Math.max(start + 1, Math.min(span.end, lineEnd) - lineStart);
  return `${line + 1}:${start}-${end}`;
};
