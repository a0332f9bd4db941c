import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse } from './parse.ts';
import { runs } from './runs.ts';

// Holds the parser's idea of what is prose and what is code or HTML to markdown-it's, by marker words put anywhere.

const md = new MarkdownIt({ html: true });

const MARKER = /zq\d+q/g;

/** The markers that markdown-it leaves in text. */
const proseByMarkdownIt = (text: string): string[] => {
  const found: string[] = [];
  for (const token of md.parse(text, {})) {
    for (const child of token.type === 'inline' ? (token.children ?? []) : []) {
      const content = child.type === 'text' || child.type === 'image' ? child.content : '';
      for (const [marker] of content.matchAll(MARKER)) found.push(marker);
    }
  }
  return found.sort();
};

/** The markers that are outside of what the parser calls inert. */
const proseByUs = (text: string): string[] => {
  const { inert } = parse('page.md', text);
  return [...text.matchAll(MARKER)]
    .filter(({ index }) => !inert.some(span => span.start <= index && index < span.end))
    .map(([marker]) => marker)
    .sort();
};

const checkSame = (text: string): void => {
  assert.equal(proseByUs(text).join(), proseByMarkdownIt(text).join(), JSON.stringify(text));
};

/** Line starts and inline pieces that make trouble; `M` becomes a marker of its own. */
const STARTS = [
  '',
  '',
  '',
  '> ',
  '>',
  '- ',
  '* ',
  '+ ',
  '1. ',
  '2) ',
  '10. ',
  '  ',
  '    ',
  '     ',
  '\t',
  '- - ',
  '> - ',
  '- > ',
  '   - ',
  '# ',
  '## ',
  '####### ',
  '```',
  '````',
  '~~~',
  '``` js',
  '---',
  '***',
  '===',
  '- ```',
  '> ```',
  '<div>',
  '</div>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<b>',
  '| a | b |',
  '|---|---|',
  '--|--',
  ':-:|-',
  '[r]: /url',
  '-',
  '1.',
  '<pre>',
];
const PIECES = [
  'M',
  'M',
  'M',
  'word',
  'a b',
  '`',
  '``',
  '`x`',
  '\\',
  '\\`',
  '<b>',
  '</b>',
  '<a href="x">',
  '<!-- ',
  ' -->',
  '|',
  '\\|',
  '*',
  '**',
  '[t](u)',
  '![i](u)',
  '<http://x.y>',
  '[',
  ']',
  '<',
  '>',
  '    ',
  '\t',
  '&amp;',
  'é',
  '😀',
  '.',
  'x.Y',
];

const line = fc
  .tuple(fc.constantFrom(...STARTS), fc.constantFrom(...STARTS), fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }))
  .map(([first, second, pieces]) => first + second + pieces.join(''));
const page = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: line }, fc.constant('')), { maxLength: 14 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, eol]) => {
    let n = 0;
    return lines.join(eol).replaceAll('M', () => `zq${n++}q`);
  });

/**
 * Where markdown-it itself leaves CommonMark: lines far indented in or after block quotes (it counts their columns from
 * other places), and tables cut off by a list.
 */
const isQuirk = (text: string): boolean =>
  (/^[ \t]*(?:(?:[-+*]|\d+[.)])[ \t]+)*>/m.test(text) && /^ {4}|\t|^[^>]*> {5}/m.test(text)) || /\\\|/.test(text);

test('the parser and markdown-it agree on what is prose', () => {
  fc.assert(
    fc.property(
      page.filter(text => !isQuirk(text)),
      checkSame,
    ),
    runs(3000),
  );
});

const DATA = process.env['CASEBOOK_DATA'] ?? join(import.meta.dirname, '../../../shared/data');

test('the parser and markdown-it agree on real pages', { skip: !existsSync(DATA) && 'no real vault here' }, () => {
  const root = join(DATA, 'vault');
  for (const file of readdirSync(root, { recursive: true }).map(String)) {
    if (!file.endsWith('.md')) continue;
    const text = readFileSync(join(root, file), 'utf8').replace(/^---\r?\n[^]*?\n---\r?\n/, '');
    // A marker behind every word of three letters, where it cannot change the blocks.
    let n = 0;
    checkSame(text.replace(/(?<=\b[a-z]{3})(?= [a-z])/g, () => `zq${n++}q`));
  }
});
