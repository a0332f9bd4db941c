import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../src/core/vault.ts';
import type { SemanticToken } from '../src/features/semanticTokens.ts';
import { semanticTokens } from '../src/features/semanticTokens.ts';
import { fixture } from './fixture.ts';

/** The tokens of the first file of a literal, which marks each: `[[⟨technique:erode⟩]]`, a broken one `⟨note!:gone⟩`. */
const checkTokens = (name: string, literal: string): void => {
  for (const [ends, text] of [
    ['', literal],
    [', in CRLF', literal.replace(/^(?!\/\/|$)(.*)$/gm, '$1\r')],
    [', behind characters of two units', literal.replace(/^(?=.*⟨)(?![|]|\w+:)/gm, '𝒜 ')],
  ] as const) {
    test(name + ends, () => {
      const { book, texts } = fixture(text.replace(/⟨\w+!?:|⟩/g, ''));
      const [path = '', source = ''] = [...texts][0] ?? [];
      const page = pageOf(book.vault, path);
      assert.ok(page);
      const tokens = semanticTokens(book, page);
      assert.equal(shown(source, tokens), text.split(/^\/\/- .*\n/m)[1]);
      for (const token of tokens) {
        const end = { start: token.end - 1, end: token.end };
        assert.deepEqual(semanticTokens(book, page, token), [token], 'only those asked for');
        assert.deepEqual(semanticTokens(book, page, end), [token], 'also if only their end is');
      }
    });
  }
};

const shown = (text: string, tokens: readonly SemanticToken[]): string => {
  let result = '';
  let at = 0;
  for (const { start, end, kind, broken } of tokens) {
    result += `${text.slice(at, start)}⟨${kind}${broken ? '!' : ''}:${text.slice(start, end)}⟩`;
    at = end;
  }
  return result + text.slice(at);
};

const PAGES = `
//- tactics/impact.md
# AML.TA0090: Impact
//- techniques/erode.md
---
title: "AML.T0090: Erode"
aliases: [Wear down]
---

## Deep end

Block ^key
//- techniques/impact/fine.md
# AML.T0091.000: Fine
//- mitigations/lock.md
# AML.M0090: Lock
//- studies/mask.md
# AML.CS0090: Mask
//- notes/n.md
# Note
//- pic.png
`;

checkTokens(
  'targets by the kind of their page',
  `
//- a.md
[[⟨tactic:tactics/impact⟩|Impact]] ![[⟨technique:erode⟩]] [[⟨technique:techniques/impact/fine.md⟩]]
- [[⟨mitigation:lock⟩]] and [[⟨caseStudy:mask⟩|x]], [[ ⟨note:notes/n⟩ ]] [x](notes/n.md) [[pic.png]] \\[[lock]]

| a [[⟨mitigation:lock⟩\\|b]] | [[⟨tactic:tactics/impact⟩]] |
| --- | --- |
| [[⟨note:n⟩\\|x]] | \`[[lock]]\` |
${PAGES}`,
);
checkTokens(
  'what is broken: no page, or only a folder; of the kind that it was surely meant to be',
  `
//- a.md
[[⟨note!:gone⟩]] [[⟨mitigation!:gone/x⟩|AML.M0099: Gone]] [[⟨technique!:techniques/impact⟩|AML.T0091: Parent]]
[[⟨tactic!:AML.TA0090⟩]] [[⟨technique!:Wear down⟩]] [[⟨caseStudy!:AML.CS0999⟩]] [[https://example.org/x]]
${PAGES}`,
);
checkTokens(
  'places in pages',
  `
//- a.md
# Here

[[⟨technique:erode⟩#⟨technique:Deep end⟩]] [[⟨technique:erode⟩#⟨technique:^key⟩|x]] [[⟨technique:erode⟩#⟨technique!:Gone⟩]]
[[#⟨note:here⟩]] [[#⟨note!:^gone⟩]] [[⟨note!:gone⟩#⟨note!:x⟩]] [[⟨technique:erode⟩#]] [[pic.png#x]]
${PAGES}`,
);
checkTokens(
  'bare IDs, of pages, of the catalogue, of nobody',
  `
//- a.md
⟨technique:AML.T0090⟩ ⟨tactic:AML.TA0090⟩, (⟨mitigation:AML.M0090⟩) ⟨caseStudy:AML.CS0090⟩; **⟨technique:AML.T0021⟩**
⟨technique!:AML.T9999⟩ \`AML.T0090\` [[⟨technique:erode⟩|AML.T0090]] [AML.T0090](/techniques/AML.T0090)
${PAGES}`,
);
checkTokens(
  'front matter',
  `
//- a.md
---
up: "[[⟨technique:erode⟩]]"
see: ⟨technique:AML.T0090⟩
---
text
${PAGES}`,
);
checkTokens('a page without any', `\n//- a.md\ntext [x](https://example.org) [[]] [[|x]]\n${PAGES}`);

test('no token lies over another, also where links stand in links', () => {
  const { book } = fixture(`\n//- a.md\n[[erode|x [[lock]] y]] AML.T0090 [a [[lock]] b](erode.md)\n${PAGES}`);
  const page = pageOf(book.vault, 'a.md');
  assert.ok(page);
  const tokens = semanticTokens(book, page);
  assert.ok(tokens.length > 1);
  tokens.forEach(({ start, end }, i) => assert.ok(start < end && start >= (tokens[i - 1]?.end ?? 0)));
});
