import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Casebook } from '../../src/atlas/casebook.ts';
import { values } from '../../src/core/layeredMap.ts';
import { applyEdits } from '../../src/core/text.ts';
import { fixesOf } from '../../src/features/codeAction.ts';
import { problemsOf } from '../../src/problems/index.ts';
import type { Fix, Problem, ProblemCode } from '../../src/problems/problem.ts';
import { DEFAULT_SEVERITY } from '../../src/problems/problem.ts';
import { casebookOf, fixture } from '../fixture.ts';

const header = (id: string, label: string, more = ''): string =>
  `---\nid: ${id}\ntitle: "${label}"\n${more}---\n\n# ${label}`;

/** A vault in which each code is found. */
const BROKEN = `
//- tactics/impact.md
${header('impact', 'AML.TA0011: Impact')}

## Techniques (3)

- [[techniques/erode|AML.T0031: Erode AI Model Integrity]]
- [[techniques/accounts|AML.T0021: Establish Accounts]]
//- tactics/resource-development.md
${header('resource-development', 'AML.TA0003: Resource Development')}
//- techniques/erode.md
${header('erode', 'AML.T0031: Erode AI Model Integrity')}

## Tactics (1)

- [[tactics/impact|Impact]]

## Mitigations (0)

## Case Studies (1)

- [[studies/door|AML.CS0900: Door]]
//- techniques/accounts.md
${header('accounts', 'AML.T0021: Establish Accounts')}

## Tactics (2)

- [[tactics/impact|Impact]]
- [[tactics/resource-development|Resource Development]]
//- techniques/harms/money.md
${header('money', 'AML.T0048.000: Financial Harm')}
//- mitigations/lock.md
${header('lock', 'AML.M0900: Lock')}

## Techniques (1)

- [[techniques/erode|AML.T0031: Erode AI Model Integrity]] — Lock it 🦊.
//- mitigations/bolt.md
${header('bolts', 'AML.M0901: Bolt')}
//- mitigations/latch.md
${header('latch', 'AML.M0901: Latch').replace('# AML.M0901: Latch', '# AML.M0901: Hasp')}
//- mitigations/chain.md
${header('chain', 'AML.M0902: Chain').replace('# AML.M0902', '# AML.M0903')}
//- mitigations/bar.md
---
id: 7
---

# AML.M0904: Bar
//- notes/broken.md
---
title: [
---
//- notes/twin.md
# Twin

## Part
//- other/twin.md
# Twin

Text ^mark
//- notes/links.md
# 🦊 Links

[[techniques/eroed]] and [[twin#Part]] and [[notes/twin#Prat]] and [[other/twin#^marc]]

[[Techniques/Erode]] and [[lock]] and [[techniques/erode

[[techniques/harms/money|AML.T0048: External Harms]] and [[techniques/erode|AML.T0031: Erode ML Model]]

| a |
| --- |
| [[techniques/erode|x]] [[]] |

AML.M0905 and AML.T0045
//- studies/door.md
${header('door', 'AML.CS0900: Door', 'type: case-study\n')}

A door opened.

## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 16 April 2020
- **Type:** exercise
- **Target:** Door
- **Reporter:** Nobody

## Procedure

### Step 1: Erode AI Model Integrity

**Technique:** [[techniques/erode|AML.T0031: Erode AI Model Integrity]]
**Tactic:** [[tactics/resource-development|AML.TA0003: Resource Development]]

As in [2].

### Step 3: Establish Accounts

**Technique:** [[techniques/accounts|AML.T0021: Establish Accounts]]

See [[#Step 3: Establish Accounts]].

### Step 4: Establish Accounts

No line.

### Step 5: Establish Accounts

**Technique:** [[tactics/impact|AML.TA0011: Impact]]

### Step 6: Worn out

**Technique:** [[techniques/erode|AML.T0031: Erode AI Model Integrity]]

## References

1. The door, https://lab.example/door
//- studies/gate.md
${header('gate', 'AML.CS0901: Gate', 'type: case-study\n')}
`;

