import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packPage, releasePage } from '../../src/core/closedPage.ts';
import { values } from '../../src/core/layeredMap.ts';
import { problemsOf } from '../../src/problems/index.ts';
import { unknownId } from '../../src/problems/unknownId.ts';
import { fixture } from '../fixture.ts';
import { checkFix, checkRule, checkSilent } from './checkRule.ts';

describe('unknown-id, retired-id', () => {
  it('finds IDs that neither the catalogue nor a page has', () => {
    const [retired, unknown] = checkRule(
      unknownId,
      `
//- a.md
---
atlas: «AML.T0045»
---
🦊 «AML.T9999», [x](/techniques/«AML.T9998») and [[note|«AML.T9997»: Some]]
//- note.md
`,
      ['retired-id', 'unknown-id', 'unknown-id', 'unknown-id'],
    );
    assert.match(retired?.message ?? '', /retired or never assigned/);
    assert.match(unknown?.message ?? '', /AML\.T9999/);
  });

  it('is silent on known IDs, those of other prefixes, in code, and in links that have another problem', () => {
    checkSilent(
      unknownId,
      `
//- a.md
AML.T0021, AML.TA0003, AML.M0015, AML.CS0000, AML.T9000, OTHER.T9999, T1566 \`AML.T9999\` [[gone|AML.T9999: X]]
[[own|AML.T9998: X]] [x](https://example.org/AML.T9999)
//- own.md
# AML.T9000: Our own

## Metadata

- **Technique ID:** AML.T9000
`,
    );
  });

  it('says the same of a closed page when its lists are made anew', () => {
    const { book } = fixture('\n//- a.md\n[[gone|AML.T9999: X]]\n');
    const [a] = [...values(book.vault.pages)];
    assert.ok(a);
    const closed = packPage(a);
    const before = problemsOf(book, closed);
    releasePage(closed);
    assert.deepEqual(problemsOf(book, closed), before);
  });

  it('leaves what a page says of itself to the rules on its own ID', () => {
    checkSilent(unknownId, '\n//- a.md\n---\ntitle: "AML.T9000: A"\n---\n\n# AML.T9001: A\n');
  });

  it('offers the ID of the name beside it, then IDs one slip away', () => {
    checkFix({
      rule: unknownId,
      vault: '\n//- a.md\n🦊 [Establish Accounts](/techniques/AML.T9998)\n',
      preferred: true,
      after: '🦊 [Establish Accounts](/techniques/AML.T0021)\n',
    });
    checkFix({
      rule: unknownId,
      vault: '\n//- a.md\nAML.TA9003\n',
      title: 'TA0003',
      after: 'AML.TA0003\n',
      preferred: false,
    });
  });

  it('changes only the ID in a label, and knows the IDs of pages', () => {
    const pages = '//- note.md\n//- lock.md\n# AML.M0901: Lock\n//- bolt.md\n# AML.M0950: Bolt\n';
    for (const [before, after, preferred] of [
      ['🦊 [[note| AML.T9998: Establish Accounts ]]', '🦊 [[note|AML.T0021: Establish Accounts]]', true],
      ['[[note|AML.M9000: Lock]]', '[[note|AML.M0901: Lock]]', true],
      ['See AML.M0991.', 'See AML.M0901.', false],
      ['| a |\n| - |\n| [[note\\|AML.M0957: Locks]] |', '| a |\n| - |\n| [[note\\|AML.M0950: Locks]] |', false],
    ] as const)
      checkFix({ rule: unknownId, vault: `\n//- a.md\n${before}\n${pages}`, after: `${after}\n`, preferred });
  });
});
