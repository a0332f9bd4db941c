import ignore from 'ignore';
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import picomatch from 'picomatch';
import type { LinkStyle } from './atlas/casebook.ts';
import type { Span } from './core/text.ts';
import { DEFAULT_SEVERITY } from './problems/problem.ts';
import type { ProblemCode, Severity } from './problems/problem.ts';

/** The settings file at a vault's root; its presence makes the folder a vault. */
export const SETTINGS_FILE = '.atlas-casebook.json';

/** All settings by their name without the prefix `atlasCasebook.`; see `DEFAULTS` for what holds unless somebody says otherwise. */
export interface Settings {
  /** `auto`: awake where a page has an ATLAS ID of its own. */
  readonly enable: 'auto' | 'on' | 'off';
  /** Globs, from the vault's root, of pages that get no problems; links to them still resolve. */
  readonly exclude: readonly string[];
  readonly 'links.style': 'auto' | LinkStyle;
  readonly 'problems.scope': 'openPages' | 'vault';
  readonly 'problems.severity': SeverityByCode;
  /** Globs of pages whose problems are not shown. */
  readonly 'problems.ignore': readonly string[];
  /** What is shown in the text of a page, each by its switch. */
  readonly 'lens.usedBy': boolean;
  readonly 'lens.procedure': boolean;
  readonly 'hints.names': boolean;
  readonly 'hints.tactics': boolean;
  readonly semanticTokens: boolean;
}

export type SeverityByCode = Readonly<Partial<Record<ProblemCode, Severity | 'off'>>>;

export type SettingName = keyof Settings;

export const DEFAULTS: Settings = {
  enable: 'auto',
  exclude: [],
  'links.style': 'auto',
  'problems.scope': 'vault',
  'problems.severity': {},
  'problems.ignore': [],
  'lens.usedBy': true,
  'lens.procedure': true,
  'hints.names': true,
  'hints.tactics': true,
  semanticTokens: true,
};

/** Something in the settings that is not as it must be; `span` is its place in the settings file. */
export interface SettingsProblem {
  readonly span: Span;
  readonly message: string;
}

/** Settings that somebody wrote, and what of it could not be used. */
export interface SettingsReading {
  readonly settings: Partial<Settings>;
  readonly problems: readonly SettingsProblem[];
}

const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'];

/** What a value must be; gives the sentence that says so where it is not. */
type Check = (value: unknown) => string | undefined;

const oneOf =
  (...values: readonly string[]): Check =>
  value =>
    typeof value === 'string' && values.includes(value) ? undefined : `must be one of ${values.map(quote).join(', ')}.`;

const globs: Check = value =>
  Array.isArray(value) && value.every(item => typeof item === 'string')
    ? undefined
    : 'must be a list of globs, such as ["drafts/**"].';

const flag: Check = value => (typeof value === 'boolean' ? undefined : 'must be true or false.');

const severities: Check = value => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'must be an object from problem code to level.';
  for (const [code, level] of Object.entries(value)) {
    if (!Object.hasOwn(DEFAULT_SEVERITY, code)) return `names ${quote(code)}, which is not a problem code.`;
    const fault = oneOf(...SEVERITIES)(level);
    if (fault !== undefined) return `: the level of ${quote(code)} ${fault}`;
  }
  return undefined;
};

const CHECKS: Readonly<Record<SettingName, Check>> = {
  enable: oneOf('auto', 'on', 'off'),
  exclude: globs,
  'links.style': oneOf('auto', 'full-path', 'shortest-unique', 'relative'),
  'problems.scope': oneOf('openPages', 'vault'),
  'problems.severity': severities,
  'problems.ignore': globs,
  'lens.usedBy': flag,
  'lens.procedure': flag,
  'hints.names': flag,
  'hints.tactics': flag,
  semanticTokens: flag,
};

const quote = (text: string): string => `“${text}”`;

const isSettingName = (name: string): name is SettingName => Object.hasOwn(CHECKS, name);

/**
 * Reads the text of a settings file: JSON with comments and trailing commas, one object with dotted keys. What is wrong
 * is named with its place (UTF-16 offsets) and left out; the rest holds. `$schema` is allowed.
 */
export const readSettingsFile = (text: string): SettingsReading => {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const problems: SettingsProblem[] = errors.map(error => ({
    span: { start: error.offset, end: error.offset + error.length },
    message: `The settings are not valid JSON: ${SYNTAX[printParseErrorCode(error.error)] ?? printParseErrorCode(error.error)}.`,
  }));
  if (root !== undefined && root.type !== 'object') {
    problems.push({ span: spanOf(root), message: 'The settings must be an object: { "links.style": "relative" }.' });
  }
  const settings: Record<string, unknown> = {};
  for (const property of root?.type === 'object' ? (root.children ?? []) : []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined || key.value === '$schema') continue;
    const name = String(key.value);
    const plain = plainValue(value);
    const fault = isSettingName(name) ? CHECKS[name](plain) : undefined;
    if (!isSettingName(name)) problems.push({ span: spanOf(key), message: unknownName(name) });
    else if (fault !== undefined)
      problems.push({ span: spanOf(value), message: `${quote(name)} ${fault}`.replace(' :', ':') });
    else settings[name] = plain;
  }
  return { settings: settings as Partial<Settings>, problems };
};