/** Codes that a repair of another may bring, as it says itself, or as what was hidden behind the problem comes to light. */
const MAY_BRING: Partial<Readonly<Record<ProblemCode, readonly ProblemCode[]>>> = {
  // Each page that fits is offered, be it one without the heading.
  'ambiguous-link': ['missing-heading'],
  // What is inserted is to be filled in; rules look at what is in a section.
  'missing-section': ['metadata-field'],
  'metadata-field': ['metadata-field'],
  'uncited-number': ['reference-format'],
  // The heading of a step may not say what its technique is, and the technique may have several tactics.
  'wrong-kind': ['step-tactic', 'step-title-mismatch'],
  'step-technique': ['step-tactic', 'step-title-mismatch'],
  'front-matter-field': ['slug-mismatch'],
  'id-conflict': ['title-mismatch'],
};

const key = ({ code, message }: Problem): string => `${code}: ${message}`;

const problemsIn = (book: Casebook): ReadonlyMap<string, readonly Problem[]> =>
  new Map(Array.from(values(book.vault.pages), page => [page.id, problemsOf(book, page)]));

const after = (texts: ReadonlyMap<string, string>, fix: Fix): ReadonlyMap<string, string> => {
  const { creates, edits, renames } = fix.make(id => texts.get(id));
  assert.deepEqual(renames, []);
  const next = new Map(texts);
  for (const { path, text } of creates) next.set(path, text);
  for (const { page, edits: own } of edits) next.set(page, applyEdits(next.get(page) ?? '', own));
  return next;
};

/** How often each of these is there. */
const counts = (all: readonly string[]): ReadonlyMap<string, number> =>
  all.reduce((map, each) => map.set(each, (map.get(each) ?? 0) + 1), new Map<string, number>());

for (const lineBreak of ['\n', '\r\n']) {
  const texts = new Map([...fixture(BROKEN).texts].map(([path, text]) => [path, text.replaceAll('\n', lineBreak)]));
  const style = { linkStyle: 'full-path', linkStyleChosen: true } as const;
  const book = casebookOf(texts, style);
  const before = problemsIn(book);

  test(`the vault has every problem (${JSON.stringify(lineBreak)})`, () => {
    const found = new Set([...before.values()].flat().map(({ code }) => code));
    assert.deepEqual([...found].sort(), Object.keys(DEFAULT_SEVERITY).sort());
  });

  for (const page of values(book.vault.pages)) {
    for (const problem of before.get(page.id) ?? []) {
      const fixes = fixesOf(book, page, problem);
      test(`${page.id}: ${key(problem)}`, () => {
        // Nobody knows what YAML that is none was meant to say.
        assert.equal(fixes.length > 0, problem.code !== 'front-matter-syntax');
      });
      for (const fix of fixes) {
        test(`${page.id}: ${problem.code}: ${fix.title} (${JSON.stringify(lineBreak)})`, () => {
          const now = problemsIn(casebookOf(after(texts, fix), style));
          const times = (all: readonly Problem[]): number => all.filter(each => key(each) === key(problem)).length;
          assert.ok(times(now.get(page.id) ?? []) < times(before.get(page.id) ?? []), 'it cures its problem');
          for (const [path, problems] of now) {
            const had = counts((before.get(path) ?? []).map(({ code }) => code));
            for (const [code, count] of counts(problems.map(each => each.code))) {
              const isAllowed = MAY_BRING[problem.code]?.some(each => each === code) ?? false;
              // Lists of other pages are derived from what is mended: a command updates them all.
              const isElsewhere = code === 'stale-list' && path !== page.id;
              const story = problems.filter(each => each.code === code).map(key);
              assert.ok(count <= (had.get(code) ?? 0) || isAllowed || isElsewhere, `${path}: ${story.join('\n')}`);
            }
          }
        });
      }
    }
  }
}
