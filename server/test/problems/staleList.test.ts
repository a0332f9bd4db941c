import { test } from 'node:test';
import { checkProblems } from '../checkProblems.ts';
import { page, study, TECHNIQUES } from './caseStudyText.ts';

const DOOR = 'techniques/open-door';

const technique = (body: string): string => page(DOOR, 'AML.T0901: Open Door', body);

const used = (label = 'AML.T0901: Open Door'): string =>
  study({ procedure: `## Procedure\n\n### Step 1: Open Door\n\n**Technique:** [[${DOOR}|${label}]]` });

const MITIGATION = page(
  'mitigations/lock',
  'AML.M0901: Lock',
  `## Techniques (1)\n\n- [[${DOOR}|AML.T0901: Open Door]] — A note.`,
);

const check = (...files: readonly string[]): void => checkProblems(files.join(''));

test('an entry is right whose page names the ID in the label of a link that leads elsewhere', () =>
  checkProblems(
    used('AML.T0902: Shut Door').replace('Step 1: Open Door', 'Step 1: Shut Door') +
      technique('') +
      page('techniques/shut-door', 'AML.T0902: Shut Door', '## Case Studies (1)\n\n- [[paper-mask]]'),
    { codes: ['stale-list'] },
  ));

test('a list that says what it derives from has no problem', () =>
  check(
    used(),
    MITIGATION,
    technique(
      '## Tactics (1)\n\n- [[tactics/impact|Impact]]\n\n## Mitigations (1)\n\n- [[mitigations/lock|Lock]] — A note.\n  - nested\n\n## Case Studies (1)\n\n- [[paper-mask]]',
    ),
    page(
      'tactics/impact',
      'AML.TA0011: Impact',
      `## Techniques (1)\n\nThese:\n\n- [[${DOOR}|AML.T0901]] — Open Door (feasible)`,
    ),
  ));

for (const [what, files] of Object.entries({
  'lacks a case study': [
    used(),
    technique("## Case Studies (0)\n// ^^^^^^^^^^^^^^^^ stale-list: lacks 'AML.CS0900: Paper Mask'"),
  ],
  'lacks a mitigation': [
    MITIGATION,
    page('mitigations/bolt', 'AML.M0902: Bolt', `## Techniques\n\n- [[${DOOR}]]`),
    technique("## Mitigations (1)\n// ^^^^^^^^^^^^^^^ stale-list: lacks 'AML.M0902: Bolt'\n\n- [[mitigations/lock]]"),
  ],
  'lacks a technique': [
    technique('## Tactics (1)\n\n- [[tactics/impact]]'),
    page(
      'tactics/impact',
      'AML.TA0011: Impact',
      "## Techniques (0)\n// ^^^^^^^^^^^^^^ stale-list: lacks 'AML.T0901: Open Door'",
    ),
  ],
  'names one too many': [
    study(),
    TECHNIQUES,
    technique(
      '## Case Studies (1)\n// ^^^^^^^^^^^^^^^^ stale-list: where no step has this technique\n\n- [[paper-mask]]',
    ),
  ],
  'names one twice': [
    used(),
    technique(
      '## Case Studies (2)\n// ^^^^^^^^^^^^^^^^ stale-list: more than once\n\n- [[paper-mask]]\n- [[studies/paper-mask|Mask]]',
    ),
  ],
  miscounts: [
    used(),
    technique('## Case Studies (4)\n// ^^^^^^^^^^^^^^^^ stale-list: says (4) but has 1 entry\n\n- [[paper-mask]]'),
  ],
  'miscounts what is written by hand': [
    technique('## Tactics (3)\n// ^^^^^^^^^^^ stale-list: says (3) but has 1 entry\n\n- [[tactics/impact]]'),
    page('tactics/impact', 'AML.TA0011: Impact'),
  ],
})) {
  test(`a list that ${what}`, () => check(...files));
}

test('a mislabelled link counts in no list', () =>
  check(
    used('AML.T0021: Establish Accounts').replace(
      ']]\n',
      ']]\n//                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ label-id-mismatch\n',
    ),
    technique('## Case Studies (0)'),
  ));

test('a broken entry stands for what is missing, and has the only problem', () =>
  check(used(), technique('## Case Studies (1)\n\n- [[studies/old-name]]\n//  ^^^^^^^^^^^^^^^^ broken-link')));

test('a source with a broken link that is labelled with the ID is not denied', () =>
  check(
    study({
      procedure: `## Procedure

### Step 1: Open Door

**Technique:** [[techniques/moved|AML.T0901: Open Door]]
//               ^^^^^^^^^^^^^^^^ broken-link`,
    }),
    technique('## Case Studies (1)\n\n- [[paper-mask]]'),
  ));

test("a technique in a folder named after a tactic is that tactic's, unless it has tactics of its own", () =>
  check(
    page('techniques/impact/deep/flood', 'AML.T0902: Flood'),
    page('techniques/impact/drip', 'AML.T0903: Drip', '## Tactics (0)'),
    page(
      'tactics/impact',
      'AML.TA0011: Impact',
      "## Techniques (1)\n// ^^^^^^^^^^^^^^ stale-list: lacks 'AML.T0902: Flood'; it names 'AML.T0904: Other'\n\n- [[other]]",
    ),
    page(
      'other',
      'AML.T0904: Other',
      '## Tactics\n\n- [[tactics/none-of-these]]\n//  ^^^^^^^^^^^^^^^^^^^^^ broken-link',
    ),
  ));

for (const [what, body] of Object.entries({
  'a list of words': '## Case Studies\n\n- A door in Berlin\n- A door in Paris',
  prose: '## Case Studies\n\nNone is known.',
  'a query': '## Case Studies (1)\n\n```dataview\nLIST FROM "studies"\n```',
  'a table': '## Case Studies (1)\n\n| Study |\n| --- |\n| [[paper-mask]] |',
  'nested entries': '## Case Studies (1)\n\n- Doors\n  - [[paper-mask]]',
  'no list': 'Nothing.',
  'a list deeper down': '## Notes\n\n### Case Studies (7)\n\n- [[paper-mask]]',
})) {
  test(`another habit is no stale list: ${what}`, () => check(used(), technique(body)));
}

test('nor is a list of mitigations in a vault whose mitigations list no techniques', () =>
  check(
    page('mitigations/bolt', 'AML.M0902: Bolt'),
    technique('## Mitigations\n\n- [[mitigations/bolt]]\n- [[notes]]'),
    '\n//- notes.md\nx\n',
  ));
