import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listChange } from '../../src/atlas/lists/listChange.ts';
import { atlasPage } from '../../src/atlas/atlasPage.ts';
import { pageOf } from '../../src/core/vault.ts';
import { staleList } from '../../src/problems/staleList.ts';
import { casebookOf, fixture } from '../fixture.ts';
import { checkFix, fixesIn } from './checkRule.ts';
import { page } from './caseStudyText.ts';

/** The page whose lists are rewritten: a technique, or with `tactic` a tactic. */
const technique = (body: string): string =>
  `//- t/open-door.md\n---\nid: open-door\ntitle: "AML.T0901: Open Door"\n---\n# AML.T0901: Open Door\n\n${body}\n`;

const tactic = (body: string): string =>
  `//- ta/entry.md\n---\nid: entry\ntitle: "AML.TA0901: Entry"\n---\n# AML.TA0901: Entry\n\n${body}\n`;

/** A case study of one step, which uses the technique. */
const used = (id: string, name: string): string =>
  page(
    `cs/${name.toLowerCase()}`,
    `AML.${id}: ${name}`,
    '## Procedure\n\n### Step 1: Open Door\n\n**Technique:** [[t/open-door|AML.T0901: Open Door]]',
  );

const STUDIES = [used('CS0901', 'Alder'), used('CS0902', 'Birch'), used('CS0903', 'Cedar')].join('');

/** A mitigation with this entry for the technique. */
const mitigation = (id: string, name: string, entry: string): string =>
  page(`m/${name.toLowerCase()}`, `AML.${id}: ${name}`, `## Techniques (1)\n\n${entry}`);

const OPEN = '[[t/open-door|AML.T0901: Open Door]]';

interface Row {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly others?: string;
  /** The case studies that use the technique; three of them unless said. */
  readonly studies?: string;
}

/** A case study that does not use it. */
const OTHER =
  page(
    'cs/other',
    'AML.CS0909: Other',
    '## Procedure\n\n### Step 1: Shut\n\n**Technique:** [[t/shut|AML.T0902: Shut]]',
  ) + page('t/shut', 'AML.T0902: Shut');

