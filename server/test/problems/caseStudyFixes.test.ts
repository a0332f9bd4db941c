import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../src/core/text.ts';
import { metadataField } from '../../src/problems/metadataField.ts';
import { missingSection } from '../../src/problems/missingSection.ts';
import type { Rule } from '../../src/problems/problem.ts';
import { referenceFormat } from '../../src/problems/referenceFormat.ts';
import { stepNumbering } from '../../src/problems/stepNumbering.ts';
import { stepTactic } from '../../src/problems/stepTactic.ts';
import { stepTechnique } from '../../src/problems/stepTechnique.ts';
import { stepTitleMismatch } from '../../src/problems/stepTitleMismatch.ts';
import { uncitedNumber } from '../../src/problems/uncitedNumber.ts';
import { wrongKind } from '../../src/problems/wrongKind.ts';
import { fixture } from '../fixture.ts';
import type { StudyParts } from './caseStudyText.ts';
import { ACCOUNTS, METADATA, study, TECHNIQUES } from './caseStudyText.ts';
import { checkFix, fixesIn } from './checkRule.ts';

interface Row {
  readonly before: StudyParts;
  readonly after: StudyParts;
  readonly title?: string;
  /** Whether it is the best of its problem's fixes, and whether it is certain. */
  readonly preferred?: boolean;
  readonly certain?: boolean;
}

const PATH = 'studies/paper-mask.md';
const textOf = (parts: StudyParts): string => study(parts).replace(/^\n\/\/-.*\n/, '');

const checkRows = (rule: Rule, rows: Readonly<Record<string, Row>>): void => {
  for (const [what, { before, after, title = '', preferred = true, certain = false }] of Object.entries(rows)) {
    test(what, () => {
      const vault = study(before) + TECHNIQUES;
      checkFix({ rule, vault, title, after: textOf(after), preferred });
      const fix = fixesIn(rule, fixture(vault).book, PATH).find(each => each.title.includes(title));
      assert.equal(fix?.confidence === 'certain', certain);
    });
  }
};

const metadata = (...lines: readonly string[]): StudyParts => ({ metadata: ['## Metadata', '', ...lines].join('\n') });
const [ID = '', DATE = '', TYPE = '', TARGET = '', ACTOR = ''] = METADATA.split('\n');
const date = (value: string): StudyParts => metadata(ID, `- **Incident Date:** ${value}`, TYPE, TARGET, ACTOR);
const type = (value: string, ...more: readonly string[]): StudyParts =>
  metadata(ID, DATE, `- **Type:** ${value}`, TARGET, ACTOR, ...more);

