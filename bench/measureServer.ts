import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Location,
  LocationLink,
} from 'vscode-languageserver-protocol/node';
import { startClient } from './client.ts';
import type { LanguageClient, ServerCommand } from './client.ts';
import { now, timed } from './statistics.ts';
import type { Place, Survey, SurveyedPage } from './surveyVault.ts';

/** What is measured on our server, in the order of the design's table. Times are in milliseconds, memory in megabytes. */
export const measures = [
  'start',
  'read',
  'memory',
  'peakMemory',
  'firstCompletion',
  'completion',
  'completionTyped',
  'definition',
  'hover',
  'documentSymbol',
  'codeAction',
  'firstReferences',
  'references',
  'typed',
  'cured',
  'check',
] as const;

export type Measure = (typeof measures)[number];

/** Requests whose first one in a process is a measure of its own, since it makes what the later ones use. */
const FIRST: Partial<Record<Measure, Measure>> = { completion: 'firstCompletion', references: 'firstReferences' };

/** The samples of each measure, a list a run, and what went wrong; a measure that failed has no samples after its failure. */
export interface Measurement {
  readonly samples: ReadonlyMap<Measure, readonly (readonly number[])[]>;
  readonly failures: readonly string[];
}

/** How a measurement is made. */
export interface Effort {
  /** How often the server is started; one more start comes before, as a warm-up. */
  readonly runs: number;
  /** How many samples of each request are taken in each run, after as many as `warmUp` are thrown away. */
  readonly samples: number;
  readonly warmUp: number;
}

const { Created, Deleted } = { Created: 1, Deleted: 3 } as const;

/** How a completion was asked for. */
const byTriggerCharacter = 2;
const forIncompleteList = 3;

/** The page behind an answer's `file:` URI, or the URI itself where it is none. */
const pathOf = (uri: string): string => (uri.startsWith('file:') ? fileURLToPath(uri) : uri);

/** The files that an answer to a definition or references request names. */
export const filesOf = (answer: Location | readonly (Location | LocationLink)[] | null): readonly string[] =>
  [answer ?? []].flat().map(place => pathOf('targetUri' in place ? place.targetUri : place.uri));

const require = (holds: boolean, message: string): void => {
  if (!holds) throw new Error(message);
};

const brokenLinks = (items: readonly Diagnostic[]): number => items.filter(item => item.code === 'broken-link').length;

const along = (place: Place, characters: number): Place => ({
  line: place.line,
  character: place.character + characters,
});

const at = (client: LanguageClient, file: string, position: Place): object => ({
  textDocument: { uri: client.uri(file) },
  position,
});

/** Opens the start page and waits until its problems and a definition from it are right. Gives milliseconds since the spawn. */
const startUp = async (client: LanguageClient, survey: Survey): Promise<number> => {
  const { start, working, broken } = survey;
  const expected = join(survey.dir, working.target);
  const definition = async (): Promise<void> => {
    const answer = await client.request<Location[] | null>(
      'textDocument/definition',
      at(client, start.file, along(working.start, 2)),
    );
    require(filesOf(answer).includes(
      expected,
    ), `The definition of ${working.target} is ${JSON.stringify(filesOf(answer))}`);
  };
  await Promise.all([
    client.nextDiagnostics(start.file, `${broken.length} broken links`, items => brokenLinks(items) === broken.length),
    client.open(start.file, start.text).then(definition),
  ]);
  return now() - client.spawnedAt;
};

/** One sample of a measure; `turn` counts up, so that samples visit different pages and links. */
type Sampler = (turn: number) => Promise<number>;

const cycle = <T>(items: readonly T[], turn: number): T => {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error('There is nothing to measure on');
  return item;
};

/** The end of a paragraph below one of the page's links: prose, where a link can be typed. */
const prosePlace = (page: SurveyedPage, turn: number): Place => {
  const lines = page.text.split('\n').map(line => line.replace('\r', ''));
  const candidates = page.links.map(link => link.end.line + 2).filter(line => /^[A-Z]\w* /.test(lines[line] ?? ''));
  const line = cycle(candidates, turn);
  return { line, character: lines[line]?.length ?? 0 };
};

