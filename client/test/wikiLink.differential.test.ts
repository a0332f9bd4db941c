import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import type { Page } from '../../server/src/core/page.ts';
import { parsePage } from '../../server/src/core/parsePage.ts';
import { readFrontMatter } from '../../server/src/frontMatter.ts';
import type { WikiLink } from '../src/preview/wikiLink.ts';
import { previewPlugin } from '../src/preview/previewPlugin.ts';
import { ENGLISH } from './previewTexts.ts';

// Holds the preview's idea of what is a wiki-link to the server's, on every page of the sample vault.

const vault = new URL('../../examples/vault/', import.meta.url);
const md = previewPlugin(new MarkdownIt({ html: true }), () => 'outside', ENGLISH);

const inPreview = (text: string): readonly string[] => {
  const tokens = md.parse(text, {}).flatMap((token: Token) => token.children ?? []);
  const links = tokens.flatMap(token => (token.meta?.['link'] as WikiLink | undefined) ?? []);
  return links.map(({ raw, label, embed }) => `${embed ? '!' : ''}${raw} | ${label ?? ''}`);
};

const parse = (text: string): Page => parsePage('page.md', text, { readFrontMatter, mention: undefined });

const onServer = (text: string): readonly string[] =>
  parse(text)
    .links.filter(({ kind }) => kind === 'wiki' || kind === 'embed')
    .map(({ kind, target, fragment, label }) => {
      const raw = fragment === undefined ? target : `${target}#${fragment}`;
      return `${kind === 'embed' ? '!' : ''}${raw} | ${label ?? ''}`;
    });

/**
 * The page without front matter, which VS Code shows as a table; without comments in Obsidian's manner, which it shows as
 * text; and without faulty links, of which markdown has its own view.
 */
const comparable = (text: string): string => {
  const prose = text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/%%[\s\S]*?%%/g, '');
  return parse(prose).faults.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), prose);
};

test('preview and server see the same wiki-links', () => {
  const pages = globSync('**/*.md', { cwd: vault });
  assert.ok(pages.length > 50);
  for (const name of pages) {
    const text = comparable(readFileSync(new URL(encodeURI(name), vault), 'utf8'));
    assert.deepEqual(inPreview(text), onServer(text), name);
  }
});