describe('metadata-field', () => {
  checkRows(metadataField, {
    'inserts the ID': {
      before: metadata(DATE, TYPE, TARGET, ACTOR),
      after: metadata(ID, DATE, TYPE, TARGET, ACTOR),
      certain: true,
    },
    'inserts what is missing in its place, behind all of the field before it': {
      before: metadata(ID, '  - from the board', TARGET, '- **Weather:** 🦊'),
      after: metadata(
        ID,
        '  - from the board',
        '- **Incident Date:**',
        TYPE,
        TARGET,
        '- **Actor:**',
        '- **Weather:** 🦊',
      ),
      title: 'Type: incident',
      preferred: false,
    },
    'takes an incident for likely where there is a reporter': {
      before: metadata(ID, DATE, TARGET, ACTOR, '- **Reporter:** Campus paper'),
      after: metadata(ID, DATE, TYPE, TARGET, ACTOR, '- **Reporter:** Campus paper'),
    },
    'writes fields as the others are written': {
      before: metadata(
        '*  **ID**: AML.CS0900',
        '*  **Incident Date**: 2024',
        '*  **Type**: incident',
        '*  **Target**: Door',
      ),
      after: metadata(
        '*  **ID**: AML.CS0900',
        '*  **Incident Date**: 2024',
        '*  **Type**: incident',
        '*  **Target**: Door',
        '*  **Actor**:',
      ),
    },
    'fills an empty section': {
      before: { metadata: '## Metadata\nText.' },
      after: {
        metadata: `## Metadata\n\n${ID}\n- **Incident Date:**\n- **Type:** exercise\n- **Target:**\n- **Actor:**\n\nText.`,
      },
      title: 'Type: exercise',
      preferred: false,
    },
    'writes a readable date as ISO': { before: date('16 April 2020'), after: date('2020-04-16'), certain: true },
    'takes the marks around a date away': { before: date('*2020/4/16* '), after: date('2020-04-16 '), certain: true },
    'offers both dates where day and month may be either': {
      before: date('4/5/2020'),
      after: date('2020-04-05'),
      title: '2020-04-05',
      preferred: false,
    },
    'offers the month of a day that is none': {
      before: date('2023-02-30'),
      after: date('2023-02'),
      preferred: false,
    },
    'offers the date without what stands behind it': {
      before: date('2023-02-03 (reported)'),
      after: date('2023-02-03'),
      preferred: false,
    },
    'corrects a slip in the type': { before: type('Incidnet'), after: type('incident'), certain: true },
    'cuts the type out of more words': { before: type('red team exercise'), after: type('exercise') },
    'offers both types for another word': {
      before: type('drill'),
      after: type('exercise'),
      title: 'exercise',
      preferred: false,
    },
    'fills an empty type in': {
      before: metadata(ID, DATE, '- **Type:**', TARGET, ACTOR),
      after: type('exercise'),
      title: 'exercise',
      preferred: false,
    },
    'writes the own ID': {
      before: metadata('- **ID:** CS-9', DATE, TYPE, TARGET, ACTOR),
      after: metadata(ID, DATE, TYPE, TARGET, ACTOR),
      certain: true,
    },
    'removes the reporter of an exercise': {
      before: type('exercise', '- **Reporter:** Campus paper,', '  page 3', '- **Weather:** fine'),
      after: type('exercise', '- **Weather:** fine'),
    },
    'or makes it an incident': {
      before: type('exercise', '- **Reporter:** Campus paper'),
      after: type('incident', '- **Reporter:** Campus paper'),
      title: 'incident',
      preferred: false,
    },
  });

  test('takes date and type from the catalogue where the page is of its study', () => {
    const parts = {
      frontMatter: '---\nid: paper-mask\ntitle: "AML.CS0006: ClearviewAI Misconfiguration"\ntype: case-study\n---',
      heading: '# AML.CS0006: ClearviewAI Misconfiguration',
    };
    const { book } = fixture(study({ ...parts, ...metadata('- **ID:** AML.CS0006', TARGET, ACTOR) }));
    const [fix] = fixesIn(metadataField, book, PATH);
    assert.equal(fix?.title, "Insert 'Incident Date: 2020-04' and 'Type: incident'");
    assert.equal(fix?.confidence, 'likely');
  });

  test('knows no repair for a text that is still to be written', () => {
    const { book } = fixture(study(metadata(ID, DATE, TYPE, '- **Target:** TODO', ACTOR)));
    assert.deepEqual(fixesIn(metadataField, book, PATH), []);
  });
});

