import { test } from 'node:test';
import { checkProblems } from '../checkProblems.ts';
import { ACCOUNTS, METADATA, page, study, TECHNIQUES } from './caseStudyText.ts';

const check = (...files: readonly string[]): void => checkProblems(files.join(''));

const EVADE = '**Technique:** [[techniques/evade-ai-model|AML.T0015: Evade AI Model]]';

test('a case study in the usual form has no problem', () => check(study(), TECHNIQUES));

test('so has one with CRLF line ends', () => {
  checkProblems(
    study()
      .replaceAll('\n', '\r\n')
      .replace(/^\r\n(\/\/- .*)\r\n/, '$1\n') + TECHNIQUES,
  );
});

test('missing-section names each section that is not there', () => {
  check(
    study({
      heading: `# AML.CS0900: Paper Mask
//^^^^^^^^^^^^^^^^^^^^^^^^ missing-section: Metadata
//^^^^^^^^^^^^^^^^^^^^^^^^ missing-section: Procedure
//^^^^^^^^^^^^^^^^^^^^^^^^ missing-section: References`,
      metadata: '',
      procedure: `### Step 2: No procedure, so no problem with its steps`,
      references: '',
    }),
  );
});

test('missing-section takes a section of another level, but no code', () => {
  check(
    study({
      heading: `# AML.CS0900: Paper Mask
//^^^^^^^^^^^^^^^^^^^^^^^^ missing-section: References`,
      metadata: `### Metadata\n\n${METADATA}`,
      references: '```\n## References\n```',
    }),
    TECHNIQUES,
  );
});

for (const [what, metadata] of Object.entries({
  'lists what is missing': `## Metadata
// ^^^^^^^^ metadata-field: Metadata lacks Incident Date, Actor.

- **ID:** AML.CS0900
- **Type:** exercise
- **Target:** Door camera`,
  'knows the calendar': `## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2023-02-30
//                   ^^^^^^^^^^ metadata-field: '2023-02-30' is not a day
- **Type:** incident
- **Target:** Door camera
- **Actor:** Students`,
  'wants a month of the year': `## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2023-13
//                   ^^^^^^^ metadata-field
- **Type:** incident
- **Target:** Door camera
- **Actor:** Students`,
  'wants dates in one form, without text that stands for one': `## Metadata

- **ID:** AML.CS0900
- **Incident Date:** YYYY-MM-DD
//                   ^^^^^^^^^^ metadata-field: YYYY, YYYY-MM or YYYY-MM-DD
- **Type:** incident
- **Target:** Door camera
- **Actor:** Students`,
  'wants no text behind the date': `## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2023-02-03 (reported)
//                   ^^^^^^^^^^^^^^^^^^^^^ metadata-field
- **Type:** incident
- **Target:** Door camera
- **Actor:** Students`,
  'knows two types': `## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2023
- **Type:** drill
//          ^^^^^ metadata-field: 'incident' or 'exercise'
- **Target:** Door camera
- **Actor:** Students`,
  'sees an ID that is none, and empty values': `## Metadata

- **ID:** CS-9
//        ^^^^ metadata-field: 'CS-9' is not an ATLAS ID
- **Incident Date:** 2023-05
- **Type:** incident
- **Target:**
//  ^^^^^^ metadata-field: Target is empty
- **Actor:** TODO
//           ^^^^ metadata-field`,
  'allows no reporter of an exercise': `## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2023
- **Type:** exercise
- **Target:** Door camera
- **Actor:** Students
- **Reporter:** Campus paper
//  ^^^^^^^^ metadata-field: exercise`,
  'allows one of an incident': `## Metadata\n\n${METADATA}\n- **Reporter:** Campus paper`,
  'takes other habits': `## Metadata

- **ID**: \`AML.CS0900\`
- **Incident Date:** [[2023-05-01]]
//                     ^^^^^^^^^^ broken-link
- **Type:** Incident
- **Target:** {{target}}
- **Actor:** Unknown`,
})) {
  test(`metadata-field ${what}`, () => check(study({ metadata }), TECHNIQUES));
}

const steps = (...headings: readonly string[]): string =>
  `## Procedure\n\n${headings.map(heading => `${heading}\n\n${ACCOUNTS}\n`).join('\n')}`;

