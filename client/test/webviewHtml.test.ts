import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newNonce, webviewHtml } from '../src/views/webviewHtml.ts';
import { escapeHtml } from '../src/escapeHtml.ts';

/** What pages would have to say to get out of where their words stand. */
const BREAKOUTS = [
  '</main><script>window.hacked = 1</script>',
  '"><img src=x onerror="window.hacked = 1">',
  "' onload='window.hacked = 1",
  '</title></style></textarea><svg onload=window.hacked=1>',
  '&quot;&#34;&lt;script&gt;',
  '<!-- --><base href="https://evil.example/">',
  '\u2028\u202e\u0000',
];

const documentOf = (words: string): string =>
  webviewHtml({
    title: words,
    language: words,
    script: words,
    style: words,
    source: words,
    nonce: words,
    data: { texts: { [words]: words } },
  });

const unescaped = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  );

describe('webviewHtml', () => {
  for (const words of BREAKOUTS) {
    it(`lets ${JSON.stringify(words)} out of no place`, () => {
      const html = documentOf(words);
      const tags = (text: string): readonly string[] => text.match(/<\/?[a-z!][a-z]*/gi) ?? [];
      assert.deepEqual(tags(html), tags(documentOf('harmless')));
      // As many quotes: an attribute ends where it ended before.
      assert.equal(html.match(/"/g)?.length, documentOf('harmless').match(/"/g)?.length);
    });

    it(`hands ${JSON.stringify(words)} to the script as it is`, () => {
      const [, written = ''] = /data-view="([^"]*)"/.exec(documentOf(words)) ?? [];
      assert.deepEqual(JSON.parse(unescaped(written)), { texts: { [words]: words } });
    });
  }

  it('runs one script, and loads nothing but what the extension and the workspace have', () => {
    const html = webviewHtml({
      title: 'T',
      language: 'en',
      script: 'https://res/view.js',
      style: 'https://res/view.css',
      source: 'https://res',
      nonce: 'abc',
      data: {},
    });
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    assert.equal(
      unescaped(policy),
      "default-src 'none'; img-src https://res data: blob:; style-src https://res; font-src https://res; script-src 'nonce-abc'",
    );
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<script'));
  });
});

describe('escapeHtml', () => {
  it('escapes what ends a text or an attribute', () =>
    assert.equal(escapeHtml(`<a b="c" d='e'>&amp;`), '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;'));
});

describe('newNonce', () => {
  it('is another each time, and long', () => {
    const nonces = new Set(Array.from({ length: 100 }, newNonce));
    assert.equal(nonces.size, 100);
    for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/);
  });
});
