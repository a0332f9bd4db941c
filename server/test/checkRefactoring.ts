import assert from 'node:assert/strict';
import type { Casebook } from '../src/atlas/casebook.ts';
import type { Page } from '../src/core/page.ts';
import { applyEdits } from '../src/core/text.ts';
import { pageOf } from '../src/core/vault.ts';
import type { PlannedEdit } from '../src/core/vaultEdit.ts';
import { casebookOf, fixture } from './fixture.ts';

/** A refactoring of the page with the cursor, or of the first one; `offset` is the cursor's. */
export type Refactor = (book: Casebook, page: Page, offset: number) => PlannedEdit | string;

/** A vault's texts after an edit of it. */
export const textsAfter = (texts: ReadonlyMap<string, string>, plan: PlannedEdit): ReadonlyMap<string, string> => {
  const { edits } = plan.make(id => (plan.reads.includes(id) ? texts.get(id) : undefined));
  const after = new Map(texts);
  for (const { page, edits: ofPage } of edits) after.set(page, applyEdits(texts.get(page) ?? '', ofPage));
  return after;
};

/**
 * Holds the page with the cursor (else the first) after a refactoring to a text, in which `$0` is where the cursor is to be; in LF and
 * CRLF files and behind characters outside the Basic Multilingual Plane. Holds it also to having nothing more to do then, if `once`.
 */
export const checkRefactoring = (refactor: Refactor, before: string, after: string, once = false): void => {
  const [front] = /^(?:---\n(?:[^]*?\n)?---\n)?/.exec(textOf(after)) ?? [''];
  const emoji = (text: string): string => text.replace(front, `${front}𝒜 🦊\n\n`);
  for (const vary of [(text: string) => text, (text: string) => text.replaceAll('\n', '\r\n'), emoji]) {
    const asked = varied(before, vary);
    const wanted = varied(`//- ${asked.path}\n${textOf(after)}`, vary);
    const plan = refactor(asked.book, asked.page, asked.offset);
    assert.ok(typeof plan !== 'string', String(plan));
    const text = textsAfter(asked.texts, plan).get(asked.path);
    assert.equal(text?.trimEnd(), wanted.texts.get(wanted.path)?.trimEnd());
    if (wanted.hasCursor && 'follow' in plan) {
      const follow = plan.follow as (text: string, offset: number) => number;
      assert.equal(follow(asked.texts.get(asked.path) ?? '', asked.offset), wanted.offset);
    }
    if (once) {
      const book = casebookOf(new Map([...asked.texts, [asked.path, text ?? '']]));
      const page = pageOf(book.vault, asked.path);
      assert.ok(page !== undefined && typeof refactor(book, page, 0) === 'string', 'there is something more to do');
    }
  }
};

/** Holds a refactoring to refusing, with a sentence that says this. */
export const checkRefusal = (refactor: Refactor, vault: string, reason: RegExp): void => {
  const { book, page, offset } = varied(vault, text => text);
  const plan = refactor(book, page, offset);
  assert.ok(typeof plan === 'string', 'it does something');
  assert.match(plan, reason);
};

/** A literal without the line that starts its first file. */
const textOf = (literal: string): string => literal.replace(/^\n?(?:\/\/- .*\n)?/, '');

/** A vault with the texts changed, and the page that is asked about. */
const varied = (literal: string, vary: (text: string) => string) => {
  const { cursor, texts: given } = fixture(literal);
  const [first = ''] = given.keys();
  const path = cursor?.page.id ?? first;
  const CURSOR = '\u0001';
  const marked =
    (cursor?.text.slice(0, cursor.offset) ?? '') +
    (cursor === undefined ? (given.get(path) ?? '') : CURSOR + cursor.text.slice(cursor.offset));
  const changed = vary(marked);
  const offset = Math.max(0, changed.indexOf(CURSOR));
  const texts = new Map([...given, [path, changed.replace(CURSOR, '')]]);
  const book = casebookOf(texts);
  const page = pageOf(book.vault, path);
  assert.ok(page);
  return { book, page, path, offset, texts, hasCursor: cursor !== undefined };
};
