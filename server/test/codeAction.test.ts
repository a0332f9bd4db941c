import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../src/core/text.ts';
import { codeActions } from '../src/features/codeAction.ts';
import { fixture } from './fixture.ts';

const PAGES = `
//- t/erode.md
---
id: erode
title: "AML.T0031: Erode AI Model Integrity"
---

# AML.T0031: Erode AI Model Integrity
`;

/** The actions at the cursor or, where a span is marked, on the span. */
const actionsAt = (literal: string) => {
  const { book, cursor, marks } = fixture(literal);
  assert.ok(cursor);
  const span = marks[0]?.span ?? { start: cursor.offset, end: cursor.offset };
  return { actions: codeActions(book, cursor.page, span), text: cursor.text };
};

/** Holds the page with the cursor, after the first action, to the text expected; in LF and CRLF files. */
const checkAction = (before: string, title: string, after: string): void => {
  for (const end of ['\n', '\r\n']) {
    const { actions, text } = actionsAt(`\n//- a.md\n${before.replaceAll('\n', end)}\n${PAGES}`);
    const [first] = actions;
    assert.equal(first?.title, title);
    const { edits } = first.plan.make(() => undefined);
    assert.deepEqual(
      edits.map(({ page }) => page),
      ['a.md'],
    );
    assert.equal(applyEdits(text, edits[0]?.edits ?? []).trimEnd(), after.replaceAll('\n', end));
  }
};

describe('codeActions', () => {
  it('mends a broken link under the cursor', () =>
    checkAction(
      '𝒜 🦊 [[old/ero$0de|AML.T0031]]',
      "Link to 't/erode' (AML.T0031: Erode AI Model Integrity)",
      '𝒜 🦊 [[t/erode|AML.T0031]]',
    ));

  it('mends a broken link in a table, whose bar stays escaped', () =>
    checkAction(
      '| a |\n| --- |\n| 🦊 [[old/erode$0\\|AML.T0031]] |',
      "Link to 't/erode' (AML.T0031: Erode AI Model Integrity)",
      '| a |\n| --- |\n| 🦊 [[t/erode\\|AML.T0031]] |',
    ));

  it('corrects a label under the cursor', () =>
    checkAction(
      '🦊 [[t/erode|AML.T0031: Ero$0de]]',
      "Label it 'AML.T0031: Erode AI Model Integrity'",
      '🦊 [[t/erode|AML.T0031: Erode AI Model Integrity]]',
    ));

  it('gives the problem that each action solves, and nothing elsewhere', () => {
    const { actions } = actionsAt(`\n//- a.md\n[[x/erode]] and [[y/ero$0de]]\n${PAGES}`);
    assert.deepEqual([...new Set(actions.map(({ problem }) => problem?.span.start))], [18]);
    assert.ok(actions.every(({ kind, problem }) => kind === 'quickfix' && problem?.code === 'broken-link'));
    assert.deepEqual(actionsAt(`\n//- a.md\n[[x/erode]] and $0 [[y/erode]]\n${PAGES}`).actions, []);
  });

  it('gives the actions of all problems that a selection touches, in the order of the text', () => {
    const { actions } = actionsAt(`\n//- a.md\n«[[x/erode]] [[t/erode|AML.T0031: Other]]» $0[[y/erode]]\n${PAGES}`);
    assert.deepEqual([...new Set(actions.map(({ problem }) => problem?.code))], ['broken-link', 'label-name-mismatch']);
  });

  it('offers nothing where a comment switches the problem off', () => {
    assert.deepEqual(actionsAt(`\n//- a.md\n<!-- atlas-disable -->\n\n[[ero$0dee]]\n${PAGES}`).actions, []);
  });

  it('has at most one preferred action a problem', () => {
    const { actions } = actionsAt(`\n//- a.md\n[[phi$0shing]]\n//- x/phishing.md\n//- y/phishing.md\n`);
    assert.deepEqual(
      actions.map(({ title, preferred }) => [title, preferred]),
      [
        ["Link to 'x/phishing'", true],
        ["Link to 'y/phishing'", false],
      ],
    );
  });
});
