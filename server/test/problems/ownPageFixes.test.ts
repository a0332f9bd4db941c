import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { duplicateId } from '../../src/problems/duplicateId.ts';
import { idConflict } from '../../src/problems/idConflict.ts';
import type { Rule } from '../../src/problems/problem.ts';
import { slugMismatch } from '../../src/problems/slugMismatch.ts';
import { titleMismatch } from '../../src/problems/titleMismatch.ts';
import { fixture } from '../fixture.ts';
import { checkFix, fixesIn } from './checkRule.ts';

const titles = (rule: Rule, vault: string): readonly string[] => {
  const { book, texts } = fixture(vault);
  return fixesIn(rule, book, [...texts.keys()][0] ?? '').map(({ confidence, title }) => `${confidence} ${title}`);
};

const other = (label: string): string => `\n//- other.md\n---\ntitle: "${label}"\n---\n`;

describe('duplicate-id', () => {
  it('gives the page the next free ID wherever it states its own', () =>
    checkFix({
      rule: duplicateId,
      vault: `
//- lock.md
---
note: AML.M0950 🦊
title: "AML.M0950: Lock, not AML.M0950"
---

# **AML.M0950:** Lock

Not [[other|AML.M0950: Bolt]], AML.M0950.

## Metadata

- **Mitigation ID:** [AML.M0950](/mitigations/AML.M0950)
- **Created:** 2024-01-01
${other('AML.M0950: Bolt')}`,
      after: `---
note: AML.M0950 🦊
title: "AML.M0951: Lock, not AML.M0950"
---

# **AML.M0951:** Lock

Not [[other|AML.M0950: Bolt]], AML.M0950.

## Metadata

- **Mitigation ID:** [AML.M0951](/mitigations/AML.M0951)
- **Created:** 2024-01-01`,
      preferred: false,
    }));

  it('keeps prefix and parent', () => {
    const offers = (id: string): readonly string[] => titles(duplicateId, `//- a.md\n# ${id}: A\n${other(`${id}: B`)}`);
    assert.deepEqual(offers('X.T0003'), ['possible Give this page X.T0004, the next free ID']);
    assert.deepEqual(offers('AML.T0900.007'), ['possible Give this page AML.T0900.008, the next free ID']);
    assert.deepEqual(offers('AML.T9999'), []);
    // ATLAS goes on from .002.
    assert.deepEqual(offers('AML.T0051.001'), ['possible Give this page AML.T0051.003, the next free ID']);
  });

  it('prefers the ID of its name, and lets the page of the right name keep the ID', () => {
    const signing = other('AML.M0013: Code Signing');
    assert.deepEqual(titles(duplicateId, `//- a.md\n# AML.M0013: User Training\n${signing}`)[0], USER_TRAINING);
    assert.deepEqual(
      titles(duplicateId, `//- a.md\n# AML.M0013: My Lock\n${signing}`).map(title => title.split(' ')[0]),
      ['likely'],
    );
    assert.deepEqual(
      titles(duplicateId, `//- a.md\n# AML.M0013: Code Signing\n${other('AML.M0013: My Lock')}`).map(
        title => title.split(' ')[0],
      ),
      ['possible'],
    );
  });
});

const USER_TRAINING = 'likely Give this page AML.M0018, the ID of that name';

describe('id-conflict', () => {
  const VAULT = `
//- lock.md
---
title: 'AML.M0901: 🦊 Lock'
---

# AML.M0902: 🦊 Lock

## Metadata

- **Mitigation ID:** AML.M0902
`;

  it('makes every place state one of the IDs', () => {
    checkFix({
      rule: idConflict,
      vault: VAULT,
      title: 'AML.M0902',
      after: VAULT.replace('\n//- lock.md\n', '').replace('0901', '0902'),
      preferred: true,
    });
    checkFix({
      rule: idConflict,
      vault: VAULT,
      title: 'AML.M0901',
      after: VAULT.replace('\n//- lock.md\n', '').replaceAll('0902', '0901'),
      preferred: false,
    });
  });

  it('prefers the ID that most places state, the one of its name, and offers none that another page has', () => {
    assert.deepEqual(titles(idConflict, VAULT), [
      'likely Write AML.M0902 in all places',
      'possible Write AML.M0901 in all places',
    ]);
    assert.deepEqual(titles(idConflict, VAULT + other('AML.M0902: Bolt')), ['possible Write AML.M0901 in all places']);
    assert.deepEqual(titles(idConflict, '//- a.md\n---\ntitle: AML.M0014\n---\n# AML.M0013: Code Signing\n'), [
      'likely Write AML.M0013 in all places (Code Signing)',
      'possible Write AML.M0014 in all places (Verify AI Artifacts)',
    ]);
  });
});