const rows: readonly Row[] = [
  {
    what: 'adds what is missing where the IDs want it, in the shape of its neighbours',
    before: '## Case Studies (1)\n\n- [[cs/birch|Birch]]\n\n## Notes',
    after: '## Case Studies (3)\n\n- [[cs/alder|Alder]]\n- [[cs/birch|Birch]]\n- [[cs/cedar|Cedar]]\n\n## Notes',
  },
  {
    what: 'keeps the bytes of what stays',
    before:
      '## Case Studies\n\n*  [[cs/alder|Our  *Alder*]]   \n   hard wrapped, with 🦊\n*  [[cs/cedar|Cedar]] (see below)\n\n   A paragraph.',
    after:
      '## Case Studies\n\n*  [[cs/alder|Our  *Alder*]]   \n   hard wrapped, with 🦊\n*  [[cs/birch|Birch]]\n*  [[cs/cedar|Cedar]] (see below)\n\n   A paragraph.',
  },
  {
    what: 'removes what does not belong, with all that is nested in it',
    before:
      '## Case Studies (4)\n\n- [[cs/alder|Alder]]\n- [[cs/other|Other]]\n  - nested\n\n  ```\n  code\n  ```\n- [[cs/birch|Birch]]\n- [[cs/cedar|Cedar]]',
    after: '## Case Studies (3)\n\n- [[cs/alder|Alder]]\n- [[cs/birch|Birch]]\n- [[cs/cedar|Cedar]]',
    others: OTHER,
  },
  {
    what: 'names a page once, with the entry that says most',
    before:
      '## Case Studies (4)\n\n- [[cs/alder|Alder]]\n- [[cs/birch|Birch]]\n- [[cs/alder|Alder]]: it began here.\n- [[cs/cedar|Cedar]]',
    after: '## Case Studies (3)\n\n- [[cs/birch|Birch]]\n- [[cs/alder|Alder]]: it began here.\n- [[cs/cedar|Cedar]]',
  },
  {
    what: 'does not sort what the author ordered otherwise, and adds at its end',
    before:
      '## Case Studies\n\n- [[cs/cedar|Cedar]]\n- [[cs/alder|Alder]]\n- [[cs/dogwood|Dogwood]]\n\nOthers may follow.',
    after:
      '## Case Studies\n\n- [[cs/cedar|Cedar]]\n- [[cs/alder|Alder]]\n- [[cs/dogwood|Dogwood]]\n- [[cs/birch|Birch]]\n\nOthers may follow.',
    others: used('CS0904', 'Dogwood'),
  },
  {
    what: 'goes on sorting by name where the list does',
    before: '## Case Studies\n\n- [[cs/birch|Birch]]\n- [[cs/zelkova|Zelkova]]\n',
    after:
      '## Case Studies\n\n- [[cs/alder|Alder]]\n- [[cs/birch|Birch]]\n- [[cs/cedar|Cedar]]\n- [[cs/zelkova|Zelkova]]\n',
    others: used('CS0900', 'Zelkova'),
  },
  {
    what: 'goes on sorting from the latest to the first',
    before: '## Case Studies\n\n- [[cs/cedar|AML.CS0903: Cedar]]\n- [[cs/alder|AML.CS0901: Alder]]\n',
    after:
      '## Case Studies\n\n- [[cs/cedar|AML.CS0903: Cedar]]\n- [[cs/birch|AML.CS0902: Birch]]\n- [[cs/alder|AML.CS0901: Alder]]\n',
  },
  {
    what: 'counts an ordered list on',
    before: '## Case Studies (2)\n\n1. [[cs/alder]]\n2. [[cs/cedar]]\n   - nested',
    after: '## Case Studies (3)\n\n1. [[cs/alder]]\n2. [[cs/birch]]\n3. [[cs/cedar]]\n   - nested',
  },
  {
    what: 'leaves an ordered list that counts itself',
    before: '## Case Studies\n\n1. [[cs/alder]]\n1. [[cs/cedar]]\n',
    after: '## Case Studies\n\n1. [[cs/alder]]\n1. [[cs/birch]]\n1. [[cs/cedar]]\n',
  },
  {
    what: 'keeps blank lines between entries, and boxes',
    before: '## Case Studies\n\n- [x] **[[cs/alder|AML.CS0901]]**\n\n- [ ] **[[cs/cedar|AML.CS0903]]**\n\n## Notes',
    after:
      '## Case Studies\n\n- [x] **[[cs/alder|AML.CS0901]]**\n\n- [ ] **[[cs/birch|AML.CS0902]]**\n\n- [ ] **[[cs/cedar|AML.CS0903]]**\n\n## Notes',
  },
  {
    what: 'writes markdown links where the list has such',
    before: '## Case Studies\n\n- [Alder](../cs/alder.md)\n- [Cedar](../cs/cedar.md)\n',
    after: '## Case Studies\n\n- [Alder](../cs/alder.md)\n- [Birch](../cs/birch.md)\n- [Cedar](../cs/cedar.md)\n',
  },
  {
    what: 'keeps entries without a link, and the quotation around a list',
    before: '## Case Studies\n\n> - [[cs/alder|Alder]]\n> - more to come\n',
    after:
      '## Case Studies\n\n> - [[cs/alder|Alder]]\n> - [[cs/birch|Birch]]\n> - [[cs/cedar|Cedar]]\n> - more to come\n',
  },
  {
    what: 'fills an empty section in the shape that other pages have',
    before: '## Case Studies (0)\n\nIn the order of their IDs:\n\n## Notes',
    after:
      '## Case Studies (3)\n\nIn the order of their IDs:\n\n+ see [[cs/alder|AML.CS0901 – Alder]]\n+ see [[cs/birch|AML.CS0902 – Birch]]\n+ see [[cs/cedar|AML.CS0903 – Cedar]]\n\n## Notes',
    others:
      page(
        't/shut',
        'AML.T0902: Shut',
        '## Case Studies (2)\n\n+ see [[cs/oak|AML.CS0911 – Oak]]\n+ see [[cs/pine|AML.CS0912 – Pine]]',
      ) +
      ['oak', 'pine']
        .map((name, i) =>
          page(
            `cs/${name}`,
            `AML.CS091${i + 1}: ${name === 'oak' ? 'Oak' : 'Pine'}`,
            '## Procedure\n\n### Step 1: Shut\n\n**Technique:** [[t/shut]]',
          ),
        )
        .join(''),
  },
  {
    what: 'fills an empty section at the end of a page',
    before: '## Case Studies (0)',
    after:
      '## Case Studies (3)\n\n- [[cs/alder|AML.CS0901: Alder]]\n- [[cs/birch|AML.CS0902: Birch]]\n- [[cs/cedar|AML.CS0903: Cedar]]',
  },
  {
    what: 'empties a list',
    before: '## Case Studies (1)\n\n- [[cs/other|Other]]\n\n## Notes',
    after: '## Case Studies (0)\n\n## Notes',
    studies: '',
    others: OTHER,
  },
  {
    what: 'empties a list at the end of a page',
    before: '## Case Studies (1)\n\n- [[cs/other|Other]]',
    after: '## Case Studies (0)',
    studies: '',
    others: OTHER,
  },
  {
    what: 'puts other entries in the place of all',
    before: 'Text.\n\n## Case Studies (1)\n\n1. [[cs/other|AML.CS0909: Other]]',
    after:
      'Text.\n\n## Case Studies (3)\n\n1. [[cs/alder|AML.CS0901: Alder]]\n2. [[cs/birch|AML.CS0902: Birch]]\n3. [[cs/cedar|AML.CS0903: Cedar]]',
    others: OTHER,
  },
  {
    what: 'lets a broken entry stand for what it may mean',
    before: '## Case Studies (2)\n\n- [[old/birch|Birch]]\n- [[cs/cedar|Cedar]]\n',
    after: '## Case Studies (3)\n\n- [[old/birch|Birch]]\n- [[cs/alder|Alder]]\n- [[cs/cedar|Cedar]]\n',
  },
  {
    what: 'goes on counting nested links where it did',
    before: '## Case Studies (3)\n\n- [[cs/alder|Alder]]\n  - [[notes]]\n- [[cs/birch|Birch]]\n',
    after: '## Case Studies (4)\n\n- [[cs/alder|Alder]]\n  - [[notes]]\n- [[cs/birch|Birch]]\n- [[cs/cedar|Cedar]]\n',
    others: '//- notes.md\nx\n',
  },
];