const completionSampler =
  (client: LanguageClient, pages: readonly SurveyedPage[], typed: readonly string[]): Sampler =>
  async turn => {
    const page = cycle(pages, turn);
    const place = prosePlace(page, turn);
    const context = (key: string): object =>
      key === '[' ? { triggerKind: byTriggerCharacter, triggerCharacter: '[' } : { triggerKind: forIncompleteList };
    const times: number[] = [];
    let length = 0;
    for (const key of typed) {
      const cursor = along(place, length + 1);
      let list: CompletionList | undefined;
      // What the keystroke itself costs is measured as `typed`; here its problems may not be pushed first, or meanwhile.
      await Promise.all([
        client.nextDiagnostics(page.file, `those of ${typed.slice(0, length + 1).join('')}`, () => true),
        client.edit(page.file, along(place, length), along(place, length), key),
      ]);
      const time = await timed(async () => {
        const answer = await client.request<CompletionList | CompletionItem[] | null>('textDocument/completion', {
          ...at(client, page.file, cursor),
          context: context(key),
        });
        list = Array.isArray(answer) || answer === null ? { isIncomplete: false, items: answer ?? [] } : answer;
      });
      length += 1;
      times.push(time);
      const count = list?.items.length ?? 0;
      if (length < 2) continue;
      require(count > 0 && count <= 200, `Completion after ${typed.slice(0, length).join('')} gives ${count} items`);
      require(length > 2 || list?.isIncomplete === true, 'Completion after [[ does not say that it is incomplete');
    }
    await client.edit(page.file, place, along(place, length), '');
    return times.at(-1) ?? Number.NaN;
  };

const samplers = (client: LanguageClient, survey: Survey): readonly (readonly [Measure, Sampler])[] => {
  const { caseStudies, start, broken, hottest } = survey;
  const linkOf = (turn: number) => {
    const page = cycle(caseStudies, turn);
    return { page, link: cycle(page.links, Math.floor(turn / caseStudies.length)) };
  };
  const askReferences: Sampler = async () => {
    let found = 0;
    const time = await timed(async () => {
      const answer = await client.request<Location[] | null>('textDocument/references', {
        ...at(client, hottest.from.file, along(hottest.link.start, 2)),
        context: { includeDeclaration: false },
      });
      found = answer?.length ?? 0;
    });
    require(found >=
      hottest.hits, `References of ${hottest.link.target}: ${found} found, ${hottest.hits} links are there`);
    return time;
  };
  const missing = cycle(broken, 0);
  const cures = broken.filter(({ target }) => target === missing.target).length;
  const missingFile = join(survey.dir, missing.target);
  const fileEvent = async (type: number, expected: number): Promise<void> => {
    await Promise.all([
      client.nextDiagnostics(start.file, `${expected} broken links`, items => brokenLinks(items) === expected),
      client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(missing.target), type }] }),
    ]);
  };
  return [
    ['completion', completionSampler(client, caseStudies, ['[', '['])],
    ['completionTyped', completionSampler(client, caseStudies, ['[', '[', 'a', 'c', 'c'])],
    [
      'definition',
      async turn => {
        const { page, link } = linkOf(turn);
        const expected = join(survey.dir, link.target);
        let files: readonly string[] = [];
        const time = await timed(async () => {
          files = filesOf(await client.request('textDocument/definition', at(client, page.file, along(link.start, 3))));
        });
        require(files.includes(expected), `The definition of ${link.target} is ${JSON.stringify(files)}`);
        return time;
      },
    ],
    [
      'hover',
      async turn => {
        const { page, link } = linkOf(turn);
        let hover: Hover | null = null;
        const time = await timed(async () => {
          hover = await client.request<Hover | null>('textDocument/hover', at(client, page.file, along(link.start, 3)));
        });
        require(hover !== null, `No hover on ${link.target}`);
        return time;
      },
    ],
    [
      'documentSymbol',
      async turn => {
        const { page } = linkOf(turn);
        let symbols: readonly DocumentSymbol[] = [];
        const time = await timed(async () => {
          const params = { textDocument: { uri: client.uri(page.file) } };
          symbols = (await client.request<DocumentSymbol[] | null>('textDocument/documentSymbol', params)) ?? [];
        });
        require(symbols.length > 0, `No symbols in ${page.file}`);
        return time;
      },
    ],
    [
      'codeAction',
      // Every other time at the broken link, where near pages have to be found, else at a link that is right.
      async turn => {
        const { page, link } = linkOf(turn);
        const atBroken = turn % 2 === 0;
        const place = atBroken ? missing : link;
        const range = { start: along(place.start, 1), end: along(place.start, 1) };
        const problem: Diagnostic = {
          range: { start: missing.start, end: missing.end },
          code: 'broken-link',
          source: 'atlas',
          message: '',
        };
        let actions: readonly CodeAction[] = [];
        const time = await timed(async () => {
          const answer = await client.request<CodeAction[] | null>('textDocument/codeAction', {
            textDocument: { uri: client.uri(atBroken ? start.file : page.file) },
            range,
            context: { diagnostics: atBroken ? [problem] : [] },
          });
          actions = answer ?? [];
        });
        require(!atBroken || actions.length > 0, `No code action on the broken link ${missing.target}`);
        return time;
      },
    ],
    ['references', askReferences],
    [
      'typed',
      // A letter at the end of a link's target breaks the link; taking it away again mends it. Either way is a sample.
      async turn => {
        const { page, link } = linkOf(Math.floor(turn / 2));
        const breaks = turn % 2 === 0;
        const end = breaks ? link.end : along(link.end, 1);
        const expected = breaks ? 1 : 0;
        return timed(() =>
          Promise.all([
            client.nextDiagnostics(page.file, `${expected} broken links`, items => brokenLinks(items) === expected),
            client.edit(page.file, link.end, end, breaks ? 'q' : ''),
          ]),
        );
      },
    ],
    [
      'cured',
      async () => {
        mkdirSync(dirname(missingFile), { recursive: true });
        writeFileSync(missingFile, '# A page that was missing\n\nNow it is here.\n');
        try {
          return await timed(() => fileEvent(Created, broken.length - cures));
        } finally {
          rmSync(missingFile, { force: true });
          await fileEvent(Deleted, broken.length);
        }
      },
    ],
  ];
};

