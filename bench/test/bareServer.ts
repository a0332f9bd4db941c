// The least that answers what the benchmark asks: a server and a check that know full-path links and nothing else. It lets the
// benchmark's own tests run without the real server, and tells a fault of the benchmark from one of the server.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { listPages } from '../surveyVault.ts';
import type { Place } from '../surveyVault.ts';

interface FoundLink {
  readonly target: string;
  readonly start: number;
  readonly end: number;
}

const linksOf = (text: string): readonly FoundLink[] =>
  Array.from(text.matchAll(/\[\[([^\]|#\\\s]+)/g), match => {
    const target = match[1] ?? '';
    return { target: `${target}.md`, start: match.index + 2, end: match.index + 2 + target.length };
  });

const check = (dir: string): void => {
  const pages = new Set(listPages(dir));
  const broken = [...pages].flatMap(page =>
    linksOf(readFileSync(join(dir, page), 'utf8')).filter(link => link.target.includes('/') && !pages.has(link.target)),
  );
  console.log(JSON.stringify({ version: 1, counts: { 'broken-link': broken.length } }));
  process.exitCode = broken.length > 0 ? 1 : 0;
};

interface DocumentParams {
  readonly textDocument: { readonly uri: string; readonly version: number; readonly text: string };
  readonly contentChanges: Parameters<typeof TextDocument.update>[1];
  readonly position: Place;
}

const serve = (): void => {
  const connection = createMessageConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  const open = new Map<string, TextDocument>();
  let dir = '';
  let pages: readonly string[] = [];

  const documentOf = (uri: string): TextDocument => open.get(uri) ?? TextDocument.create(uri, 'markdown', 0, '');
  const isBroken = ({ target }: FoundLink): boolean => target.includes('/') && !existsSync(join(dir, target));
  const publish = (document: TextDocument): void => {
    const diagnostics = linksOf(document.getText())
      .filter(isBroken)
      .map(({ target, start, end }) => ({
        range: { start: document.positionAt(start), end: document.positionAt(end) },
        code: 'broken-link',
        message: `${target} is not there`,
      }));
    void connection.sendNotification('textDocument/publishDiagnostics', {
      uri: document.uri,
      version: document.version,
      diagnostics,
    });
  };
  const put = (document: TextDocument): void => {
    open.set(document.uri, document);
    publish(document);
  };
  const linkAt = ({ textDocument, position }: DocumentParams): FoundLink | undefined => {
    const document = documentOf(textDocument.uri);
    const offset = document.offsetAt(position);
    return linksOf(document.getText()).find(({ start, end }) => start <= offset && offset <= end);
  };
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const location = (file: string): object => ({ uri: pathToFileURL(join(dir, file)).href, range });

  connection.onRequest('initialize', (params: { rootUri: string }) => {
    dir = fileURLToPath(params.rootUri);
    pages = listPages(dir);
    return { capabilities: {} };
  });
  connection.onRequest('shutdown', () => null);
  connection.onNotification('exit', () => process.exit(0));
  connection.onNotification('initialized', () => undefined);
  connection.onNotification('textDocument/didOpen', ({ textDocument: { uri, version, text } }: DocumentParams) =>
    put(TextDocument.create(uri, 'markdown', version, text)),
  );
  connection.onNotification(
    'textDocument/didChange',
    ({ textDocument: { uri, version }, contentChanges }: DocumentParams) =>
      put(TextDocument.update(documentOf(uri), contentChanges, version)),
  );
  connection.onNotification('workspace/didChangeWatchedFiles', () => open.forEach(publish));
  connection.onRequest('textDocument/completion', () => ({
    isIncomplete: true,
    items: pages.slice(0, 200).map(label => ({ label })),
  }));
  connection.onRequest('textDocument/definition', (params: DocumentParams) => {
    const link = linkAt(params);
    return link ? [location(link.target)] : null;
  });
  connection.onRequest('textDocument/hover', (params: DocumentParams) => ({ contents: linkAt(params)?.target ?? '' }));
  connection.onRequest('textDocument/documentSymbol', () => [{ name: 'page', kind: 1, range, selectionRange: range }]);
  connection.onRequest('textDocument/codeAction', () => [{ title: 'Unlink' }]);
  connection.onRequest('textDocument/references', (params: DocumentParams) => {
    const target = linkAt(params)?.target;
    return pages.flatMap(page =>
      linksOf(readFileSync(join(dir, page), 'utf8')).flatMap(link => (link.target === target ? [location(page)] : [])),
    );
  });
  connection.listen();
};

if (process.argv[2] === 'check') check(process.argv[3] ?? '.');
else serve();