for (const [what, procedure] of Object.entries({
  'is shown once, where a number is left out': steps(
    '### Step 1: Establish Accounts',
    '### Step 3: Establish Accounts\n//       ^ step-numbering: It must be 2.',
    '### Step 4: Establish Accounts',
  ),
  'wants the first to be 1': steps('### Step 0: Establish Accounts\n//       ^ step-numbering: instead of 1'),
  'sees a number that comes twice': steps(
    '### Step 1: Establish Accounts',
    '### Step 1: Establish Accounts\n//       ^ step-numbering',
  ),
  'may begin again under another heading': `## Procedure\n\n### First try\n\n#### Step 1: Establish Accounts\n\n${ACCOUNTS}\n\n### Second try\n\n#### Step 1 - Establish Accounts\n\n${ACCOUNTS}`,
})) {
  test(`step-numbering ${what}`, () => check(study({ procedure }), TECHNIQUES));
}

for (const [what, procedure] of Object.entries({
  'wants a line': `## Procedure

### Step 1: Establish Accounts
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ step-technique: no Technique line

They made accounts.`,
  'wants only one': `## Procedure

### Step 1: Establish Accounts

${ACCOUNTS}
**Technique:** [[techniques/evade-ai-model|AML.T0015: Evade AI Model]]
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ step-technique: already`,
  'wants it not to be empty': `## Procedure

### Step 1: Establish Accounts

**Technique:**
//^^^^^^^^^ step-technique: empty`,
  'wants more than words': `## Procedure

### Step 1: Establish Accounts

**Technique:** something with accounts
//             ^^^^^^^^^^^^^^^^^^^^^^^ step-technique: links no technique`,
  'takes an ID, a path of the ATLAS site and a placeholder': `## Procedure

### Step 1: Establish Accounts

**Technique:** AML.T0021

### Step 2: Establish Accounts

**Technique:** [Establish Accounts](/techniques/AML.T0021)

### Step 3: Establish Accounts

**Technique:** [[{{technique}}]]`,
  'leaves a broken link to its own problem': `## Procedure

### Step 1: Anything

**Technique:** [[techniques/unheard-of]]
//               ^^^^^^^^^^^^^^^^^^^^^ broken-link`,
  'leaves a malformed link to its own problem': `## Procedure

### Step 1: Anything

**Technique:** [[techniques/evade-ai-model
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-link`,
  'lets smaller headings have lines of their own': `## Procedure

### Step 1: Establish Accounts

${ACCOUNTS}

#### How it went on

${EVADE}`,
})) {
  test(`step-technique ${what}`, () => check(study({ procedure }), TECHNIQUES));
}

test('wrong-kind tells what the line links and what it needs', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Impact

**Technique:** [[tactics/impact|AML.TA0011: Impact]]
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-kind: is a tactic; this line needs a technique

### Step 2: Establish Accounts

${ACCOUNTS}
**Tactic:** [[techniques/evade-ai-model]]
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-kind: is a technique; this line needs a tactic

### Step 3: Scratch

**Technique:** [[notes/scratch]]
//             ^^^^^^^^^^^^^^^^^ wrong-kind: without an ATLAS ID`,
    }),
    TECHNIQUES,
    '\n//- notes/scratch.md\nNothing yet.\n',
  ));

test('a mislabelled link has no other problem, whatever its step says', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Anything at all

**Technique:** [[tactics/impact|AML.T0015: Evade AI Model]]
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^ label-id-mismatch
**Tactic:** [[tactics/initial-access|AML.TA0003: Resource Development]]
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ label-id-mismatch`,
    }),
    TECHNIQUES,
  ));

test('step-title-mismatch compares the heading with the name of the technique', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Made accounts
//          ^^^^^^^^^^^^^ step-title-mismatch: its technique 'Establish Accounts'

${ACCOUNTS}

### Step 2: AML.T0021: Establish Accounts

${ACCOUNTS}

### Step 3: establish **accounts**

${ACCOUNTS}

### Step 4
//  ^^^^^^ step-title-mismatch: has no name

${ACCOUNTS}

### Step 5: Create Accounts

[[techniques/evade-ai-model]] is not meant here.

**Technique:** [[techniques/resource-development/establish-accounts|AML.T0021: Create Accounts]]
//                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ label-name-mismatch

### Step 6: Phishing: Spearphishing

**Technique:** [[techniques/spearphishing]]`,
    }),
    TECHNIQUES,
    page('techniques/spearphishing', 'AML.T0052.000: Spearphishing', '## Tactics (0)'),
  ));