describe('missing-section', () => {
  const steps = '### Step 1: X\n\nText.';
  checkRows(missingSection, {
    'inserts Metadata behind the summary': {
      before: { metadata: '### A remark\n\nText.' },
      after: {
        metadata: `### A remark\n\nText.\n\n## Metadata\n\n${ID}\n- **Incident Date:**\n- **Type:**\n- **Target:**\n- **Actor:**`,
      },
    },
    'inserts Procedure behind Metadata, in the level of its siblings': {
      before: { metadata: `### Metadata\n\n${METADATA}`, procedure: '### Notes', references: '### References' },
      after: {
        metadata: `### Metadata\n\n${METADATA}`,
        procedure: '### Procedure\n\n### Notes',
        references: '### References',
      },
    },
    'inserts Procedure above the steps': {
      before: { heading: '# AML.CS0900: Paper Mask', procedure: steps },
      after: { heading: '# AML.CS0900: Paper Mask', procedure: `## Procedure\n\n${steps}` },
    },
    'inserts References at the end': {
      before: { references: '## Notes\n\nText.\n\n[1]: https://lab.example' },
      after: { references: '## Notes\n\nText.\n\n[1]: https://lab.example\n\n## References' },
    },
    'gives a section under another name its own': {
      before: { references: '## Sources\n\n1. x, see [[#Sources|above]]' },
      after: { references: '## References\n\n1. x, see [[#References|above]]' },
      title: "Rename the section 'Sources'",
    },
    'knows Metadata by its fields': {
      before: { metadata: `## Facts 🦊\n\n${METADATA}` },
      after: { metadata: `## Metadata\n\n${METADATA}` },
      title: "Rename the section 'Facts 🦊' to 'Metadata'",
    },
  });

  test('knows a procedure by its steps', () => {
    const { book } = fixture(study({ procedure: `## What happened\n\n${steps}` }));
    assert.deepEqual(
      fixesIn(missingSection, book, PATH).map(({ title, confidence }) => [title, confidence]),
      [
        ["Rename the section 'What happened' to 'Procedure'", 'likely'],
        ["Insert the section 'Procedure'", 'possible'],
      ],
    );
  });

  test('does not insert into code that nobody closed', () => {
    const literal = study({ references: '```\nx' });
    const { book, texts } = fixture(literal);
    const [fix] = fixesIn(missingSection, book, PATH);
    assert.deepEqual(fix?.make(id => texts.get(id)).edits, []);
  });
});

const EVADE = '**Technique:** [[techniques/evade-ai-model|AML.T0015: Evade AI Model]]';
const procedure = (text: string): StudyParts => ({ procedure: `## Procedure\n\n${text}` });
const steps = (before: string, after: string): { before: StudyParts; after: StudyParts } => ({
  before: procedure(before),
  after: procedure(after),
});

describe('step-numbering', () => {
  checkRows(stepNumbering, {
    'renumbers all, and links to the steps follow': {
      ...steps(
        '### Step 0: A\n\nSee [[#Step 4: C|later]] and [[paper-mask#step-4-c]].\n\n### Step 2 – B\n\n### Step 4: C',
        '### Step 1: A\n\nSee [[#Step 3: C|later]] and [[paper-mask#step-3-c]].\n\n### Step 2 – B\n\n### Step 3: C',
      ),
      certain: true,
    },
    'lets another heading begin again': {
      ...steps(
        '### One\n\n#### Step 1: A\n\n#### Step 1: B\n\n### Two\n\n#### Step 1: C\n\n#### Step 3: D',
        '### One\n\n#### Step 1: A\n\n#### Step 2: B\n\n### Two\n\n#### Step 1: C\n\n#### Step 2: D',
      ),
      certain: true,
    },
  });

  test('links from other pages follow, by the heading itself and by one below it', () => {
    const literal = `${study(procedure('### Step 2: A\n\n#### More'))}
//- notes.md
🦊 [[studies/paper-mask#Step 2: A]], [[studies/paper-mask#Step 2 A#More|x]], [[studies/paper-mask#Metadata]]
`;
    const { book, texts } = fixture(literal);
    const [fix] = fixesIn(stepNumbering, book, PATH);
    const edit = fix?.make(() => undefined).edits.find(each => each.page === 'notes.md');
    assert.equal(
      applyEdits(texts.get('notes.md') ?? '', edit?.edits ?? []).trim(),
      '🦊 [[studies/paper-mask#Step 1: A]], [[studies/paper-mask#Step 1 A#More|x]], [[studies/paper-mask#Metadata]]',
    );
  });
});