const SYNTAX: Readonly<Record<string, string | undefined>> = {
  InvalidSymbol: 'this word is neither a value nor in quotes',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a name in double quotes is missing here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing here',
  CloseBraceExpected: 'a closing brace is missing here',
  CloseBracketExpected: 'a closing bracket is missing here',
  EndOfFileExpected: 'nothing may follow here',
  UnexpectedEndOfString: 'a closing quote is missing',
  UnexpectedEndOfComment: 'this comment is never closed',
};

const unknownName = (name: string): string => {
  const known = Object.keys(CHECKS);
  const short = name.replace(/^atlasCasebook\./, '');
  return isSettingName(short)
    ? `Write ${quote(short)}: names in this file have no prefix.`
    : `There is no setting ${quote(name)}. Known are ${known.map(quote).join(', ')}.`;
};

const spanOf = (node: Node): Span => ({ start: node.offset, end: node.offset + node.length });

/** A JSON node as plain data; keys such as `__proto__` become properties like any other. */
const plainValue = (node: Node): unknown => {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries(
    (node.children ?? []).map(({ children }) => [
      String(children?.[0]?.value),
      children?.[1] && plainValue(children[1]),
    ]),
  );
};

/**
 * Reads what an editor sends as the section `atlasCasebook`: dotted or nested keys. Values of the wrong type and unknown
 * keys are left out and named (all with an empty span).
 */
export const readEditorSettings = (section: unknown): SettingsReading => {
  const settings: Record<string, unknown> = {};
  const problems: SettingsProblem[] = [];
  const take = (prefix: string, value: unknown): void => {
    if (isSettingName(prefix)) {
      const fault = value === null || value === undefined ? undefined : CHECKS[prefix](value);
      if (fault !== undefined)
        problems.push({ span: { start: 0, end: 0 }, message: `atlasCasebook.${prefix} ${fault}`.replace(' :', ':') });
      else if (value !== null && value !== undefined) settings[prefix] = value;
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) take(prefix === '' ? key : `${prefix}.${key}`, inner);
    }
  };
  take('', section);
  return { settings: settings as Partial<Settings>, problems };
};

/** All settings of a vault: defaults, over them each layer in turn. Severities are merged code by code. */
export const mergeSettings = (...layers: readonly Partial<Settings>[]): Settings => ({
  ...layers.reduce<Settings>((settings, layer) => ({ ...settings, ...layer }), DEFAULTS),
  'problems.severity': Object.assign({}, ...layers.map(layer => layer['problems.severity'])) as SeverityByCode,
});

/** A `.gitignore` file: the folder that it lies in (from the vault's root, '' for the root) and its text. */
export interface GitIgnore {
  readonly folder: string;
  readonly text: string;
}

/** Whether a path (from the vault's root) fits one of the globs, or lies in a folder that does. Dot-files fit like others. */
export const globMatcher = (patterns: readonly string[]): ((path: string) => boolean) => {
  const all = patterns
    .map(pattern =>
      pattern
        .trim()
        .replace(/^\.?\/+/, '')
        .replace(/\/+$/, ''),
    )
    .filter(pattern => pattern !== '')
    .flatMap(pattern => [pattern, `${pattern}/**`]);
  return all.length === 0 ? () => false : picomatch(all, { dot: true });
};

/** Whether `.gitignore` files exclude a path; a file speaks for its own folder and what lies below, as in git. */
export const gitIgnoreMatcher = (files: readonly GitIgnore[]): ((path: string) => boolean) => {
  const rules = files.map(({ folder, text }) => ({
    prefix: folder === '' ? '' : `${folder}/`,
    rules: ignore().add(text),
  }));
  // The nearest file that says anything about a path decides.
  rules.sort((a, b) => b.prefix.length - a.prefix.length);
  return path => {
    for (const { prefix, rules: file } of rules) {
      if (!path.startsWith(prefix) || path.length === prefix.length) continue;
      const answer = file.test(path.slice(prefix.length));
      if (answer.ignored) return true;
      if (answer.unignored) return false;
    }
    return false;
  };
};

/** Whether a page gets no problems: by `exclude`, the editor's `files.exclude`, or a `.gitignore`. */
export const exclusion = (
  exclude: readonly string[],
  filesExclude: readonly string[],
  gitIgnores: readonly GitIgnore[],
): ((path: string) => boolean) => {
  const byGlob = globMatcher([...exclude, ...filesExclude]);
  const byGit = gitIgnoreMatcher(gitIgnores);
  const known = new Map<string, boolean>();
  return path => {
    let answer = known.get(path);
    if (answer === undefined) {
      answer = byGlob(path) || byGit(path);
      known.set(path, answer);
    }
    return answer;
  };
};