test('step-tactic wants one of the tactics of the technique', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Evade AI Model

${EVADE}
**Tactic:** [[tactics/impact]]

### Step 2: Evade AI Model

${EVADE}
**Tactic:** [[tactics/resource-development|AML.TA0003: Resource Development]]
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ step-tactic: is not one of the tactics

### Step 3: Evade AI Model

${EVADE}
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ step-tactic: 2 tactics

### Step 4: Establish Accounts

${ACCOUNTS}`,
    }),
    TECHNIQUES,
  ));

test('step-tactic wants no tactic in a vault that states none', () =>
  check(study({ procedure: `## Procedure\n\n### Step 1: Evade AI Model\n\n${EVADE}` }), TECHNIQUES));

test('step-tactic reads the tactic of a technique without such a section off its folder', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Denial of AI Service

**Technique:** [[denial-of-ai-service]]
**Tactic:** [[tactics/impact]]

### Step 2: Denial of AI Service

**Technique:** [[denial-of-ai-service]]
**Tactic:** [[tactics/initial-access]]
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^ step-tactic`,
    }),
    TECHNIQUES,
    page('techniques/impact/service/denial-of-ai-service', 'AML.T0029: Denial of AI Service'),
  ));

for (const [what, references] of Object.entries({
  'wants a title and an address': `## References

1. [How the door opened](https://lab.example/door), 2024
2. https://lab.example/door
// ^^^^^^^^^^^^^^^^^^^^^^^^ reference-format: [title](https://address)
3. A talk that nobody wrote down
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reference-format
4. [](https://lab.example/door)
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reference-format: no title`,
  'wants an address that can be opened': `## References

1. [One](htps:/lab.example)
//       ^^^^^^^^^^^^^^^^^ reference-format
2. [Two](https://)
//       ^^^^^^^^ reference-format: not a web address
3. [Three](lab.example/door)
//         ^^^^^^^^^^^^^^^^ reference-format: neither
4. [Four]()
// ^^^^^^^^ reference-format: no address
5. [Five](https://lab.example:8080/a_(b)?c=d#e)
6. [Six](<https://lab.example/with-brackets>)`,
  'takes stored papers, notes, other schemes and definitions': `## References

- [Paper](../files/paper.pdf#page=3)
- [[files/paper.pdf|Paper]]
- [DOI](doi:10.1000/182)
- [Door][1]

[1]: https://lab.example/door`,
})) {
  test(`reference-format ${what}`, () => check(study({ references }), TECHNIQUES, '\n//- files/paper.pdf\nx\n'));
}

test('reference-format does not take an unknown scheme with a single slash for an address', () =>
  check(
    study({
      references: '## References\n\n1. [One](https:/lab.example)\n//       ^^^^^^^^^^^^^^^^^^ reference-format',
    }),
    TECHNIQUES,
  ));

test('uncited-number looks for a reference or a definition', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Establish Accounts

${ACCOUNTS}

As told [1] and [3], and in detail [4], in [2019] and by [the owner][5], [[1]](https://lab.example).
//                                 ^^^ uncited-number: no reference 4
An array's \`x[9]\` is code.

[5]: https://lab.example/owner`,
      references: `## References

1. [One](https://lab.example/1)
1. [Two](https://lab.example/2)
1. [Three](https://lab.example/3)`,
    }),
    TECHNIQUES,
  ));

test('uncited-number takes references that bear their number in brackets', () =>
  check(
    study({
      heading: '# AML.CS0900: Paper Mask\n\nAs told [7].',
      references: '## References\n\n[7] Door opened by a mask. Campus paper.',
    }),
    TECHNIQUES,
  ));

test('on a note none of this is looked at', () =>
  check(`
//- notes/plan.md
# AML.CS0900 notes

## Metadata

- **Incident Date:** soon

### Step 7: Think

**Technique:** none

## References

1. nothing
`));
