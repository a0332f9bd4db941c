import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly isFileTemplate?: boolean;
  readonly body: readonly string[];
}

interface Manifest {
  readonly contributes: { readonly snippets: readonly { readonly language: string; readonly path: string }[] };
}

const root = new URL('../../', import.meta.url);
const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const contributed = (readJson('package.json') as Manifest).contributes.snippets;
const snippets = contributed.flatMap(({ path }) => Object.values(readJson(path) as Record<string, Snippet>));

const variables: Readonly<Record<string, string>> = {
  TM_FILENAME_BASE: 'model-theft-at-a-bakery',
  CURRENT_YEAR: '2026',
  CURRENT_MONTH: '03',
  CURRENT_DATE: '09',
};

/**
 * What VS Code inserts if the author presses Tab through every stop: placeholders give their default (nested ones too),
 * choices their first entry, a bare `$1` what the stop 1 has elsewhere. `pick` says which entry of a choice is taken.
 */
const expand = (
  body: readonly string[],
  pick: (choices: readonly string[]) => string | undefined = all => all[0],
): string => {
  const text = body.join('\n');
  const values = new Map<string, string>();
  let at = 0;

  const readStop = (): string => {
    const bare = /^\$(\w+)/.exec(text.slice(at));
    if (bare?.[1] !== undefined) {
      at += bare[0].length;
      return placeOf(bare[1]);
    }
    const choice = /^\$\{(\d+)\|([^|]*)\|\}/.exec(text.slice(at));
    if (choice?.[1] !== undefined) {
      at += choice[0].length;
      return define(choice[1], pick(choice[2]?.split(',') ?? []) ?? '');
    }
    const open = /^\$\{(\d+):/.exec(text.slice(at));
    assert.ok(open?.[1] !== undefined, `a stop that the test cannot read: ${text.slice(at, at + 20)}`);
    at += open[0].length;
    return define(open[1], readUntil('}'));
  };

  const readUntil = (end: string): string => {
    let out = '';
    while (at < text.length && text[at] !== end) out += text[at] === '$' ? readStop() : (text[at++] ?? '');
    at += 1;
    return out;
  };

  const define = (stop: string, value: string): string => {
    assert.ok(!values.has(stop), `stop ${stop} has two defaults`);
    values.set(stop, value);
    return value;
  };

  // A bare stop may stand before the one that has the default, so it is filled in afterwards.
  const placeOf = (name: string): string => {
    if (/^\d/.test(name)) return `\0${name}\0`;
    const value = variables[name];
    assert.ok(value !== undefined, `unknown variable ${name}`);
    return value;
  };

  const fill = (value: string): string => value.replace(/\0(\d+)\0/g, (_, stop: string) => values.get(stop) ?? '');
  const expanded = fill(fill(readUntil('\0')));
  assert.ok(!expanded.includes('$') && !expanded.includes('\0'), expanded);
  return expanded;
};

const snippet = (prefix: string): Snippet => {
  const found = snippets.filter(candidate => candidate.prefix === prefix);
  assert.equal(found.length, 1, prefix);
  const [only] = found;
  assert.ok(only !== undefined);
  return only;
};

/** Checks that the lines match the patterns one by one, blank lines between them aside. */
const checkLines = (text: string, patterns: readonly (string | RegExp)[]): void => {
  const lines = text.split('\n').filter(line => line !== '');
  patterns.forEach((pattern, i) => {
    const line = lines[i] ?? '(no more lines)';
    if (typeof pattern === 'string') assert.equal(line, pattern);
    else assert.match(line, pattern);
  });
  assert.deepEqual(lines.slice(patterns.length), []);
};

const DATE = String.raw`\d{4}-\d{2}-\d{2}`;
const frontMatter = (id: string): (string | RegExp)[] => [
  '---',
  'id: model-theft-at-a-bakery',
  new RegExp(String.raw`^title: "${id}: \S.*"$`),
];
const heading = (id: string): RegExp => new RegExp(String.raw`^# ${id}: \S`);
const metadata: readonly (string | RegExp)[] = [
  '## Metadata',
  /^- \*\*ID:\*\* AML\.CS\d{4}$/,
  new RegExp(String.raw`^- \*\*Incident Date:\*\* ${DATE}$`),
  '- **Type:** incident',
  /^- \*\*Target:\*\* \S/,
  /^- \*\*Actor:\*\* \S/,
  /^- \*\*Reporter:\*\* \S/,
];
const technique = /^\*\*Technique:\*\* \[\[[^|\]]+\|AML\.T\d{4}: Technique\]\]$/;
const reference = /^1\. \[[^\]]+\]\(https:\/\/[^)]+\)$/;