/** Holds a list to what it is after its fix, and the fix to leaving nothing to do. */
const checkList = (before: string, after: string, rest: string, holder: (body: string) => string): void => {
  const vault = `\n${holder(before)}${rest}`;
  checkFix({ rule: staleList, vault, after: textOf(holder(after)), preferred: true });
  for (const end of ['\n', '\r\n']) {
    const { texts } = fixture(`\n${holder(after)}${rest}`);
    const [first = ''] = texts.keys();
    const book = casebookOf(new Map([...texts].map(([path, text]) => [path, text.replaceAll('\n', end)])));
    const rewritten = pageOf(book.vault, first);
    assert.ok(rewritten);
    assert.deepEqual(staleList.check(book, rewritten), []);
    for (const list of atlasPage(rewritten).lists) assert.equal(listChange(book, rewritten, list), undefined);
  }
};

const textOf = (file: string): string => file.slice(file.indexOf('\n') + 1);

describe('a list of case studies', () => {
  for (const { what, before, after, others = '', studies = STUDIES } of rows)
    test(what, () => checkList(before, after, studies + others, technique));
});

describe('a list of mitigations', () => {
  for (const [what, { before, after, entries }] of Object.entries({
    'takes the note from the source, with what is nested in it': {
      before: '## Mitigations (1)\n\n- [[m/bolt|AML.M0902: Bolt]] — A bolt.',
      after:
        '## Mitigations (2)\n\n- [[m/lock|AML.M0901: Lock]] — Lock it:\n  - by day\n  - by night 🦊\n- [[m/bolt|AML.M0902: Bolt]] — A bolt.',
      entries: [`- ${OPEN} — Lock it:\n  - by day\n  - by night 🦊`, `- ${OPEN} — A bolt.`],
    },
    'writes the note behind its own separator, in its own indentation': {
      before: '## Mitigations\n\n1. [[m/bolt|Bolt]]: A bolt.',
      after: '## Mitigations\n\n1. [[m/lock|Lock]]: Lock it.\n\n   At night.\n2. [[m/bolt|Bolt]]: A bolt.',
      entries: [`- ${OPEN} — Lock it. ^lock\n\n  At night.`, `- ${OPEN} — A bolt.`],
    },
    'has none where its neighbours have none': {
      before: '## Mitigations\n\n- [[m/bolt|Bolt]]',
      after: '## Mitigations\n\n- [[m/lock|Lock]]\n- [[m/bolt|Bolt]]',
      entries: [`- ${OPEN} — Lock it.`, `- ${OPEN} — A bolt.`],
    },
    'says the name of one without a note where its neighbours do': {
      before: '## Mitigations\n\n- [[m/bolt|AML.M0902]] — Bolt',
      after: '## Mitigations\n\n- [[m/lock|AML.M0901]] — Lock\n- [[m/bolt|AML.M0902]] — Bolt',
      entries: [`- ${OPEN}`, `- ${OPEN}`],
    },
    'lets the links in a note lead where they led': {
      before: '## Mitigations (0)',
      after:
        '## Mitigations (1)\n\n- [[m/lock|AML.M0901: Lock]] — See [[m/lock#Keys|keys]] and [the bolt](../m/bolt.md) or [[m/bolt]].',
      entries: [`- ${OPEN} — See [[#Keys|keys]] and [the bolt](bolt.md) or [[./bolt]].\n\n## Keys`, '- none'],
    },
    'of a source that has a table takes no note': {
      before: '## Mitigations (0)',
      after: '## Mitigations (1)\n\n- [[m/lock|AML.M0901: Lock]]',
      entries: [`| T | Note |\n| --- | --- |\n| [[t/open-door]] | Lock it. |`, '- none'],
    },
  })) {
    const [lock = '', bolt = ''] = entries;
    test(what, () =>
      checkList(before, after, mitigation('M0901', 'Lock', lock) + mitigation('M0902', 'Bolt', bolt), technique),
    );
  }
});

