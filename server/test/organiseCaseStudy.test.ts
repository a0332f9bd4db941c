import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { organiseCaseStudy } from '../src/features/organiseCaseStudy.ts';
import type { Refactor } from './checkRefactoring.ts';
import { checkRefactoring, checkRefusal } from './checkRefactoring.ts';
import { fixture } from './fixture.ts';
import type { StudyParts } from './problems/caseStudyText.ts';
import { METADATA, study } from './problems/caseStudyText.ts';

const organise: Refactor = (_, page) => organiseCaseStudy(page);
const check = (before: StudyParts, after: StudyParts): void =>
  checkRefactoring(organise, study(before), study(after), true);
const metadata = (text: string): StudyParts => ({ metadata: `## Metadata\n\n${text}` });
const references = (text: string): StudyParts => ({ references: `## References\n\n${text}` });

describe('organiseCaseStudy', () => {
  test('sorts the fields, each with what is nested in it and what followed it', () =>
    check(
      metadata(
        '- **Mood:** good\n- **Actor:** Students\n  - two of them\n- **Weather:** fine 🦊\n* **Type:** incident\n  wrapped\n- **Reporter:** Paper\n- **Target:** Camera\n- **Exercise Date:** 2024\n- **ID:** AML.CS0900\n\nText.',
      ),
      metadata(
        '- **Mood:** good\n- **ID:** AML.CS0900\n- **Exercise Date:** 2024\n* **Type:** incident\n  wrapped\n- **Target:** Camera\n- **Actor:** Students\n  - two of them\n- **Weather:** fine 🦊\n- **Reporter:** Paper\n\nText.',
      ),
    ));

  test('keeps blank lines where they are and a comment with the field that it speaks of', () =>
    check(
      metadata('- **Type:** incident\n\n<!-- atlas-disable-next-line -->\n- **ID:** AML.CS0900\n- **Target:** x'),
      metadata(
        '\n<!-- atlas-disable-next-line -->\n- **ID:** AML.CS0900\n\n- **Type:** incident\n- **Target:** x'.trimStart(),
      ),
    ));

  test('writes the date as ISO where it can only be read so', () => {
    check(metadata(METADATA.replace('2024-02-29', '29 February 2024')), metadata(METADATA));
    checkRefusal(organise, study(metadata(METADATA.replace('2024-02-29', '4/5/2024'))), /in order already/);
  });

  test('sorts the sections, each with those that followed it', () => {
    const moved = `## References\n\n1. [One](https://lab.example)\n\n## Appendix 🦊\n\nText.\n\n### Deep`;
    const steps = '## Procedure\n\n### Step 1: X\n\n```\n## Metadata\n```';
    checkRefactoring(
      organise,
      study({ metadata: '## Before\n\nText.', procedure: moved, references: `${steps}\n\n## Metadata\n\n${METADATA}` }),
      study({ metadata: '## Before\n\nText.', procedure: `## Metadata\n\n${METADATA}\n\n${steps}`, references: moved }),
      true,
    );
  });

  test('does all of it at once', () =>
    checkRefactoring(
      organise,
      study({
        metadata: `## References\n\n- [One](https://lab.example)\n- [Two](https://lab.example/2)`,
        procedure: '## Procedure\n\n### Step 1: X',
        references: '## Metadata\n\n- **Incident Date:** 16 April 2020\n- **ID:** AML.CS0900',
      }),
      study({
        metadata: '## Metadata\n\n- **ID:** AML.CS0900\n- **Incident Date:** 2020-04-16',
        procedure: '## Procedure\n\n### Step 1: X',
        references: `## References\n\n1. [One](https://lab.example)\n2. [Two](https://lab.example/2)`,
      }),
      true,
    ));

  test('numbers references; what is nested stays nested', () =>
    check(
      references(
        '- [One](https://lab.example)\n  More of it.\n\n  - nested\n\n      code\nlazy\n- [Two](https://lab.example)',
      ),
      references(
        '1. [One](https://lab.example)\n   More of it.\n\n   - nested\n\n       code\nlazy\n2. [Two](https://lab.example)',
      ),
    ));

  test('lets citations follow a number that only one reference had', () =>
    check(
      {
        heading: '# AML.CS0900: Paper Mask\n\nAs [4], [9] and [2] tell; see [[9]](https://lab.example), [8] and `[9]`.',
        ...references('4) [One](https://lab.example)\n9) [Two](https://lab.example)\n\n[8]: https://lab.example'),
      },
      {
        heading: '# AML.CS0900: Paper Mask\n\nAs [1], [2] and [2] tell; see [[9]](https://lab.example), [8] and `[9]`.',
        ...references('1) [One](https://lab.example)\n2) [Two](https://lab.example)\n\n[8]: https://lab.example'),
      },
    ));

  test('leaves citations of a list that counts itself', () =>
    check(
      {
        heading: '# AML.CS0900: Paper Mask\n\nAs [2] tells.',
        ...references(
          '1. [One](https://lab.example)\n1. [Two](https://lab.example)\n\n### More\n\n- [Three](https://lab.example)',
        ),
      },
      {
        heading: '# AML.CS0900: Paper Mask\n\nAs [2] tells.',
        ...references(
          '1. [One](https://lab.example)\n2. [Two](https://lab.example)\n\n### More\n\n- [Three](https://lab.example)',
        ),
      },
    ));

  for (const [what, text, reason] of [
    ['what is in order', study(), /in order already/],
    [
      'sections of several levels',
      study({ metadata: '## Procedure', procedure: `### Metadata\n\n${METADATA}` }),
      /in order already/,
    ],
    ['another page', '# AML.M0901: Lock\n\n## References\n\n- x', /no case study/],
  ] as const)
    test(`refuses ${what}`, () => checkRefusal(organise, text, reason));

  test('changes nothing where code that nobody closed would swallow the page', () => {
    const { book, texts } = fixture(
      study({ references: `## Metadata\n\n${METADATA}\n\n\`\`\`\nopen` }).replace(
        /## Metadata\n\n- \*\*ID[^]*?(?=## Procedure)/,
        '',
      ),
    );
    const page = [...book.vault.pages.base.values()][0];
    assert.ok(page);
    const plan = organiseCaseStudy(page);
    assert.ok(typeof plan !== 'string');
    assert.deepEqual(plan.make(id => texts.get(id)).edits, []);
  });
});