describe('step-technique', () => {
  checkRows(stepTechnique, {
    'inserts the technique that the heading names': steps(
      '### Step 1: Establish Accounts\nThey made accounts.',
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n\nThey made accounts.`,
    ),
    'as the last thing of the section': steps(
      '### Step 1: AML.T0021: Establish Accounts',
      `### Step 1: AML.T0021: Establish Accounts\n\n${ACCOUNTS}`,
    ),
    'above the Tactic line, as the other steps write it': steps(
      `### Step 1: Evade AI Model\n\n- ${EVADE.replace(':**', '**:')}\n\n### Step 2: Evade AI Model\n\n- **Tactic**: [[tactics/impact]]`,
      `### Step 1: Evade AI Model\n\n- ${EVADE.replace(':**', '**:')}\n\n### Step 2: Evade AI Model\n\n- ${EVADE.replace(':**', '**:')}\n- **Tactic**: [[tactics/impact]]`,
    ),
    'offers techniques of like names': {
      ...steps('### Step 1: Evading AI models', `### Step 1: Evading AI models\n\n${EVADE}`),
      title: 'Evade AI Model',
      preferred: false,
    },
    'writes the ID of a technique that has no page': steps(
      '### Step 1: Erode AI Model Integrity',
      '### Step 1: Erode AI Model Integrity\n\n**Technique:** AML.T0031: Erode AI Model Integrity',
    ),
    'fills an empty line': steps(
      '### Step 1: Establish Accounts\n\n**Technique:**',
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}`,
    ),
    'links what a line says in words, before what the heading says': steps(
      '### Step 1: Establish Accounts\n\n**Technique:** Evade *AI* Model',
      `### Step 1: Establish Accounts\n\n${EVADE}`,
    ),
    'makes a further line a step of its own': steps(
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n${EVADE}\n\nText.\n\n### Step 2: Evade AI Model\n\n${EVADE} [[#Step 2: Evade AI Model]]`,
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n\n### Step 2: Evade AI Model\n\n${EVADE}\n\nText.\n\n### Step 3: Evade AI Model\n\n${EVADE} [[#Step 3: Evade AI Model]]`,
    ),
    'or removes it': {
      ...steps(
        `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n${EVADE}\n\nText.`,
        `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n\nText.`,
      ),
      title: 'Remove',
      preferred: false,
    },
  });
});

describe('wrong-kind', () => {
  checkRows(wrongKind, {
    'links the technique that the step names, and says so': steps(
      '### Step 1: Evade AI Model\n\n**Technique:** [[tactics/impact|AML.TA0011: Impact]]',
      `### Step 1: Evade AI Model\n\n${EVADE}`,
    ),
    'in a markdown link': steps(
      '### Step 1: Evade AI Model\n\n**Technique:** [Impact](../tactics/impact.md)',
      '### Step 1: Evade AI Model\n\n**Technique:** [Evade AI Model](../techniques/evade-ai-model.md)',
    ),
    'offers techniques of like names': {
      ...steps(
        '### Step 1: Evading models\n\n**Technique:** [[tactics/impact#Notes|evade AI model]]',
        '### Step 1: Evading models\n\n**Technique:** [[techniques/evade-ai-model|evade AI model]]',
      ),
      title: 'Evade AI Model',
      preferred: false,
    },
    'links a tactic of the technique': {
      ...steps(
        `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n**Tactic:** [[techniques/evade-ai-model]]`,
        `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n**Tactic:** [[tactics/resource-development]]`,
      ),
    },
  });
});

describe('step-title-mismatch', () => {
  checkRows(stepTitleMismatch, {
    'gives the step the name of its technique, and links to it follow': steps(
      `### Step 1: Made accounts 🦊 ##\n\n${ACCOUNTS}\n\n[[#Step 1: Made accounts 🦊]] [[#step-1-made-accounts]]`,
      `### Step 1: Establish Accounts ##\n\n${ACCOUNTS}\n\n[[#Step 1: Establish Accounts]] [[#step-1-establish-accounts]]`,
    ),
    'gives a step without a name one': steps(
      `### Step 1\n\n${ACCOUNTS}`,
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}`,
    ),
    'or links the technique that the heading names': {
      ...steps(`### Step 1: Evade AI Model\n\n${ACCOUNTS}`, `### Step 1: Evade AI Model\n\n${EVADE}`),
      title: 'as the heading says',
      preferred: false,
    },
  });
});

