import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../src/core/text.ts';
import type { InsertStepAnswer } from '../../src/features/commands/insertStep.ts';
import { insertStep } from '../../src/features/commands/insertStep.ts';
import type { Choice } from '../../src/features/commands/techniques.ts';
import { fixture } from '../fixture.ts';

const technique = (id: string, name: string, tactics: readonly string[] = []): string =>
  `---\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n\n## Tactics (${tactics.length})\n\n${tactics.map(tactic => `- [[ta/${tactic}]]\n`).join('')}`;

const PAGES = `
//- t/alpha.md
${technique('AML.T0090', 'Alpha', ['impact'])}
//- t/beta.md
${technique('AML.T0091', 'Beta', ['impact', 'execution'])}
//- ta/impact.md
# AML.TA0011: Impact
//- ta/execution.md
# AML.TA0005: Execution
`;

const STATED = '//- other.md\n# AML.CS0001: Other\n\n## Procedure\n\n### Step 1: X\n\n**Tactic:** [[ta/impact]]\n';

const ALPHA: Choice = { id: 'AML.T0090', path: 't/alpha.md' };
const BETA: Choice = { id: 'AML.T0091', path: 't/beta.md' };
const HEAD = '# AML.CS0090: Case\n\nWords.\n\n';

const answer = (before: string, choice: Choice, more = '', tactic?: Choice): InsertStepAnswer & { text?: string } => {
  const { book, cursor } = fixture(`//- case.md\n${before}\n${PAGES}${more}`);
  assert.ok(cursor);
  const found = insertStep(book, cursor.page, cursor.text, cursor.offset, choice, tactic);
  if (!('edit' in found)) return found;
  const own = found.edit.edits.find(({ page }) => page === 'case.md')?.edits ?? [];
  const after = applyEdits(cursor.text, own);
  return { ...found, text: `${after.slice(0, found.cursor)}$0${after.slice(found.cursor)}` };
};

interface StepCase {
  readonly before: string;
  readonly after: string;
  readonly choice?: Choice;
  readonly tactic?: Choice;
  /** Further pages. */
  readonly more?: string;
}

/** Holds a page after a step is inserted to the text expected; in LF and CRLF files, and behind characters outside the BMP. */
const checkStep = ({ before, after, choice = ALPHA, tactic, more = '' }: StepCase): void => {
  const variants: readonly ((text: string) => string)[] = [
    text => text,
    text => text.replaceAll('\n', '\r\n'),
    text => text.replace('Words.', 'Words 𝒜 🦊.'),
  ];
  for (const vary of variants) {
    const found = answer(vary(HEAD + before), choice, more, tactic);
    assert.equal(found.text?.trimEnd(), vary(HEAD + after).trimEnd(), JSON.stringify(found));
  }
};

const STEP_1 = '### Step 1: Beta\n\n**Technique:** [[t/beta|AML.T0091: Beta]]\n\nFirst.\n';

