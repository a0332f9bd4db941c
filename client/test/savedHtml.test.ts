import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SavedPage } from '../webview/src/messages.ts';
import { dataAddress, savedHtml } from '../src/views/savedHtml.ts';

const PAGE: SavedPage = {
  title: 'AML.CS0001: </title><script>',
  parts: ['<h1>A</h1><p>before ', ' between ', ' behind</p>'],
  pictures: [
    { address: 'a.png', alt: 'A "picture"', width: '40' },
    { address: '../away.png', alt: '<b>away</b>' },
  ],
  variables: {
    '--vscode-foreground': '#123456',
    '--vscode-font-family': '"A & B", sans-serif',
    '--vscode-editor-font-family': 'x; } </style><script>alert(1)</script>',
    '--vscode-unused': '#ffffff',
  },
};

const STYLE =
  'body { color: var(--vscode-foreground); font-family: var(--vscode-font-family, var(--vscode-editor-font-family)); }';

const html = savedHtml(PAGE, { style: STYLE, language: 'de', pictures: ['data:image/png;base64,AAAA', undefined] });

describe('savedHtml', () => {
  it('gives values to the variables that the style sheet asks for, and to no others', () => {
    assert.match(
      html,
      /:root \{\n {2}--vscode-font-family: "A & B", sans-serif;\n {2}--vscode-foreground: #123456;\n\}/,
    );
    assert.doesNotMatch(html, /unused/);
  });

  it('puts pictures in as data, and what they are called where they cannot be had', () => {
    assert.match(
      html,
      /before <img src="data:image\/png;base64,AAAA" alt="A &quot;picture&quot;" width="40"> between &lt;b&gt;away&lt;\/b&gt; behind/,
    );
  });

  it('runs nothing and loads nothing, whatever titles and fonts are called', () => {
    assert.doesNotMatch(html, /<script|<link|src="(?!data:)|url\(/);
    assert.match(html, /default-src 'none'; img-src data:; style-src 'unsafe-inline'/);
    assert.match(html, /<title>AML\.CS0001: &lt;\/title&gt;&lt;script&gt;<\/title>/);
  });
});

describe('dataAddress', () => {
  it('knows pictures by their names', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i);
    assert.equal(dataAddress('/a/b.JPG', Uint8Array.of(255, 216)), 'data:image/jpeg;base64,/9g=');
    assert.equal(dataAddress('/a/b.svg', bytes), `data:image/svg+xml;base64,${Buffer.from(bytes).toString('base64')}`);
    for (const path of ['/home/me/.ssh/id_rsa', '/a/b.png.txt', '/a/constructor', '/a/x.__proto__'])
      assert.equal(dataAddress(path, bytes), undefined);
  });
});