describe('step-tactic', () => {
  checkRows(stepTactic, {
    'states one of the tactics instead': {
      ...steps(
        `### Step 1: Evade AI Model\n\n${EVADE}\n**Tactic:** [[tactics/resource-development|AML.TA0003: Resource Development]]`,
        `### Step 1: Evade AI Model\n\n${EVADE}\n**Tactic:** [[tactics/impact|AML.TA0011: Impact]]`,
      ),
      title: 'Impact',
      preferred: false,
    },
    'is sure of the only one': steps(
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n**Tactic:** [[tactics/impact]]`,
      `### Step 1: Establish Accounts\n\n${ACCOUNTS}\n**Tactic:** [[tactics/resource-development]]`,
    ),
    'inserts the line, as other steps have it': {
      ...steps(
        `### Step 1: Evade AI Model\n\n${EVADE}\n\nText.\n\n### Step 2: Evade AI Model\n\n${EVADE}\n**Tactic**: [[tactics/impact]]`,
        `### Step 1: Evade AI Model\n\n${EVADE}\n**Tactic**: [[tactics/initial-access|AML.TA0004: Initial Access]]\n\nText.\n\n### Step 2: Evade AI Model\n\n${EVADE}\n**Tactic**: [[tactics/impact]]`,
      ),
      title: "Insert the tactic 'AML.TA0004",
      preferred: false,
    },
  });
});

const references = (before: string, after: string): { before: StudyParts; after: StudyParts } => ({
  before: { references: `## References\n\n${before}` },
  after: { references: `## References\n\n${after}` },
});

describe('reference-format', () => {
  checkRows(referenceFormat, {
    'titles a bare address': references(
      '1. https://www.lab.example/a/door/?x=1#y',
      '1. [lab.example/a/door](https://www.lab.example/a/door/?x=1#y)',
    ),
    'keeps what stands behind it': references(
      '- <https://lab.example/door> (seen in 2024).\n- x',
      '- [lab.example/door](https://lab.example/door) (seen in 2024).\n- x',
    ),
    'makes the words before it the title': references(
      '1. Doe, J.: "The door [draft] 🦊", https://lab.example/door_(front).',
      '1. [Doe, J.: "The door \\[draft\\] 🦊"](https://lab.example/door_(front)).',
    ),
    'or those behind it': references(
      '* https://lab.example/door — How it opened',
      '* [How it opened](https://lab.example/door)',
    ),
    'takes an address out of its brackets': references(
      '1. How it opened (https://lab.example/door), page 3',
      '1. [How it opened](https://lab.example/door), page 3',
    ),
    'finds it on the next line': references(
      '1. How it\n   opened: www.lab.example/door\n\n   More.',
      '1. [How it\n   opened](https://www.lab.example/door)\n\n   More.',
    ),
    'gives a link without a title one': references(
      '1. [](https://lab.example/door)',
      '1. [lab.example/door](https://lab.example/door)',
    ),
    'mends a scheme': references('1. [One](htps:/lab.example)', '1. [One](https://lab.example)'),
    'adds a scheme': references('1. [One](lab.example/door)', '1. [One](https://lab.example/door)'),
  });

  test('knows no repair for a reference without an address', () => {
    for (const item of ['A talk', '[Four]()', '[Two](https://)', '[Three](paper.pdf)']) {
      const { book, texts } = fixture(study({ references: `## References\n\n1. ${item}` }));
      const edits = fixesIn(referenceFormat, book, PATH).flatMap(fix => fix.make(id => texts.get(id)).edits);
      assert.deepEqual(
        edits.flatMap(each => each.edits),
        [],
        item,
      );
    }
  });
});

describe('uncited-number', () => {
  const cited = (number: number, list: string): StudyParts => ({
    heading: `# AML.CS0900: Paper Mask\n\nAs told [${number}].`,
    references: `## References\n\n${list}`,
  });
  checkRows(uncitedNumber, {
    'adds the reference that would be the next': {
      before: cited(2, '1. [One](https://lab.example)\n   More.\n\nText.'),
      after: cited(2, '1. [One](https://lab.example)\n   More.\n2. [title](https://address)\n\nText.'),
    },
    'or the first': { before: cited(1, 'Text.'), after: cited(1, '1. [title](https://address)\n\nText.') },
    'takes the brackets off': {
      before: cited(7, '1. [One](https://lab.example)'),
      after: { ...cited(7, '1. [One](https://lab.example)'), heading: '# AML.CS0900: Paper Mask\n\nAs told 7.' },
      preferred: false,
    },
  });
});