describe('a list of techniques', () => {
  const entering = (id: string, name: string, maturity: string): string =>
    page(
      `t/${name.toLowerCase()}`,
      `AML.${id}: ${name}`,
      `## Metadata\n\n- **Maturity:** ${maturity}\n\n## Tactics (1)\n\n- [[ta/entry|Entry]]`,
    );
  const all =
    entering('T0901', 'Climb', 'feasible') + entering('T0901.000', 'Window', '') + entering('T0902', 'Dig', 'realized');
  test('repeats names and maturities behind the link, and drops what is not known', () =>
    checkList(
      '## Techniques (1)\n\nThese:\n\n- [[t/climb|AML.T0901]] — Climb (feasible)\n',
      '## Techniques (3)\n\nThese:\n\n- [[t/climb|AML.T0901]] — Climb (feasible)\n- [[t/window|AML.T0901.000]] — Window\n- [[t/dig|AML.T0902]] — Dig (realized)\n',
      all,
      tactic,
    ));
  test('repeats no words that only one entry has', () =>
    checkList(
      '## Techniques (1)\n\n- [[t/climb|AML.T0901]] — Climb, as a climber would\n',
      '## Techniques (3)\n\n- [[t/climb|AML.T0901]] — Climb, as a climber would\n- [[t/window|AML.T0901.000]] — Window\n- [[t/dig|AML.T0902]] — Dig\n',
      all,
      tactic,
    ));
});

test('the count of a list that is written by hand', () => {
  checkFix({
    rule: staleList,
    vault: `\n${technique('## Tactics (3)\n\n- [[ta/entry]]\n- others')}${page('ta/entry', 'AML.TA0901: Entry')}`,
    title: "Set the count of 'Tactics' to 2",
    after: textOf(technique('## Tactics (2)\n\n- [[ta/entry]]\n- others')),
  });
});

test('says what it adds and removes', () => {
  const { book } = fixture(`\n${technique('## Case Studies\n\n- [[cs/other]]')}${STUDIES}${OTHER}`);
  assert.deepEqual(
    fixesIn(staleList, book, 't/open-door.md').map(({ title, confidence }) => [title, confidence]),
    [
      [
        "Update 'Case Studies': add 'AML.CS0901: Alder', 'AML.CS0902: Birch', 'AML.CS0903: Cedar', remove 1 of 1",
        'likely',
      ],
    ],
  );
});

test('is certain only where it takes nothing away and others say what is added', () => {
  const confidenceOf = (section: string): string | undefined => {
    const { book } = fixture(`\n${technique(section)}${STUDIES}${OTHER}`);
    return fixesIn(staleList, book, 't/open-door.md')[0]?.confidence;
  };
  assert.equal(confidenceOf('## Case Studies (0)'), 'certain');
  assert.equal(confidenceOf('## Case Studies (1)\n\n- [[cs/other]]'), 'likely');
  assert.equal(confidenceOf('## Tactics (3)\n\n- [[tactics/one]]'), 'likely');
});

test('a text that has changed meanwhile is left alone', () => {
  const { book } = fixture(`\n${technique('## Case Studies (0)')}${STUDIES}`);
  const [fix] = fixesIn(staleList, book, 't/open-door.md');
  assert.deepEqual(fix?.make(() => 'Another text.').edits, []);
  assert.deepEqual(fix?.make(() => undefined).edits, []);
});
