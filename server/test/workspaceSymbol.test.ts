import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workspaceSymbols } from '../src/features/workspaceSymbol.ts';
import { casebookOf, fixture } from './fixture.ts';

const VAULT = fixture(`
//- techniques/resource/establish-accounts.md
---
aliases: [Sock puppets]
---

# AML.T0021: Establish Accounts
//- techniques/access/valid-accounts.md
# AML.T0012: Valid Accounts
//- case-studies/tay.md
# AML.CS0009: Tay 𝒜 Poisoning
//- notes/ideas.md
No heading.
`).book;

/** The names that a query finds, best first. */
const checkSymbols = (query: string, names: readonly string[]): void => {
  test(`the query '${query}'`, () => {
    assert.deepEqual(
      workspaceSymbols(VAULT, query).map(symbol => symbol.name),
      names,
    );
  });
};

checkSymbols('AML.T0021', ['AML.T0021: Establish Accounts']);
checkSymbols('t0021', ['AML.T0021: Establish Accounts']);
checkSymbols('accounts establish', ['AML.T0021: Establish Accounts']);
checkSymbols('ACCOUNTS', ['AML.T0012: Valid Accounts', 'AML.T0021: Establish Accounts']);
checkSymbols('𝒜 tay', ['AML.CS0009: Tay 𝒜 Poisoning']);
checkSymbols('puppets', ['AML.T0021: Establish Accounts (Sock puppets)']);
checkSymbols('resource', ['AML.T0021: Establish Accounts (resource/establish-accounts)']);
checkSymbols('notes/id', ['ideas (notes/ideas)']);
checkSymbols('puppets resource', [
  'AML.T0021: Establish Accounts (Sock puppets, techniques/resource/establish-accounts)',
]);
checkSymbols('nothing', []);
checkSymbols('x'.repeat(10_000), []);

test('a symbol has the kind and first heading of its page', () => {
  const [symbol] = workspaceSymbols(VAULT, 'tay');
  assert.deepEqual(symbol, {
    name: 'AML.CS0009: Tay 𝒜 Poisoning',
    kind: 'caseStudy',
    path: 'case-studies/tay.md',
    span: { start: 2, end: 2 + 'AML.CS0009: Tay 𝒜 Poisoning'.length },
  });
});

test('beside a technique stand tactic and maturity, here of the catalogue', () => {
  const [symbol] = workspaceSymbols(VAULT, 'AML.T0021');
  assert.equal(symbol?.container, 'Resource Development · realized');
});

test('at most 200 symbols, and all pages for an empty query', () => {
  const pages = new Map(Array.from({ length: 250 }, (_, i) => [`p${i}.md`, `# Page ${i}\n`]));
  assert.equal(workspaceSymbols(casebookOf(pages), 'page').length, 200);
  assert.equal(workspaceSymbols(VAULT, '').length, 4);
});
