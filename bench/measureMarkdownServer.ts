import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import MarkdownIt from 'markdown-it';
import type { Diagnostic, Location } from 'vscode-languageserver-protocol/node';
import { startClient } from './client.ts';
import type { LanguageClient, ServerCommand } from './client.ts';
import { filesOf } from './measureServer.ts';
import { now, timed } from './statistics.ts';
import { listPages } from './surveyVault.ts';
import type { Survey } from './surveyVault.ts';

/** What is measured on VS Code's own markdown server. Times in milliseconds, memory in megabytes. */
export interface MarkdownMeasurement {
  /** Spawn to a right definition and to the problems of one open page. */
  readonly start: readonly number[];
  readonly firstReferences: readonly number[];
  readonly references: readonly number[];
  readonly typed: readonly number[];
  readonly memory: readonly number[];
}

const serverFile = createRequire(import.meta.url).resolve('vscode-markdown-languageserver');

const settings = {
  markdown: {
    server: { log: 'off' },
    preferredMdPathExtensionStyle: 'auto',
    suggest: { paths: { enabled: true, includeWorkspaceHeaderCompletions: 'never' } },
    occurrencesHighlight: { enabled: false },
    validate: {
      enabled: true,
      referenceLinks: { enabled: 'ignore' },
      fragmentLinks: { enabled: 'ignore' },
      fileLinks: { enabled: 'warning', markdownFragmentLinks: 'ignore' },
      ignoredLinks: [],
      unusedLinkDefinitions: { enabled: 'ignore' },
      duplicateLinkDefinitions: { enabled: 'ignore' },
    },
  },
};

/** The server leaves files and parsing to its client, as VS Code does for it; `texts` are the open documents by URI. */
const markdownCommand = (dir: string, texts: ReadonlyMap<string, string>, timeout: number): ServerCommand => {
  const parser = new MarkdownIt({ html: true });
  const textOf = (uri: string): string => texts.get(uri) ?? readFileSync(fileURLToPath(uri), 'utf8');
  const stat = (uri: string): object | null => {
    const found = statSync(fileURLToPath(uri), { throwIfNoEntry: false });
    return found ? { isDirectory: found.isDirectory() } : null;
  };
  return {
    name: 'vscode-markdown-languageserver',
    args: [serverFile, '--stdio'],
    // By default it leaves out everything in folders that begin with a dot, and the generated vaults lie in one.
    initializationOptions: { markdownFileExtensions: ['md'], excludePaths: [] },
    pullsDiagnostics: true,
    timeout,
    answers: {
      'markdown/parse': ({ uri, text }: { uri: string; text?: string }) => parser.parse(text ?? textOf(uri), {}),
      'markdown/fs/readFile': ({ uri }: { uri: string }) => [...readFileSync(fileURLToPath(uri))],
      'markdown/fs/readDirectory': ({ uri }: { uri: string }) =>
        readdirSync(fileURLToPath(uri), { withFileTypes: true }).map(entry => [
          entry.name,
          { isDirectory: entry.isDirectory() },
        ]),
      'markdown/fs/stat': ({ uri }: { uri: string }) => stat(uri),
      'markdown/findMarkdownFilesInWorkspace': () => listPages(dir).map(file => pathToFileURL(join(dir, file)).href),
    },
  };
};

const problems = async (client: LanguageClient, file: string): Promise<readonly Diagnostic[]> =>
  (
    await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: client.uri(file) },
    })
  ).items;

/**
 * Measures VS Code's markdown server on a vault whose links are markdown links: `runs` fresh processes. Fails with a message where
 * an answer is wrong or does not come within `timeout` milliseconds.
 */
export const measureMarkdownServer = async (
  survey: Survey,
  runs: number,
  timeout: number,
  progress: (step: string) => void,
): Promise<MarkdownMeasurement> => {
  const result = { start: [], firstReferences: [], references: [], typed: [], memory: [] } as Record<
    keyof MarkdownMeasurement,
    number[]
  >;
  const { start, working, broken, hottest } = survey;
  for (let run = 1; run <= runs; run++) {
    progress(`run ${run} of ${runs}`);
    const texts = new Map<string, string>();
    const client = await startClient(markdownCommand(survey.dir, texts, timeout), survey.dir);
    try {
      const at = (file: string, position: object): object => ({ textDocument: { uri: client.uri(file) }, position });
      const open = (file: string, text: string): Promise<void> => {
        texts.set(client.uri(file), text);
        return client.open(file, text);
      };
      const expect = (found: number, wanted: number): void => {
        if (found !== wanted)
          throw new Error(`The markdown server finds ${found} problems in ${start.file}, not ${wanted}`);
      };
      await client.notify('workspace/didChangeConfiguration', { settings });
      await open(start.file, start.text);
      const answer = await client.request<Location[] | null>('textDocument/definition', at(start.file, working.start));
      if (!filesOf(answer).includes(join(survey.dir, working.target))) {
        throw new Error(`The markdown server's definition of ${working.target} is ${JSON.stringify(filesOf(answer))}`);
      }
      expect((await problems(client, start.file)).length, broken.length);
      result.start.push(now() - client.spawnedAt);

      await open(hottest.from.file, hottest.from.text);
      const references = async (): Promise<void> => {
        const params = { ...at(hottest.from.file, hottest.link.start), context: { includeDeclaration: false } };
        const found = (await client.request<Location[] | null>('textDocument/references', params))?.length ?? 0;
        if (found < hottest.hits)
          throw new Error(`The markdown server finds ${found} references, ${hottest.hits} links are there`);
      };
      result.firstReferences.push(await timed(references));
      for (let turn = 0; turn < 5; turn++) result.references.push(await timed(references));

      // A letter that breaks a link, and its removal: then ask for the page's problems, as a client that pulls does.
      const lines = start.text.split('\n');
      const { line, character } = working.end;
      const content = lines[line] ?? '';
      for (let turn = 0; turn < 10; turn++) {
        const breaks = turn % 2 === 0;
        texts.set(
          client.uri(start.file),
          breaks
            ? lines.with(line, `${content.slice(0, character)}q${content.slice(character)}`).join('\n')
            : start.text,
        );
        const time = await timed(async () => {
          await client.edit(
            start.file,
            working.end,
            { line, character: character + (breaks ? 0 : 1) },
            breaks ? 'q' : '',
          );
          expect((await problems(client, start.file)).length, broken.length + (breaks ? 1 : 0));
        });
        result.typed.push(time);
      }
      const memory = client.memory();
      if (memory) result.memory.push(memory.peak);
    } finally {
      await client.stop();
    }
  }
  return result;
};
