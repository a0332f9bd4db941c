import tseslint from 'typescript-eslint';

/** Which folders a part of the server must not import (ARCHITECTURE.md: imports go one way). */
const forbidden = {
  core: ['atlas', 'features', 'problems', 'lsp', 'files', 'main'],
  atlas: ['features', 'problems', 'lsp', 'files', 'main'],
  problems: ['features', 'lsp', 'files', 'main'],
  features: ['lsp', 'files', 'main'],
  lsp: ['files', 'main'],
  files: ['lsp', 'main'],
};

/** The parts that run anywhere and know neither the editor nor a YAML library. */
const pure = ['core', 'atlas', 'problems', 'features'];

const restricted = (files, pattern, message) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ ...pattern, message }] }] },
});

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export it by name.' };

/** What is said to the user is found by translators only as a literal in `l10n.t`. */
const translatable = [
  {
    selector:
      'CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/][arguments.0.type=/Literal$/]',
    message: "Say it through l10n.t('…').",
  },
  {
    selector:
      'CallExpression[callee.property.name="t"][callee.object.type="Identifier"][callee.object.name="l10n"][arguments.0.type!="Literal"]',
    message: 'Give l10n.t a literal; values go behind it, into {0}.',
  },
  {
    selector:
      'CallExpression[callee.property.name="t"][callee.object.property.name="l10n"][arguments.0.type!="Literal"]',
    message: 'Give l10n.t a literal; values go behind it, into {0}.',
  },
];

const outside = ['vscode*', 'node:*', 'gray-matter', 'yaml'];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'out', '.vscode-test', 'bench/.generated', 'examples'] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    files: ['client/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...translatable] },
  },
  ...Object.entries(forbidden).map(([part, folders]) =>
    restricted(
      [`server/src/${part}/**/*.ts`],
      {
        group: [
          ...folders.map(folder => `**/${folder}/**`),
          ...(pure.includes(part) ? [...outside, '**/session.ts', '**/frontMatter.ts'] : []),
        ],
      },
      `Imports go one way; ARCHITECTURE.md says what ${part} must not know.`,
    ),
  ),
  restricted(
    ['server/src/session.ts'],
    { group: [...outside, '**/lsp/**', '**/files/**', '**/main/**', '**/frontMatter.ts'] },
    'The session is pure; see ARCHITECTURE.md.',
  ),
  restricted(
    ['client/webview/**/*.ts'],
    { group: ['vscode', '**/client/src/**', '../../src/**'] },
    'A webview knows messages, not the editor.',
  ),
  restricted(
    ['client/src/**/*.ts', 'client/webview/**/*.ts'],
    { regex: 'server/src/(?!lsp/protocol)' },
    'Of the server only lsp/protocol.ts.',
  ),
);
