import { atlasExtract } from '../src/atlas/extract.ts';
import type { Casebook, LinkStyle } from '../src/atlas/casebook.ts';
import { defaultCatalogue as catalogue } from '../src/atlas/defaultCatalogue.ts';
import type { Page } from '../src/core/page.ts';
import type { Span } from '../src/core/text.ts';
import { lineStartsOf } from '../src/core/text.ts';
import { applyChanges, emptyVault, pageOf } from '../src/core/vault.ts';
import { parse } from './parse.ts';

/** A stretch marked in a fixture: `«…»`, or a line `//  ^^^^ label` under it. */
export interface Mark {
  readonly path: string;
  readonly span: Span;
  readonly label: string;
}

export interface Fixture {
  readonly book: Casebook;
  readonly texts: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
  /** Where `$0` stood. */
  readonly cursor: { readonly page: Page; readonly text: string; readonly offset: number } | undefined;
}

/**
 * Reads a vault from one literal. `//- path` starts a file (a path that is not `.md` is an attachment); `$0` is the
 * cursor; `«…»` marks a span; a line of `//` and carets marks the columns above it, the text behind them is the label.
 * Markers are taken out of the texts. Without any `//-` line the whole literal is `page.md`.
 */
export const fixture = (
  literal: string,
  options: { linkStyle?: LinkStyle; linkStyleChosen?: boolean } = {},
): Fixture => {
  const texts = new Map<string, string>();
  const marks: Mark[] = [];
  let cursor: { path: string; offset: number } | undefined;
  for (const { path, body } of splitFiles(literal)) {
    const file = readMarkers(path, body);
    texts.set(path, file.text);
    marks.push(...file.marks);
    if (file.cursor !== undefined) cursor = { path, offset: file.cursor };
  }
  const book = casebookOf(texts, options);
  const page = cursor && pageOf(book.vault, cursor.path);
  return {
    book,
    texts,
    marks,
    cursor: page && cursor && { page, text: texts.get(cursor.path) ?? '', offset: cursor.offset },
  };
};

/** A casebook of these files, with the shipped catalogue. */
export const casebookOf = (
  texts: ReadonlyMap<string, string>,
  options: { linkStyle?: LinkStyle; linkStyleChosen?: boolean } = {},
): Casebook => {
  const { vault } = applyChanges(
    emptyVault(atlasExtract),
    [...texts].map(([path, text]) =>
      path.endsWith('.md') ? { kind: 'page' as const, page: parse(path, text) } : { kind: 'file' as const, path },
    ),
  );
  // As some moments after a start, when what bodies say is known.
  vault.bodies.get();
  return {
    vault,
    catalogue,
    linkStyle: options.linkStyle ?? 'full-path',
    linkStyleChosen: options.linkStyleChosen ?? false,
  };
};

const splitFiles = (literal: string): readonly { path: string; body: string }[] => {
  const parts = literal.replace(/^\n/, '').split(/^\/\/- (.+)\n/m);
  if (parts.length === 1) return [{ path: 'page.md', body: parts[0] ?? '' }];
  const files: { path: string; body: string }[] = [];
  for (let i = 1; i < parts.length; i += 2) files.push({ path: (parts[i] ?? '').trim(), body: parts[i + 1] ?? '' });
  return files;
};

const readMarkers = (path: string, body: string): { text: string; marks: Mark[]; cursor: number | undefined } => {
  const marks: Mark[] = [];
  const kept: string[] = [];
  const carets: { line: number; start: number; end: number; label: string }[] = [];
  for (const line of body.split('\n')) {
    const match = /^(\/\/ *)(\^+) ?(.*)$/.exec(line);
    if (match === null) kept.push(line);
    else {
      const start = match[1]?.length ?? 0;
      carets.push({ line: kept.length - 1, start, end: start + (match[2]?.length ?? 0), label: match[3] ?? '' });
    }
  }
  let text = '';
  let cursor: number | undefined;
  const open: number[] = [];
  for (const part of kept.join('\n').split(/(\$0|«|»)/)) {
    if (part === '$0') cursor = text.length;
    else if (part === '«') open.push(text.length);
    else if (part === '»') marks.push({ path, span: { start: open.pop() ?? 0, end: text.length }, label: '' });
    else text += part;
  }
  const starts = lineStartsOf(text);
  for (const { line, start, end, label } of carets) {
    const base = starts[line] ?? 0;
    marks.push({ path, span: { start: base + start, end: base + end }, label });
  }
  return { text, marks, cursor };
};
