import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeLenses, lensText } from '../src/features/codeLens.ts';
import { pageOf } from '../src/core/vault.ts';
import { fixture } from './fixture.ts';

/**
 * The lenses of the first file of a literal: exactly those of the lines of carets, which give place and title. What
 * stands in `«»`, in any file, is what the lens on the heading opens.
 */
const checkLenses = (name: string, literal: string): void => {
  test(name, () => {
    const { book, marks, texts } = fixture(literal);
    const page = pageOf(book.vault, [...texts.keys()][0] ?? '');
    assert.ok(page);
    const lenses = codeLenses(page).map(({ kind, span }) => ({ kind, span, text: lensText(book, page, kind) }));
    assert.deepEqual(
      lenses.map(({ span, text }) => [span, text?.title]),
      marks.filter(({ label }) => label !== '').map(({ span, label }) => [span, label]),
    );
    const show = (path: string, { start, end }: { start: number; end: number }): string =>
      `${path}:${start} ${texts.get(path)?.slice(start, end)}`;
    assert.deepEqual(
      (lenses.find(({ kind }) => kind === 'usedBy')?.text?.places ?? [])
        .map(({ path, span }) => show(path, span))
        .sort(),
      marks
        .filter(({ label }) => label === '')
        .map(({ path, span }) => show(path, span))
        .sort(),
    );
  });
};