describe('title-mismatch', () => {
  const cases: readonly {
    readonly name: string;
    readonly title: string;
    readonly heading: string;
    readonly choose: 'heading' | 'title';
    readonly after: readonly [title: string, heading: string];
  }[] = [
    {
      name: 'heading, with its ID and its anchor',
      title: '"AML.M0901: 🦊 Locked"',
      heading: 'AML.M0901:  Bolted {#bolt}',
      choose: 'heading',
      after: ['"AML.M0901: 🦊 Locked"', 'AML.M0901:  🦊 Locked {#bolt}'],
    },
    {
      name: 'heading without an ID',
      title: '"AML.M0901: Locked"',
      heading: 'Bolted',
      choose: 'heading',
      after: ['"AML.M0901: Locked"', 'Locked'],
    },
    {
      name: 'heading with marks',
      title: '"AML.M0901: Locked"',
      heading: '**AML.M0901: Bolted** {#b}',
      choose: 'heading',
      after: ['"AML.M0901: Locked"', 'AML.M0901: Locked {#b}'],
    },
    {
      name: 'title in double quotes',
      title: '"AML.M0901: Locked"',
      heading: 'AML.M0901: A \\"B\\" C',
      choose: 'title',
      after: ['"AML.M0901: A \\"B\\" C"', 'AML.M0901: A \\"B\\" C'],
    },
    {
      name: 'title in single quotes',
      title: "'AML.M0901: Locked'",
      heading: "AML.M0901: 🦊's “Bolt”",
      choose: 'title',
      after: ["'AML.M0901: 🦊''s “Bolt”'", "AML.M0901: 🦊's “Bolt”"],
    },
    {
      name: 'plain title',
      title: 'Locked',
      heading: 'AML.M0901: Bolted',
      choose: 'title',
      after: ['Bolted', 'AML.M0901: Bolted'],
    },
    {
      name: 'plain title that needs quotes then',
      title: 'Locked # comment',
      heading: 'AML.M0901: Bolted: shut',
      choose: 'title',
      after: ['"Bolted: shut" # comment', 'AML.M0901: Bolted: shut'],
    },
  ];
  for (const { name, title, heading, choose, after } of cases) {
    const text = (first: string, second: string): string =>
      `---\ntitle: ${first}\nid: lock\n---\n\n# ${second}\n\nText`;
    it(`mends the ${name}`, () =>
      checkFix({
        rule: titleMismatch,
        vault: `//- lock.md\n${text(title, heading)}`,
        title: `the ${choose}`,
        after: text(...after),
      }));
  }

  it('renames in the sidebar what was named so, and prefers the name that the catalogue gives', () => {
    const text = (name: string): string =>
      `---\ntitle: "AML.M0013: ${name}"\nsidebar_label: ${name}\n---\n\n# AML.M0013: Code Signing`;
    checkFix({
      rule: titleMismatch,
      vault: `//- lock.md\n${text('Signatures')}`,
      after: text('Code Signing'),
      preferred: true,
    });
    assert.deepEqual(
      titles(titleMismatch, '//- a.md\n---\ntitle: "AML.M0901: A"\nsidebar_label: A\n---\n# AML.M0901: B\n'),
      ["likely Make the heading say 'A'", "possible Make the title say 'B'"],
    );
  });

  it('leaves a title of several lines alone', () =>
    assert.deepEqual(titles(titleMismatch, '//- a.md\n---\ntitle: >-\n  AML.M0901:\n  A\n---\n# AML.M0901: B\n'), [
      "possible Make the heading say 'A'",
    ]));
});

describe('slug-mismatch', () => {
  for (const [id, path, after] of [
    ['bolt', 'doors/lock.md', 'lock'],
    ['"bolt" # note', 'doors/lock.md', '"lock" # note'],
    ["'🦊'", 'doors/It\u2019s a lock.md', "'It\u2019s a lock'"],
    ['bolt', 'doors/7.md', '"7"'],
    ['bolt', 'doors/a: b.md', '"a: b"'],
    ['bolt', 'doors/index.md', 'doors'],
    ['bolt', 'README.md', 'README'],
  ] as const) {
    it(`writes ${after}`, () =>
      checkFix({
        rule: slugMismatch,
        vault: `//- ${path}\n---\nid: ${id}\ntitle: "AML.M0901: Lock"\n---\n`,
        after: `---\nid: ${after}\ntitle: "AML.M0901: Lock"\n---`,
        preferred: true,
      }));
  }
});