describe('insertStep', () => {
  it('puts the first step behind the heading', () =>
    checkStep({
      before: '## Procedure\n$0\n## References\n\n1. [A](https://a.b)\n',
      after:
        '## Procedure\n\n### Step 1: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n## References\n\n1. [A](https://a.b)\n',
    }));

  it('puts a step behind the last where the cursor is in none', () =>
    checkStep({
      before: `$0## Procedure\n\n${STEP_1}\n### Step 2: Beta\n\nSecond.  \n\n\n## References\n`,
      after: `## Procedure\n\n${STEP_1}\n### Step 2: Beta\n\nSecond.  \n\n### Step 3: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n\n## References\n`,
    }));

  it('puts a step behind the one with the cursor and counts on', () =>
    checkStep({
      before: `## Procedure\n\n${STEP_1}$0\n### Step 2: Beta\n\nSecond.\n\n### Step 3: Beta\n\nThird.\n`,
      after: `## Procedure\n\n${STEP_1}\n### Step 2: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n### Step 3: Beta\n\nSecond.\n\n### Step 4: Beta\n\nThird.\n`,
    }));

  it('lets links to the steps behind it follow, on other pages too', () => {
    const before = `## Procedure\n\n${STEP_1}$0\n### Step 2: Beta\n\nAs in [[#Step 2: Beta]].\n`;
    checkStep({
      before,
      after: `## Procedure\n\n${STEP_1}\n### Step 2: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n### Step 3: Beta\n\nAs in [[#Step 3: Beta]].\n`,
    });
    const found = answer(HEAD + before, ALPHA, '//- other.md\n🦊 [[case#Step 2: Beta|x]]\n');
    assert.deepEqual('edit' in found && found.edit.edits.find(({ page }) => page === 'other.md')?.edits, [
      { span: { start: 10, end: 22 }, newText: 'Step 3: Beta' },
    ]);
  });

  it('leaves a count alone that begins again', () =>
    checkStep({
      before: `## Procedure\n\n### Step 1: Beta$0\n\n### Step 2: Beta\n\n## Second Procedure\n\n### Step 1: Beta\n\n### Step 2: Beta\n`,
      after: `## Procedure\n\n### Step 1: Beta\n\n### Step 2: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n### Step 3: Beta\n\n## Second Procedure\n\n### Step 1: Beta\n\n### Step 2: Beta\n`,
    }));

  it('ends the page with a line break', () =>
    checkStep({
      before: `## Procedure\n\n${STEP_1.trimEnd()}$0`,
      after: `## Procedure\n\n${STEP_1}\n### Step 2: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n`,
    }));

  it('keeps an empty line to a heading that had none before it', () =>
    checkStep({
      before: '## Procedure\n\n### Step 1: Beta\nFirst.$0\n### Step 2: Beta\n',
      after:
        '## Procedure\n\n### Step 1: Beta\nFirst.\n\n### Step 2: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n### Step 3: Beta\n',
    }));

  it('writes heading and lines as the other steps do', () =>
    checkStep({
      before:
        '## Procedure\n\n#### STEP 1 – Beta$0\n\n- **Technique**: [[t/beta]]\n- **Tactic**: [[ta/impact]]\n\nFirst.\n',
      after:
        '## Procedure\n\n#### STEP 1 – Beta\n\n- **Technique**: [[t/beta]]\n- **Tactic**: [[ta/impact]]\n\nFirst.\n\n#### STEP 2 – Alpha\n\n- **Technique**: [[t/alpha|AML.T0090: Alpha]]\n- **Tactic**: [[ta/impact|AML.TA0011: Impact]]\n\n$0\n',
    }));

  it('goes behind the end of a fence, and writes nothing into one that is open', () => {
    const fence = '```sh\nls\n```\n';
    checkStep({
      before: `## Procedure\n\n${STEP_1}\n${fence}$0\n## References\n`,
      after: `## Procedure\n\n${STEP_1}\n${fence}\n### Step 2: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n## References\n`,
    });
    for (const open of ['```sh\nls\n', '~~~\n```\n', '<!-- later\n', '````\n```\n']) {
      const found = answer(`${HEAD}## Procedure\n\n${STEP_1}$0\n${open}`, ALPHA);
      assert.match('reason' in found ? found.reason : '', /not closed/, open);
    }
  });

  it('writes the section that is missing before the References', () =>
    checkStep({
      before: '## Metadata\n\n- **ID:** AML.CS0090\n\n## References\n$0',
      after:
        '## Metadata\n\n- **ID:** AML.CS0090\n\n## Procedure\n\n### Step 1: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n\n## References\n',
    }));

  it('writes what only the catalogue has as text', () =>
    checkStep({
      choice: { id: 'AML.T0051' },
      before: '## Procedure\n$0',
      after:
        '## Procedure\n\n### Step 1: LLM Prompt Injection\n\n**Technique:** AML.T0051: LLM Prompt Injection\n\n$0\n',
    }));

  it('asks for the tactic where the vault states tactics and there are several', () => {
    const before = `## Procedure\n$0`;
    const found = answer(HEAD + before, BETA, STATED);
    assert.deepEqual('tactics' in found && found.tactics.map(({ id, path, label }) => [id, path, label]), [
      ['AML.TA0011', 'ta/impact.md', 'AML.TA0011 Impact'],
      ['AML.TA0005', 'ta/execution.md', 'AML.TA0005 Execution'],
    ]);
    checkStep({
      before,
      choice: BETA,
      tactic: { id: 'AML.TA0005', path: 'ta/execution.md' },
      more: STATED,
      after:
        '## Procedure\n\n### Step 1: Beta\n\n**Technique:** [[t/beta|AML.T0091: Beta]]\n**Tactic:** [[ta/execution|AML.TA0005: Execution]]\n\n$0\n',
    });
    // One tactic needs no line, and no vault that states none needs any.
    checkStep({
      before,
      more: STATED,
      after: '## Procedure\n\n### Step 1: Alpha\n\n**Technique:** [[t/alpha|AML.T0090: Alpha]]\n\n$0\n',
    });
    checkStep({
      before,
      choice: BETA,
      after: '## Procedure\n\n### Step 1: Beta\n\n**Technique:** [[t/beta|AML.T0091: Beta]]\n\n$0\n',
    });
  });

  it('takes the tactics of a technique without a page from the catalogue', () => {
    const found = answer(`${HEAD}## Procedure\n$0`, { id: 'AML.T0012' }, STATED);
    const tactics = 'tactics' in found ? found.tactics : [];
    assert.ok(tactics.length > 1, JSON.stringify(found));
    assert.ok(tactics.every(({ id, label }) => /^AML\.TA\d{4}$/.test(id) && label.startsWith(`${id} `)));
  });

  it('refuses pages that are no case studies, and IDs that nobody has', () => {
    assert.deepEqual(answer('# Note\n$0', ALPHA), { reason: 'Only a case study has steps, and this page is none.' });
    assert.deepEqual(answer(`${HEAD}$0`, { id: 'AML.T9999' }), {
      reason: 'Neither this vault nor ATLAS has AML.T9999.',
    });
  });
});
