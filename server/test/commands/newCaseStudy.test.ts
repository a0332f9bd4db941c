import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { pageIdentity } from '../../src/atlas/pageIdentity.ts';
import type { CaseStudyDraft } from '../../src/features/commands/newCaseStudy.ts';
import { caseStudyFolder, draftProblem, newCaseStudy } from '../../src/features/commands/newCaseStudy.ts';
import { templateSnippet, templateText } from '../../src/features/commands/template.ts';
import { problemsOf } from '../../src/problems/index.ts';
import { pageOf } from '../../src/core/vault.ts';
import { casebookOf, fixture } from '../fixture.ts';

const study = (id: string, front = ''): string =>
  `---\ntitle: "${id}: Case"\ntype: case-study\n${front}---\n\n# ${id}: Case\n`;

const VAULT = `
//- studies/a.md
${study('AML.CS0090', 'sidebar_position: 4\n')}
//- studies/b.md
${study('AML.CS0093', 'sidebar_position: 2\n')}
//- other/c.md
${study('AML.CS0091')}
//- studies/Robot-Orders.md
# A note
`;

const DRAFT: CaseStudyDraft = {
  folder: 'studies',
  name: 'Menu Robot Orders Salt',
  type: 'exercise',
  date: '2025-03',
  target: 'A menu robot',
};

const made = (draft: Partial<CaseStudyDraft> = {}, vault = VAULT) => {
  const { book, texts } = fixture(vault);
  const page = newCaseStudy(book, { ...DRAFT, ...draft });
  assert.ok(!('reason' in page), JSON.stringify(page));
  return { ...page, text: templateText(page.template), snippet: templateSnippet(page.template), texts };
};

describe('newCaseStudy', () => {
  it('writes the page of design, with the next free ID and what the author said', () => {
    const { id, path, text, snippet } = made();
    assert.equal(id, 'AML.CS0094');
    assert.equal(path, 'studies/menu-robot-orders-salt.md');
    assert.equal(
      text,
      `---
id: menu-robot-orders-salt
title: "AML.CS0094: Menu Robot Orders Salt"
type: case-study
sidebar_position: 5
---

# AML.CS0094: Menu Robot Orders Salt

What happened, how, and what came of it.

## Metadata

- **ID:** AML.CS0094
- **Incident Date:** 2025-03
- **Type:** exercise
- **Target:** A menu robot
- **Actor:** Who did it

## Procedure

### Step 1: Technique

**Technique:** [[technique|AML.T0000: Technique]]

What was done in this step.

## References

1. [Title](https://example.org)
`,
    );
    assert.ok(snippet.includes('\n- **Target:** A menu robot\n- **Actor:** ${2:Who did it}\n'));
    assert.ok(
      snippet.includes('### Step 1: ${4:Technique}\n\n**Technique:** ${3:[[technique|AML.T0000: Technique]]}\n'),
    );
    assert.ok(snippet.endsWith('1. [${6:Title}](${7:https://example.org})\n$0'));
  });

  it('asks for the reporter of an incident, the target that is not said, and a tactic where the vault states tactics', () => {
    const tactics = '\n## Procedure\n\n### Step 1: X\n\n**Tactic:** [[t]]\n';
    const { snippet } = made(
      { type: 'incident', target: ' ' },
      `${VAULT}//- studies/d.md\n${study('AML.CS0001')}${tactics}`,
    );
    assert.ok(
      snippet.includes(
        '- **Target:** ${2:Who or what was attacked}\n- **Actor:** ${3:Who did it}${4:\n- **Reporter:** ${5:Who reported it}}\n',
      ),
      snippet,
    );
    assert.ok(
      snippet.includes(
        '${6:[[technique|AML.T0000: Technique]]}${7:\n**Tactic:** ${8:[[tactic|AML.TA0000: Tactic]]}}\n',
      ),
      snippet,
    );
  });

  it('has the lines of the snippet of a whole page', () => {
    const file = new URL('../../../snippets/atlas.json', import.meta.url);
    const snippets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { readonly body: readonly string[] }>;
    const skeleton = (text: string): readonly string[] =>
      text
        .split('\n')
        .map(
          line =>
            /^(?:[a-z]+:|#+ (?:Step 1)?|- \*\*[^*]+\*\*|\*\*[^*]+\*\*|\d+\.|---)/.exec(line.replace(/\}$/, ''))?.[0] ??
            '',
        )
        .filter(line => line !== '');
    assert.deepEqual(
      skeleton(made({ type: 'incident' }, '//- x.md\n# X\n').snippet),
      skeleton((snippets['ATLAS case study']?.body ?? []).join('\n')),
    );
  });

  for (const name of [
    'Say "no" to C:\\ $HOME and ${1:x} }',
    'Where the # ends #',
    '2024',
    '2024-05-06',
    'Null',
    'Ein Überfall – 𝒜 🦊 auf Café',
    'Costs: 5 % & more',
  ]) {
    it(`makes a page without problems of its own of ${name}`, () => {
      const { id, path, text, snippet, texts } = made({ name });
      const front = parseYaml(/^---\n(.*?)\n---/s.exec(text)?.[1] ?? '') as Record<string, unknown>;
      assert.equal(front['title'], `${id}: ${name}`);
      assert.equal(front['id'], /([^/]*)\.md$/.exec(path)?.[1]);
      const book = casebookOf(new Map([...texts, [path, text]]));
      const page = pageOf(book.vault, path);
      assert.ok(page);
      assert.deepEqual([pageIdentity(page).id, pageIdentity(page).name], [id, name]);
      // The placeholder of the link is all that is left to do.
      assert.deepEqual(
        problemsOf(book, page).map(({ code }) => code),
        ['broken-link'],
      );
      // A snippet says the same once its stops and escapes are read.
      const filled = snippet
        .replace(/\\([\\$}])/g, (_, c: string) => String.fromCharCode(0xe000 + c.charCodeAt(0)))
        .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
        .replace(/\$0$/, '')
        .replace(/[\ue000-\ue0ff]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xe000));
      assert.equal(filled, text);
    });
  }

  it('gives a sidebar position only where most of the folder have one', () => {
    assert.ok(!made({ folder: 'other' }).text.includes('sidebar_position'));
    assert.ok(!made({ folder: 'new/folder' }).text.includes('sidebar_position'));
  });

  it('refuses what cannot be', () => {
    const { book } = fixture(VAULT);
    assert.deepEqual(newCaseStudy(book, { ...DRAFT, date: '2025-02-30' }), {
      reason: "'2025-02-30' is not a day, month or year of the calendar.",
    });
  });
});

