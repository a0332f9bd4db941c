import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../src/core/text.ts';
import { values } from '../src/core/layeredMap.ts';
import { pageOf } from '../src/core/vault.ts';
import type { PlannedEdit } from '../src/core/vaultEdit.ts';
import { editPage, NO_EDIT, planned, joinPlans } from '../src/core/vaultEdit.ts';
import { codeActions } from '../src/features/codeAction.ts';
import { certainEdit, certainOf, fixAllActions, preferredFixes } from '../src/features/fixAll.ts';
import { problemsOf } from '../src/problems/index.ts';
import type { Fix, Problem, ProblemCode } from '../src/problems/problem.ts';
import { casebookOf, fixture } from './fixture.ts';

const PAGES = `
//- t/erode.md
---
id: erode
title: "AML.T0031: Erode AI Model Integrity"
---

# AML.T0031: Erode AI Model Integrity
//- t/harm.md
---
id: harm
title: "AML.T0048: External Harms"
---

# AML.T0048: External Harms
`;

/** The pages that an edit changes, by path, as they are afterwards; texts as in the vault. */
const after = (texts: ReadonlyMap<string, string>, { make }: PlannedEdit): Readonly<Record<string, string>> =>
  Object.fromEntries(
    make(id => texts.get(id)).edits.map(({ page, edits }) => [page, applyEdits(texts.get(page) ?? '', edits)]),
  );

/** Holds the page `a.md` to the text expected once all that is certain in it is done; in LF and CRLF files. */
const checkCertain = (before: string, expected: string, pick: (problem: Problem) => boolean = () => true): void => {
  for (const end of ['\n', '\r\n']) {
    const { texts } = fixture(`//- a.md\n${before}${PAGES}`);
    const varied = new Map([...texts].map(([path, text]) => [path, text.replaceAll('\n', end)]));
    const book = casebookOf(varied);
    const page = pageOf(book.vault, 'a.md');
    assert.ok(page);
    const edit = certainEdit(book, page, problemsOf(book, page).filter(pick));
    assert.deepEqual(edit.reads, []);
    const changed = after(varied, edit);
    assert.equal(changed['a.md'] ?? varied.get('a.md'), `${expected}\n`.replaceAll('\n', end));
    assert.deepEqual(
      Object.keys(changed).filter(path => path !== 'a.md'),
      [],
    );
  }
};

describe('certainEdit', () => {
  it('does all that is certain at once, behind characters of any plane and in tables', () =>
    checkCertain(
      '𝒜 🦊 [[T/Erode|AML.T0031]] [[t/harm|AML.T0048: Harm]]\n\n| a |\n| --- |\n| 🦊 [[AML.T0048]] [[t/erode|x]] |',
      '𝒜 🦊 [[t/erode|AML.T0031]] [[t/harm|AML.T0048: External Harms]]\n\n| a |\n| --- |\n| 🦊 [[t/harm\\|AML.T0048]] [[t/erode\\|x]] |',
    ));

  it('leaves what is only likely or possible', () => {
    const text = '[[t/erodee]] [[nowhere]] [[t/erode|AML.T0048: External Harms]]';
    checkCertain(text, text);
  });

  it('mends only the problems that it is given', () =>
    checkCertain('[[T/Erode]] [[AML.T0048]]', '[[t/erode]] [[AML.T0048]]', ({ code }) => code === 'case-mismatch'));
});

const PAGE = '//- a.md\none two\n//- b.md\nthree\n';
const fix = (plan: Partial<PlannedEdit>, confidence: Fix['confidence'] = 'certain'): Fix => ({
  title: 'Mend',
  confidence,
  reads: [],
  make: () => editPage('a.md', []),
  ...plan,
});

const replacing = (page: string, start: number, end: number, newText: string): Fix =>
  fix(planned(editPage(page, [{ span: { start, end }, newText }])));

