import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../src/core/text.ts';
import { insertLink } from '../../src/features/commands/insertLink.ts';
import type { Choice } from '../../src/features/commands/techniques.ts';
import { findTechniques } from '../../src/features/commands/techniques.ts';
import { fixture } from '../fixture.ts';

const PAGES = `
//- t/alpha.md
---
title: "AML.T0090: Alpha"
---

# AML.T0090: Alpha

## Metadata

- **Maturity:** realized

## Tactics

- [[ta/impact]]
//- t/deep/alpha-beta.md
# AML.T0090.001: Beta
//- ta/impact.md
# AML.TA0011: Impact
//- alpha.md
# A note on alpha
`;

const ALPHA: Choice = { id: 'AML.T0090', path: 't/alpha.md' };

const answer = (before: string, choice: Choice, linkStyle: 'full-path' | 'relative' = 'full-path') => {
  const { book, cursor, marks } = fixture(`//- n/page.md\n${before}\n${PAGES}`, { linkStyle });
  assert.ok(cursor);
  const span = marks[0]?.span ?? { start: cursor.offset, end: cursor.offset };
  const found = insertLink(book, cursor.page, cursor.text, span, choice);
  if ('reason' in found) return found.reason;
  const after = applyEdits(cursor.text, found.edit.edits[0]?.edits ?? []);
  return `${after.slice(0, found.cursor)}$0${after.slice(found.cursor)}`.trimEnd();
};

/** Holds a page after the link to alpha is inserted to the text expected; in LF and CRLF files, and behind characters outside the BMP. */
const checkLink = (before: string, after: string, choice = ALPHA): void => {
  for (const vary of [
    (text: string) => text,
    (text: string) => text.replaceAll('\n', '\r\n'),
    (text: string) => `𝒜 🦊\n\n${text}`,
  ])
    assert.equal(answer(vary(before), choice), vary(after));
};

describe('insertLink', () => {
  it('writes the link in the style of the vault', () => {
    checkLink('See $0.', 'See [[t/alpha|AML.T0090: Alpha]]$0.');
    assert.equal(answer('See $0.', ALPHA, 'relative'), 'See [[../t/alpha|AML.T0090: Alpha]]$0.');
  });
  it('escapes the bar in a table', () =>
    checkLink('| a |\n| --- |\n| b $0 |', '| a |\n| --- |\n| b [[t/alpha\\|AML.T0090: Alpha]]$0 |'));
  it('labels it as the list does that it stands in', () =>
    checkLink('- [[ta/impact|Impact]]\n- $0', '- [[ta/impact|Impact]]\n- [[t/alpha|Alpha]]$0'));
  it('takes what is selected as its label', () => {
    checkLink('By «such a way »$0in.', 'By [[t/alpha|such a way]] $0in.');
    checkLink('| a |\n| --- |\n| «x \\| y»$0 |', '| a |\n| --- |\n| [[t/alpha\\|x \\| y]]$0 |');
  });
  it('ends a link that was begun', () => {
    checkLink('See [[alp$0 and', 'See [[t/alpha|AML.T0090: Alpha]]$0 and');
    checkLink('See [[alp|so$0', 'See [[t/alpha|so]]$0');
  });
  it('writes what only the catalogue has as text', () => {
    checkLink('See $0.', 'See AML.T0051: LLM Prompt Injection$0.', { id: 'AML.T0051' });
    checkLink('By «prompts»$0.', 'By prompts (AML.T0051)$0.', { id: 'AML.T0051' });
  });

  const refused: readonly (readonly [before: string, reason: RegExp])[] = [
    ['`co$0de`', /^Code/],
    ['```\nco$0de\n```', /^Code/],
    ['<!-- a$0 -->', /^Code and comments/],
    ['«a `b` c»$0', /^Code/],
    ['---\ntitle: $0x\n---\n', /front matter/],
    ['[[al$0pha]]', /inside of another/],
    ['[x]($0alpha.md)', /inside of another/],
    ['«a [[alpha]] b»$0', /inside of another/],
    ['**Technique:** [[{{path}}$0|{{label}}]]', /inside of another/],
    ['a \\$0', /backslash/],
    ['«a\nb»$0', /cannot be a label/],
    ['| a | b |\n| --- | --- |\n| «a | b»$0 |', /cannot be a label/],
    ['«see [1]»$0', /cannot be a label/],
  ];
  for (const [before, reason] of refused)
    it(`refuses ${JSON.stringify(before)}`, () => assert.match(answer(before, ALPHA), reason));
});

describe('findTechniques', () => {
  const { book } = fixture(PAGES);
  const found = (query: string) => findTechniques(book, query);

  it('finds techniques only, by words in any order', () => {
    assert.deepEqual(
      found('beta deep').map(({ label }) => label),
      ['AML.T0090.001 Beta'],
    );
    assert.deepEqual(found('alpha')[0], {
      id: 'AML.T0090',
      path: 't/alpha.md',
      label: 'AML.T0090 Alpha',
      description: 'Impact · realized',
    });
    assert.ok(found('alpha').every(({ id }) => id.startsWith('AML.T0')));
  });
  it('gives what only the catalogue has behind them, marked', () => {
    const [first] = found('injection prompt llm');
    assert.deepEqual([first?.id, first?.path], ['AML.T0051', undefined]);
    assert.match(first?.description ?? '', /^no page yet/);
  });
  it('lists all, those with a page first, where nothing is typed', () => {
    const all = found('');
    assert.deepEqual(
      all.slice(0, 3).map(({ path }) => path),
      ['t/alpha.md', 't/deep/alpha-beta.md', undefined],
    );
    assert.ok(all.length > 100 && all.length <= 200);
  });
});