describe('draftProblem', () => {
  const { book } = fixture(VAULT);
  const cases: readonly (readonly [
    field: keyof CaseStudyDraft,
    draft: Partial<CaseStudyDraft>,
    reason: RegExp | undefined,
  ])[] = [
    ['name', { name: ' ' }, /needs a name/],
    ['name', { name: '!?' }, /a letter or a digit/],
    ['name', { name: 'AML.CS0005: Theft' }, /^Only the name/],
    ['name', { name: 'Robot orders!', folder: 'studies' }, /^'studies\/Robot-Orders.md' exists already\.$/],
    ['name', { name: 'Robot orders!', folder: 'other' }, undefined],
    ['name', { name: 'x'.repeat(252) }, undefined],
    ['name', { name: 'x'.repeat(253) }, /too long/],
    ['name', { name: '名'.repeat(85) }, /too long/],
    ['folder', { folder: 'a/b' }, undefined],
    ['folder', { folder: '' }, undefined],
    ['folder', { folder: '../a' }, /inside of the vault/],
    ['folder', { folder: 'a//b' }, /path from the vault's root/],
    ['folder', { folder: 'c:\\x' }, /path from the vault's root/],
    ['date', { date: '2024' }, undefined],
    ['date', { date: '2024-02-29' }, undefined],
    ['date', { date: '2023-02-29' }, /'2023-02-29' is not a day/],
    ['date', { date: '' }, /YYYY-MM-DD/],
    ['date', { date: '5 May 2024' }, /YYYY-MM-DD/],
    ['target', { target: '' }, undefined],
  ];
  for (const [field, draft, reason] of cases) {
    it(`${field} ${JSON.stringify(draft).slice(0, 60)}`, () => {
      const found = draftProblem(book, field, draft);
      if (reason === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', reason);
    });
  }
});

describe('caseStudyFolder', () => {
  it('is where most case studies are', () => assert.equal(caseStudyFolder(fixture(VAULT).book), 'studies'));
  it('is none where there are none', () => assert.equal(caseStudyFolder(fixture('//- a.md\n# A\n').book), undefined));
});