describe('joinPlans', () => {
  it('reads what any of them reads, once, and edits several pages', () => {
    const { texts } = fixture(PAGE);
    const joined = joinPlans([
      fix({
        reads: ['b.md', 'a.md'],
        make: textOf => replacing('b.md', 0, 5, (textOf('a.md') ?? '').slice(0, 3)).make(textOf),
      }),
      fix({ ...replacing('a.md', 4, 7, '2'), reads: ['b.md'] }),
    ]);
    assert.deepEqual(joined.reads, ['b.md', 'a.md']);
    assert.deepEqual(after(texts, joined), { 'a.md': 'one 2\n', 'b.md': 'one\n' });
  });

  it('leaves out what would change a stretch again', () => {
    const { texts } = fixture(PAGE);
    const joined = joinPlans([
      replacing('a.md', 0, 3, '1'),
      replacing('a.md', 2, 5, 'x'),
      replacing('a.md', 4, 7, '2'),
    ]);
    assert.deepEqual(after(texts, joined), { 'a.md': '1 2\n' });
  });
});

describe('certainOf', () => {
  it('takes the certain repair, and no other', () => {
    const [certain, likely, possible] = [fix({}), fix({}, 'likely'), fix({}, 'possible')];
    assert.equal(certainOf([possible, certain])?.confidence, 'certain');
    assert.equal(certainOf([likely, possible]), undefined);
  });

  it('renames no file', () => {
    const moving = fix({ make: () => ({ creates: [], edits: [], renames: [{ from: 'a.md', to: 'c.md' }] }) });
    assert.deepEqual(
      certainOf([moving])?.make(() => undefined),
      NO_EDIT,
    );
  });
});

/** The titles of what is offered for many problems at the cursor. */
const offered = (text: string): readonly string[] => {
  const { book, cursor } = fixture(`//- a.md\n${text}${PAGES}`);
  assert.ok(cursor);
  const problems = problemsOf(book, cursor.page);
  const here = codeActions(book, cursor.page, { start: cursor.offset, end: cursor.offset }, problems);
  return fixAllActions(book, cursor.page, here, problems).map(({ title }) => title);
};

const titles = (...codes: readonly ProblemCode[]): readonly string[] =>
  codes.flatMap(code => [`Fix all ${code} in this page`, `Fix all ${code} in the vault`]);

describe('fixAllActions', () => {
  it('offers a code in the page and the vault where several problems of it can be mended', () => {
    assert.deepEqual(offered('[[T/Er$0ode]] [[T/Harm]]'), titles('case-mismatch'));
    assert.deepEqual(offered('[[er$0odee]] [[AML.T0048]]'), titles('broken-link'));
  });

  it('offers only the vault where no other problem of the page has a repair', () => {
    assert.deepEqual(offered('[[T/Er$0ode]] [[AML.T0048]]'), ['Fix all case-mismatch in the vault']);
    assert.deepEqual(offered('[[er$0odee]] [[nothing like it]]'), ['Fix all broken-link in the vault']);
  });

  it('offers nothing where the problem has no repair that is likely, or none is under the cursor', () => {
    assert.deepEqual(offered('[[not$0hing like it]] [[AML.T0048]]'), []);
    assert.deepEqual(offered('[[AML.T0048]] $0 x [[AML.T0031]]'), []);
  });

  it('names each code once', () => {
    const { book, cursor } = fixture(`//- a.md\n$0[[T/Erode]] [[T/Harm]] [[AML.T0048]] [[AML.T0031]]${PAGES}`);
    assert.ok(cursor);
    const problems = problemsOf(book, cursor.page);
    const here = codeActions(book, cursor.page, { start: 0, end: cursor.text.length }, problems);
    const actions = fixAllActions(book, cursor.page, here, problems);
    assert.deepEqual(
      actions.map(({ title }) => title),
      titles('case-mismatch', 'broken-link'),
    );
    assert.ok(
      actions.every(
        ({ kind, preferred, problem, code }) => kind === 'quickfix' && !preferred && problem?.code === code,
      ),
    );
  });

  it('mends, done for all pages, what is likely or certain of its code', () => {
    const { book, texts } = fixture(
      `//- a.md\n[[erodee]] [[T/Harm]]\n//- b.md\n[[AML.T0048]] [[nothing like it]]${PAGES}`,
    );
    const fixes = [...values(book.vault.pages)].flatMap(page =>
      preferredFixes(
        book,
        page,
        problemsOf(book, page).filter(({ code }) => code === 'broken-link'),
      ),
    );
    assert.deepEqual(after(texts, joinPlans(fixes)), {
      'a.md': '[[t/erode]] [[T/Harm]]\n',
      'b.md': '[[t/harm|AML.T0048]] [[nothing like it]]\n',
    });
  });
});