checkLenses(
  'a technique: the case studies whose Technique lines mean it, each line a place',
  `
//- techniques/erode.md
---
title: "AML.T0090: Erode"
---

# AML.T0090: Erode
//^^^^^^^^^^^^^^^^ Used by 2 case studies

See [[techniques/erode]] and AML.T0090.
//- studies/b.md
# AML.CS0090: B

### Step 1: Erode

**Technique:** 𝒜 «[[techniques/erode|AML.T0090: Erode]]»

Prose with [[techniques/erode]].

### Step 2: Erode

**Technique:** «[[../techniques/erode]]»
//- studies/a.md
# AML.CS0091: A

### Step 1: Erode

- **Technique:** «[[techniques/erode.md]]»

### Step 2: Other

**Technique:** [[techniques/erode|AML.T0091: Other]]
//- notes/n.md
# Note

**Technique:** [[techniques/erode]]
//- other/c.md
# AML.CS0092: C

### Step 1: Erode

**Technique:** [[./erode]]
//- other/erode.md
# AML.T0092: Other
`,
);
checkLenses(
  'a sub-technique that nobody uses',
  '\n//- t.md\n# AML.T0090.001: Alone\n//^^^^^^^^^^^^^^^^^^^^ Used by no case study\n',
);
checkLenses(
  'one case study',
  '\n//- t.md\n# AML.T0090\n//^^^^^^^^^ Used by 1 case study\n//- s.md\n# AML.CS0090: S\n\n**Technique:** «[[t]]»\n',
);
checkLenses(
  'a tactic: the techniques that list it, or lie in the folder of its name',
  `
//- tactics/impact.md
# AML.TA0090: Impact
//^^^^^^^^^^^^^^^^^^ 3 techniques
//- techniques/impact/a.md
# «AML.T0091: A»
//- techniques/impact/sub/b.md
# AML.T0092.000: B

## Tactics (2)

- «[[tactics/impact|Impact]]»
- [[tactics/other]]
//- techniques/impact/c.md
# AML.T0093: C

## Tactics

- [[tactics/other]]
//- techniques/d.md
# AML.T0094: D

## Tactics

- «[[impact]]»
//- techniques/impact/note.md
# Impact
//- tactics/other.md
# AML.TA0091: Other
`,
);
checkLenses(
  'a mitigation: the techniques that it lists, also those that the vault has no page for',
  `
//- m.md
# AML.M0090: Lock
//^^^^^^^^^^^^^^^ Mitigates 3 techniques

## Techniques (5)

- [[t/a|AML.T0090: A]] — note
- [[t/a]] — again
- «[[t/a|AML.T0091: Fell on another]]»
- «[[t|AML.T0092: Only a folder]]»
- [[n]]
- [[gone]]
//- t/a.md
# «AML.T0090: A»
//- n.md
# Note
`,
);
checkLenses(
  'a case study: the pages that refer to it, by whatever means',
  `
//- studies/mask.md
---
title: "AML.CS0090: Mask"
aliases: [Masked]
---
# AML.CS0090: Mask
//^^^^^^^^^^^^^^^^ Referenced by 3 pages

AML.CS0090, [[mask]]

## Metadata

- **ID:** AML.CS0090
//- a.md
«[[mask]]», «AML.CS0090» and «[x](/studies/AML.CS0090)»
//- b.md
𝒜 «[x](studies/mask.md)»
//- c.md
«[[Masked]]» [[other/mask]]
`,
);
checkLenses(
  'a procedure: its steps, and the tactics on the way, one that lasts named once',
  `
//- s.md
# AML.CS0090: S
//^^^^^^^^^^^^^ Referenced by no page

## Procedure
// ^^^^^^^^^ 7 steps · Reconnaissance → Staging / Impact → Discovery → Resource Development → Plain

### Step 1: Scan

**Technique:** [[scan|AML.T0090: Scan]]

### Step 2: Scan again

**Technique:** [[scan]]

### Step 3: Two tactics

**Technique:** [[two]]

### Step 4: Says which

**Technique:** [[two]]
**Tactic:** [[discovery]]

### Step 5: Known from the catalogue

**Technique:** [[scan|AML.T0021: Establish Accounts]]

### Step 6: A plain word

**Technique:** [[gone]]
**Tactic:** Plain

### Step 7: Nobody knows

**Technique:** [[gone]]

## Steps elsewhere

### Step 8: Not of the procedure
//- scan.md
# AML.T0090: Scan

## Tactics

- [[reconnaissance|Recon]]
//- two.md
# AML.T0091: Two

## Tactics (2)

| [[staging]] | [[impact]] |
| --- | --- |
| [[staging]] | [[note]] |
//- reconnaissance.md
# AML.TA0090: Reconnaissance
//- staging.md
# AML.TA0091: Staging
//- impact.md
# AML.TA0092: Impact
//- discovery.md
# AML.TA0093: Discovery
//- note.md
# Note
`,
);
checkLenses(
  'a procedure without steps, in CRLF',
  '\n//- s.md\n𝒜\r\n# AML.CS0090: S\n//^^^^^^^^^^^^^ Referenced by no page\n\r\n## Procedure\n// ^^^^^^^^^ No steps yet\n',
);
checkLenses('a note has none', '\n//- n.md\n# Note on AML.T0090\n\n## Procedure\n\n## Techniques\n');
checkLenses(
  'a study that has no ID yet shows its procedure',
  '\n//- s.md\n---\ntype: case-study\n---\n# S\n\n## Procedure\n// ^^^^^^^^^ 1 step\n\n### Step 1: A\n',
);

test('a long way is shortened in the title, whole in the tooltip', () => {
  const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'];
  const steps = names.map((name, i) => `### Step ${i + 1}: S\n\n**Technique:** [[x]]\n**Tactic:** ${name}\n`);
  const { book } = fixture(`\n//- s.md\n# AML.CS0090: S\n\n## Procedure\n\n${steps.join('\n')}`);
  const page = pageOf(book.vault, 's.md');
  assert.ok(page);
  const text = lensText(book, page, 'procedure');
  assert.equal(text?.title, '7 steps · One → Two → Three → … → Six → Seven');
  assert.equal(text?.tooltip, 'One → Two → Three → Four → Five → Six → Seven');
});

test('a page without any heading has its lens where it begins', () => {
  const { book } = fixture('\n//- t.md\n---\ntitle: "AML.T0090: T"\n---\nText\n');
  const page = pageOf(book.vault, 't.md');
  assert.ok(page);
  const start = '---\ntitle: "AML.T0090: T"\n---\n'.length;
  assert.deepEqual(codeLenses(page), [{ kind: 'usedBy', span: { start, end: start } }]);
});
