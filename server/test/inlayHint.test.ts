import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../src/core/vault.ts';
import type { HintSwitches, InlayHint } from '../src/features/inlayHint.ts';
import { inlayHints } from '../src/features/inlayHint.ts';
import { fixture } from './fixture.ts';

const ALL: HintSwitches = { names: true, tactics: true };

/** The hints of the first file of a literal, in which they stand as they are shown: `AML.T0021⟨Establish Accounts⟩`. */
const checkHints = (name: string, literal: string, switches = ALL): void => {
  for (const [ends, text] of [
    ['', literal],
    [', in CRLF', literal.replace(/^(?!\/\/-|$)(.*)$/gm, '$1\r')],
    [', behind characters of two units', literal.replace(/(?<=\n)(?=[^\n]*⟨)(?!\||[-* ]*Tech)/g, '𝒜 ')],
  ] as const) {
    test(name + ends, () => {
      const { book, texts } = fixture(text.replace(/⟨[^⟩]*⟩/g, ''));
      const [path = '', source = ''] = [...texts][0] ?? [];
      const page = pageOf(book.vault, path);
      assert.ok(page);
      const hints = inlayHints(book, page, source, { start: 0, end: source.length }, switches);
      const first = /^\/\/- .*\n([\s\S]*?)(?=^\/\/- |(?![\s\S]))/m.exec(text)?.[1] ?? text;
      assert.equal(shown(source, hints), first);
    });
  }
};

const shown = (text: string, hints: readonly InlayHint[]): string => {
  let result = '';
  let at = 0;
  for (const { offset, parts } of hints) {
    result += `${text.slice(at, offset)}⟨${parts.map(part => part.text).join('')}⟩`;
    at = offset;
  }
  return result + text.slice(at);
};

const PAGES = `
//- accounts.md
# AML.T0090: Establish Accounts
//- dir/AML.T0091.md
# AML.T0091
`;

checkHints(
  'the name behind a bare ID, from the page, else from the catalogue',
  `
//- a.md
AML.T0090⟨Establish Accounts⟩ and (AML.T0090⟨Establish Accounts⟩), **AML.T0021⟨Establish Accounts⟩**.
| AML.T0090⟨Establish Accounts⟩ | x |
| --- | --- |
| y | AML.T0090⟨Establish Accounts⟩ |

- AML.TA0002⟨Reconnaissance⟩ AML.T0090⟨Establish Accounts⟩: establishing accounts
${PAGES}`,
);
checkHints(
  'not where the name stands beside it already',
  `
//- a.md
AML.T0090: Establish Accounts. AML.T0090 — *establish  accounts*, (AML.T0090) Establish
Accounts. Establish Accounts (AML.T0090), **Establish Accounts** [AML.T0090].
| AML.T0090 | Establish Accounts |
| --- | --- |
| Establish Accounts | AML.T0090 |

AML.T0090⟨Establish Accounts⟩ Establish Accountships
${PAGES}`,
);
checkHints(
  'not in links, code, comments, front matter, for IDs that nobody has, and not for what the page says of itself',
  `
//- a.md
---
title: "AML.T0092: Own"
up: AML.T0090
---

# AML.T0092

[[accounts|AML.T0090]] [AML.T0090](https://example.org) [[AML.T0090]] \`AML.T0090\` <!-- AML.T0090 -->
AML.T9999 XYZ.T0090

## Metadata

- **Technique ID:** AML.T0092

Elsewhere AML.T0092⟨Own⟩.
${PAGES}`,
);
checkHints(
  'behind a link of the ATLAS site that only says the ID',
  `
//- a.md
[AML.T0090](/techniques/AML.T0090)⟨Establish Accounts⟩ [\`AML.T0090\`](https://atlas.mitre.org/techniques/AML.T0090)⟨Establish Accounts⟩
[](/tactics/AML.TA0002)⟨Reconnaissance⟩ [accounts](/techniques/AML.T0090) [AML.T0090](/techniques/AML.T0090) Establish Accounts
[AML.T0090: Establish Accounts](/techniques/AML.T0090) [x](/techniques/AML.T9999)
${PAGES}`,
);
checkHints(
  'a name that is only the file’s gives way to the catalogue’s',
  '\n//- a.md\nAML.T0012⟨Valid Accounts⟩\n//- dir/twelve.md\n# AML.T0012\n',
);

const STUDY = `
//- s.md
# AML.CS0090: S

## Procedure

### Step 1: One

**Technique:** [[one|AML.T0090: One]]⟨Impact⟩

### Step 2: Several

**Technique:** [[two]]⟨Staging, Impact⟩ with AML.T0090⟨One⟩

### Step 3: Stated

**Technique:** [[two]]
**Tactic:** [[impact]]

### Step 4: Fell on another page

**Technique:** [[one|AML.T0021: Establish Accounts]]⟨Resource Development⟩

### Step 5: By its ID

- **Technique:** AML.T0090⟨One⟩⟨Impact⟩

### Step 6: Nobody knows

**Technique:** [[gone]]
//- one.md
# AML.T0090: One

## Tactics

- [[impact|Harm]]
//- two.md
# AML.T0091: Two

## Tactics

- [[staging]]
- [[impact]]
- [[staging]]
//- impact.md
# AML.TA0092: Impact
//- staging.md
# AML.TA0091: Staging
`;

checkHints('the tactics of a step behind its technique, unless it states one', STUDY);
checkHints('each kind has its switch: no names', STUDY.replaceAll('⟨One⟩', ''), { names: false, tactics: true });
checkHints('each kind has its switch: no tactics', STUDY.replace(/⟨(?!One)[^⟩]*⟩/g, ''), {
  names: true,
  tactics: false,
});

test('only hints in the stretch asked for, with pages to jump to', () => {
  const { book, texts } = fixture(STUDY.replace(/⟨[^⟩]*⟩/g, ''));
  const text = texts.get('s.md') ?? '';
  const page = pageOf(book.vault, 's.md');
  assert.ok(page);
  const start = text.indexOf('### Step 2');
  const hints = inlayHints(book, page, text, { start, end: text.indexOf('### Step 4') }, ALL);
  assert.deepEqual(hints, [
    {
      kind: 'tactic',
      offset: text.indexOf(' with'),
      parts: [{ text: 'Staging', page: 'staging.md' }, { text: ', ' }, { text: 'Impact', page: 'impact.md' }],
      tooltip: 'The tactics of AML.T0091: Two. A Tactic line would say which of them this step serves.',
    },
    {
      kind: 'name',
      offset: text.indexOf('AML.T0090', start) + 'AML.T0090'.length,
      parts: [{ text: 'One', page: 'one.md' }],
      tooltip: 'AML.T0090: One, in one.md.',
    },
  ]);
  const end = text.indexOf(' with');
  assert.equal(inlayHints(book, page, text, { start: end, end }, ALL).length, 1);
});

test('an ID that the vault has no page for says so', () => {
  const { book, texts } = fixture('\n//- a.md\nAML.T0021\n');
  const page = pageOf(book.vault, 'a.md');
  assert.ok(page);
  const [hint] = inlayHints(book, page, texts.get('a.md') ?? '', { start: 0, end: 10 }, ALL);
  assert.deepEqual(hint?.parts, [{ text: 'Establish Accounts' }]);
  assert.match(hint.tooltip, /^AML\.T0021: Establish Accounts, known from ATLAS .*; this vault has no page for it\.$/);
});
