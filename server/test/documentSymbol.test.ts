import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageSymbol } from '../src/features/documentSymbol.ts';
import { documentSymbols } from '../src/features/documentSymbol.ts';
import { casebookOf } from './fixture.ts';
import { parse } from './parse.ts';

/** The outline of a page, a line a symbol: indentation, kind, text of the name's span, name and detail. */
const checkSymbols = (name: string, text: string, expected: string): void => {
  for (const page of [text, text.replaceAll('\n', '\r\n')]) {
    test(`${name}${page === text ? '' : ' (CRLF)'}`, () => {
      const show = (symbol: PageSymbol, depth: number, parent: PageSymbol | undefined): string => {
        const { span, nameSpan, kind, detail, children } = symbol;
        assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end, 'the name lies in the symbol');
        if (parent) assert.ok(parent.span.start <= span.start && span.end <= parent.span.end, 'children lie in it');
        const label = [kind, page.slice(nameSpan.start, nameSpan.end), '|', symbol.name, detail && `(${detail})`];
        const line = '  '.repeat(depth) + label.filter(Boolean).join(' ');
        return [line, ...children.map(child => show(child, depth + 1, symbol))].join('\n');
      };
      const found = documentSymbols(casebookOf(new Map()), parse('a.md', page));
      assert.equal(found.map(symbol => show(symbol, 0, undefined)).join('\n'), expected.trim());
    });
  }
};

checkSymbols(
  'a case study',
  `---
title: "AML.CS0001: 𝒜"
position: 7
tags: [a]
---

# AML.CS0001: 𝒜

## Metadata

- **ID:** AML.CS0001

## Procedure

### Step 1: **Accounts**

**Technique:** [[x/accounts|AML.T0021: Establish Accounts]]

### Step 2: Other

## References
`,
  `
metadata --- | Front matter
  metadata title | title (AML.CS0001: 𝒜)
  metadata position | position (7)
  metadata tags | tags
page AML.CS0001: 𝒜 | AML.CS0001: 𝒜
  section Metadata | Metadata
    metadata ID | ID (AML.CS0001)
  section Procedure | Procedure
    step Step 1: **Accounts** | Step 1: Accounts (AML.T0021: Establish Accounts)
    step Step 2: Other | Step 2: Other
  section References | References
`,
);
checkSymbols(
  'headings that skip levels, and an empty one',
  '### Deep\n\n## Up\n\n#### Down\n\n##\n',
  'section Deep | Deep\nsection Up | Up\n  section Down | Down\nsection  | ##'.replace('section  |', 'section |'),
);
checkSymbols('a page without headings', 'text\n', '');