test('are contributed for markdown and named after ATLAS', () => {
  assert.deepEqual(
    contributed.map(({ language }) => language),
    ['markdown'],
  );
  assert.deepEqual(snippets.map(({ prefix }) => prefix).sort(), [
    'atlas-case-study',
    'atlas-metadata',
    'atlas-mitigation',
    'atlas-reference',
    'atlas-step',
    'atlas-technique',
  ]);
  for (const { prefix, description } of snippets) assert.ok(description.length > 0, prefix);
});

test('every stop up to the last is there, and the cursor ends at $0', () => {
  for (const { prefix, body } of snippets) {
    const stops = [...body.join('\n').matchAll(/\$\{?(\d+)/g)].map(match => Number(match[1]));
    const last = Math.max(...stops);
    assert.deepEqual(
      [...new Set(stops)].sort((a, b) => a - b),
      Array.from({ length: last + 1 }, (_, i) => i),
      prefix,
    );
  }
});

test('a case study has every section of the page, in order', () => {
  checkLines(expand(snippet('atlas-case-study').body), [
    ...frontMatter(String.raw`AML\.CS\d{4}`),
    'type: case-study',
    '---',
    heading(String.raw`AML\.CS\d{4}`),
    /^\S/,
    ...metadata,
    '## Procedure',
    '### Step 1: Technique',
    technique,
    /^\S/,
    '## References',
    reference,
  ]);
});

test("a page's title, heading and metadata say the same", () => {
  for (const { prefix, body, isFileTemplate } of snippets) {
    if (isFileTemplate !== true) continue;
    const text = expand(body);
    const title = /^title: "(.*)"$/m.exec(text)?.[1];
    assert.equal(/^# (.*)$/m.exec(text)?.[1], title, prefix);
    assert.equal(/^- \*\*(?:\w+ )?ID:\*\* (.*)$/m.exec(text)?.[1], title?.split(': ')[0], prefix);
  }
});

test('the metadata section, with either type', () => {
  const { body } = snippet('atlas-metadata');
  checkLines(expand(body), metadata);
  assert.match(
    expand(body, choices => choices[1]),
    /^- \*\*Type:\*\* exercise$/m,
  );
});

test('a step has its technique line, with the name of its heading, and a tactic line', () => {
  checkLines(expand(snippet('atlas-step').body), [
    '### Step 1: Technique',
    technique,
    /^\*\*Tactic:\*\* \[\[[^|\]]+\|AML\.TA\d{4}: Tactic\]\]$/,
    /^\S/,
  ]);
});

test('the optional lines are a stop of their own, so that one key deletes them', () => {
  const optional = (prefix: string): string[] =>
    [
      ...snippet(prefix)
        .body.join('\n')
        .matchAll(/\$\{\d+:\n(.*?:\*\*)/g),
    ].map(match => match[1] ?? '');
  assert.deepEqual(optional('atlas-case-study'), ['- **Reporter:**']);
  assert.deepEqual(optional('atlas-metadata'), ['- **Reporter:**']);
  assert.deepEqual(optional('atlas-step'), ['**Tactic:**']);
  assert.deepEqual(optional('atlas-technique'), ['- **MITRE ATT&CK Reference:**']);
});

test('a reference is a numbered link', () => {
  checkLines(expand(snippet('atlas-reference').body), [reference]);
});

test('a technique page has its metadata and its tactics', () => {
  checkLines(expand(snippet('atlas-technique').body), [
    ...frontMatter(String.raw`AML\.T\d{4}`),
    'sidebar_label: "Technique"',
    '---',
    heading(String.raw`AML\.T\d{4}`),
    /^\S/,
    '## Metadata',
    /^- \*\*Technique ID:\*\* AML\.T\d{4}$/,
    '- **Created:** 2026-03-09',
    '- **Last Modified:** 2026-03-09',
    '- **Maturity:** feasible',
    /^- \*\*MITRE ATT&CK Reference:\*\* \[(T\d{4})\]\(https:\/\/attack\.mitre\.org\/techniques\/\1\/\)$/,
    '## Tactics (1)',
    /^- \[\[[^|\]]+\|[^\]]+\]\]$/,
  ]);
});

test('a mitigation page has its metadata and its techniques', () => {
  checkLines(expand(snippet('atlas-mitigation').body), [
    ...frontMatter(String.raw`AML\.M\d{4}`),
    'sidebar_label: "Mitigation"',
    'type: mitigation',
    '---',
    heading(String.raw`AML\.M\d{4}`),
    /^\S/,
    '## Metadata',
    /^- \*\*Mitigation ID:\*\* AML\.M\d{4}$/,
    '- **Created:** 2026-03-09',
    '- **Last Modified:** 2026-03-09',
    '- **Category:** Policy',
    '- **ML Lifecycle:** Business and Data Understanding',
    '## Techniques (1)',
    /^- \[\[[^|\]]+\|AML\.T\d{4}: Technique\]\] — \S/,
  ]);
});