/** The whole `check` command as a process, and what it found, by code. */
const check = async (
  cli: string,
  dir: string,
): Promise<{ readonly time: number; readonly counts: Readonly<Record<string, number>> }> => {
  let output = '';
  const time = await timed(async () => {
    output = await new Promise<string>((resolve, reject) => {
      const options = { maxBuffer: 2 ** 30, timeout: 120_000 };
      execFile(process.execPath, [cli, 'check', dir, '--format', 'json'], options, (error, stdout, stderr) => {
        // Code 1 says that there are problems, which is what these vaults are for.
        if (error && error.code !== 1) reject(new Error(`check ends with code ${error.code}: ${stderr.slice(-500)}`));
        else resolve(stdout);
      });
    });
  });
  return { time, counts: (JSON.parse(output) as { counts: Record<string, number> }).counts };
};

/** What to measure: our bundles, and the problems that a check must find by code, where that is known. */
export interface Subject {
  readonly server: ServerCommand;
  readonly cli: string;
  readonly expectedCounts: Readonly<Record<string, number>> | undefined;
}

const sameCounts = (found: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>): boolean => {
  const present = Object.entries(found).filter(([, count]) => count > 0);
  return present.length === Object.keys(expected).length && present.every(([code, count]) => expected[code] === count);
};

/**
 * Measures our server on a vault: `effort.runs` fresh processes after a warm-up. A measure whose answer is wrong, late or missing
 * becomes a failure with a message; the others go on. The file that one measure creates in the vault is removed again.
 */
export const measureServer = async (
  subject: Subject,
  survey: Survey,
  effort: Effort,
  progress: (step: string) => void,
): Promise<Measurement> => {
  const samples = new Map<Measure, number[][]>();
  const failures = new Map<Measure, string>();
  /** Run 0 is the warm-up. */
  const record = (run: number, measure: Measure, value: number): void => {
    if (run === 0) return;
    const lists = samples.get(measure) ?? [];
    samples.set(measure, lists);
    (lists[run - 1] ??= []).push(value);
  };
  const attempt = async (measure: Measure, work: () => Promise<void>): Promise<void> => {
    if (failures.has(measure)) return;
    try {
      await work();
    } catch (error) {
      failures.set(measure, `${measure}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  // An earlier run that was killed may have left the page that cures the start page's broken link.
  for (const { target } of survey.broken) rmSync(join(survey.dir, target), { force: true });

  for (let run = 0; run <= effort.runs; run++) {
    progress(run > 0 ? `run ${run} of ${effort.runs}` : 'warm-up');
    await attempt('start', async () => {
      const client = await startClient(subject.server, survey.dir);
      try {
        const time = await startUp(client, survey);
        await client.workDone();
        const read = now() - client.spawnedAt;
        const memory = client.memory();
        record(run, 'start', time);
        record(run, 'read', read);
        if (memory) record(run, 'memory', memory.resident);
        const opened = new Map([...survey.caseStudies, survey.hottest.from].map(page => [page.file, page.text]));
        for (const [file, text] of opened) await client.open(file, text);
        for (const [measure, sample] of samplers(client, survey)) {
          await attempt(measure, async () => {
            const total = effort.warmUp + effort.samples;
            for (let turn = 0; turn < total; turn++) {
              const time = await sample(turn);
              const first = FIRST[measure];
              if (turn === 0 && first !== undefined) record(run, first, time);
              if (turn >= effort.warmUp) record(run, measure, time);
            }
          });
        }
        const after = client.memory();
        if (after) record(run, 'peakMemory', after.peak);
      } finally {
        await client.stop();
      }
    });
    await attempt('check', async () => {
      const { time, counts: found } = await check(subject.cli, survey.dir);
      const expected = subject.expectedCounts;
      require(!expected ||
        sameCounts(found, expected), `check finds ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
      record(run, 'check', time);
    });
  }
  return { samples, failures: [...failures.values()] };
};
