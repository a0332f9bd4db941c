import matter from 'gray-matter';
import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Alias, Document, Pair, Scalar, YAMLParseError } from 'yaml';
import type {
  FrontMatterError,
  FrontMatterField,
  FrontMatterReading,
  FrontMatterValue,
  ReadFrontMatter,
} from './core/page.ts';
import type { Span } from './core/text.ts';

/** Longer blocks are no front matter that a person wrote; reading one would only cost time (UTF-16 code units). */
const MAX_LENGTH = 100_000;
/** gray-matter looks for comments with a pattern whose cost grows with the square of a run of white space. */
const MAX_BLANK_RUN = 1_000;
/** How often aliases (`*x`) may be followed while values are read: a “bomb” of nested aliases needs far more. */
const MAX_ALIAS_COUNT = 100;

/**
 * Reads a front matter block with gray-matter and YAML 1.2: its top-level keys with their values and places, the places
 * of its strings, and the first error. All places are UTF-16 offsets of the page. Keys and strings that stand before an
 * error are still given. Any engine but YAML is an error and nothing of it runs. Never throws.
 */
export const readFrontMatter: ReadFrontMatter = (body, start, engine) => {
  const whole = { start, end: start + body.length };
  const name = engine.trim();
  if (name !== '' && !/^ya?ml$/i.test(name))
    return failed(whole, `Only YAML can be front matter here; “${shorten(name)}” is not read and nothing of it runs.`);
  if (body.length > MAX_LENGTH)
    return failed(whole, `The front matter is longer than ${MAX_LENGTH} characters and is not read.`);
  if (hasLongBlankRun(body))
    return failed(whole, `The front matter has more than ${MAX_BLANK_RUN} blank characters in a row and is not read.`);
  const { text, toPage } = normaliseLineEnds(body, start);
  try {
    return read(text, toPage);
  } catch (error) {
    const reason =
      error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : String(error);
    return failed(whole, `The front matter could not be read: ${shorten(reason)}.`);
  }
};

const failed = (span: Span, message: string): FrontMatterReading => ({
  fields: [],
  strings: [],
  error: { start: span.start, end: span.end, message },
});

const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);

const hasLongBlankRun = (text: string): boolean => {
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    run = c === 32 || (c >= 9 && c <= 13) || (c > 127 && /\s/.test(text.charAt(i))) ? run + 1 : 0;
    if (run > MAX_BLANK_RUN) return true;
  }
  return false;
};

/** The text with `\n` for every line end, and the way back from its offsets to those of the page. */
const normaliseLineEnds = (body: string, start: number): { text: string; toPage: (offset: number) => number } => {
  if (!body.includes('\r')) return { text: body, toPage: offset => start + offset };
  /** Offset, in the new text, of each `\n` that was `\r\n`. */
  const shortened: number[] = [];
  const text = body.replace(/\r\n?/g, (end, at: number) => {
    if (end.length === 2) shortened.push(at - shortened.length);
    return '\n';
  });
  const toPage = (offset: number): number => {
    let low = 0;
    let high = shortened.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shortened[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return start + offset + low;
  };
  return { text, toPage };
};

/**
 * gray-matter is given the block alone, always with options (without any it caches every text for ever), and a closing
 * line that the block does not hold, since it would take `---- x` for one.
 */
const read = (text: string, toPage: (offset: number) => number): FrontMatterReading => {
  let reading: FrontMatterReading = { fields: [], strings: [], error: undefined };
  let close = '---';
  while (text.includes(`\n${close}`)) close += '-';
  const parse = (source: string): object => {
    // The source starts with the line break that ended the opening line.
    reading = readYaml(source, offset => toPage(Math.max(0, Math.min(offset - 1, text.length))));
    return {};
  };
  matter(`---\n${text}\n${close}`, { language: 'yaml', delimiters: ['---', close], engines: enginesWith(parse) });
  return reading;
};

/** Every engine that gray-matter knows, made harmless, and ours; without prototype, so that no word finds anything else. */
const enginesWith = (parse: (source: string) => object): Record<string, { parse: (source: string) => object }> => {
  const refuse = {
    parse: (): object => {
      throw new Error('only YAML is read');
    },
  };
  return Object.assign(Object.create(null) as object, {
    yaml: { parse },
    json: refuse,
    javascript: refuse,
    coffee: refuse,
  });
};

const readYaml = (source: string, toPage: (offset: number) => number): FrontMatterReading => {
  const document = parseDocument(source, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
    keepSourceTokens: false,
  });
  const span = (from: number, to: number): Span => ({ start: toPage(from), end: toPage(to) });
  const error = firstError(document, source, span);
  const fields =
    isMap(document.contents) && error?.kind !== 'fatal'
      ? document.contents.items.flatMap(pair => fieldOf(document, source, pair, span))
      : [];
  const strings = error?.kind === 'fatal' ? [] : stringSpans(document, source, span);
  // Behind a syntax error, what YAML's recovery makes of the text is a guess.
  const before = (part: Span): boolean => error?.kind !== 'syntax' || part.end < error.start;
  return {
    fields: fields.filter(before),
    strings: strings.filter(before),
    error: error && { start: error.start, end: error.end, message: error.message },
  };
};

/** An error in the block: after a `fatal` one no value can be read, after one of `syntax` those before it. */
interface ReadError extends FrontMatterError {
  readonly kind: 'fatal' | 'syntax' | 'structure';
}

type ToSpan = (from: number, to: number) => Span;

const firstError = (document: Document.Parsed, source: string, span: ToSpan): ReadError | undefined => {
  const found = [...syntaxErrors(document, source, span), ...structureErrors(document, source, span)];
  const rank = { fatal: 0, syntax: 1, structure: 2 };
  return found.sort((a, b) => rank[a.kind] - rank[b.kind] || a.start - b.start)[0];
};

const syntaxErrors = (document: Document.Parsed, source: string, span: ToSpan): readonly ReadError[] =>
  document.errors.map(error => {
    const place = errorPlace(document, source, error);
    const hint = HINTS[error.code];
    const reason = error.message
      .replace(/^[A-Z](?=[a-z])/, c => c.toLowerCase())
      .replace(/[.\s]+$/, '')
      .replace(/(['"])quote$/, 'quote $1');
    const message = `The front matter is not valid YAML: ${shorten(reason)}.${hint === undefined ? '' : ` ${hint}`}`;
    return { ...span(...place), message, kind: 'syntax' };
  });

/** Where the mistake is: for a quote that is never closed that quote, not the end of the text; at least one character. */
const errorPlace = (document: Document.Parsed, source: string, error: YAMLParseError): [number, number] => {
  const [from, to] = error.pos;
  const open = error.code === 'MISSING_CHAR' ? unclosedQuote(document, source) : undefined;
  if (open !== undefined) return [open, lineEnd(source, open)];
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return [from, Math.max(from + 1, lineEnd(source, from))];
  return from + 1 < source.length
    ? [from, Math.max(to, from + 1)]
    : [Math.max(0, source.trimEnd().length - 1), source.length];
};

const lineEnd = (source: string, from: number): number => {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
};

const unclosedQuote = (document: Document.Parsed, source: string): number | undefined => {
  let open: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (
        range &&
        (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') &&
        (range[1] - range[0] < 2 || source[range[1] - 1] !== source[range[0]])
      ) {
        open = range[0];
      }
    },
  });
  return open;
};

/** What most likely was meant, for the mistakes that people make. */
const HINTS: Readonly<Record<string, string | undefined>> = {
  BLOCK_AS_IMPLICIT_KEY: 'A value that contains “: ” needs quotes.',
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Front matter is one document.',
};

/** Faults that YAML's grammar allows but front matter does not: no map, a key twice, aliases without end. */
const structureErrors = (document: Document.Parsed, source: string, span: ToSpan): readonly ReadError[] => {
  const { contents } = document;
  const errors: ReadError[] = [];
  if (contents !== null && !isMap(contents) && !(isScalar(contents) && contents.value === null)) {
    const [from, to] = trimmed(source, contents.range);
    errors.push({ ...span(from, to), message: 'The front matter must consist of lines “key: value”.', kind: 'fatal' });
  }
  let aliases = 0;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = keyText(key);
        if (seen.has(name)) {
          errors.push({
            ...span(...trimmed(source, key.range)),
            message: `The key “${shorten(name)}” stands here twice.`,
            kind: 'structure',
          });
        }
        seen.add(name);
      }
    },
    Alias: (_, alias, path) => {
      const place = span(...trimmed(source, alias.range));
      if (++aliases > MAX_ALIAS_COUNT) {
        errors.push({ ...place, message: `The front matter has more than ${MAX_ALIAS_COUNT} aliases.`, kind: 'fatal' });
        return visit.BREAK;
      }
      const around = path.some(node => isCollection(node) && node.anchor === alias.source);
      if (around)
        errors.push({
          ...place,
          message: `The alias “*${shorten(alias.source)}” stands inside of what it names.`,
          kind: 'fatal',
        });
      return undefined;
    },
  });
  if (errors.some(error => error.kind === 'fatal')) return errors;
  const first = firstAlias(document);
  if (first === undefined) return errors;
  if (first.resolve(document) === undefined) {
    const message = `The alias “*${shorten(first.source)}” names nothing. Text that begins with “*” needs quotes.`;
    errors.push({ ...span(...trimmed(source, first.range)), message, kind: 'structure' });
  }
  if (!countAliases(document, contents, { aliases: MAX_ALIAS_COUNT })) {
    errors.push({
      ...span(...trimmed(source, first.range)),
      message: `The aliases of the front matter expand to more than ${MAX_ALIAS_COUNT} copies.`,
      kind: 'fatal',
    });
  }
  return errors;
};

const isCollection = (node: unknown): node is { anchor?: string } => isMap(node) || isSeq(node);

const firstAlias = (document: Document.Parsed): Alias | undefined => {
  let first: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      first = alias;
      return visit.BREAK;
    },
  });
  return first;
};

/** Follows every alias as reading the values would; false as soon as that takes more than the budget. */
const countAliases = (document: Document.Parsed, node: unknown, budget: { aliases: number }): boolean => {
  if (isAlias(node)) return --budget.aliases >= 0 && countAliases(document, node.resolve(document), budget);
  if (isSeq(node)) return node.items.every(item => countAliases(document, item, budget));
  if (isMap(node)) return node.items.every(pair => countAliases(document, pair.value, budget));
  return true;
};

const fieldOf = (
  document: Document.Parsed,
  source: string,
  pair: Pair<unknown, unknown>,
  span: ToSpan,
): readonly FrontMatterField[] => {
  const { key, value } = pair;
  if (!isScalar(key) || !key.range) return [];
  const [keyStart, keyEnd] = trimmed(source, key.range);
  const [valueStart, valueEnd] = valueRange(source, keyEnd, value);
  const place = span(valueStart, valueEnd);
  const name = span(keyStart, keyEnd);
  return [
    {
      key: keyText(key),
      start: name.start,
      keyEnd: name.end,
      value: valueOf(document, value),
      valueStart: place.start,
      valueEnd: place.end,
      end: Math.max(place.end, name.end),
    },
  ];
};

const keyText = (key: Scalar): string => (typeof key.value === 'string' ? key.value : (key.source ?? ''));

/** Where a value's source stands: without trailing blanks; for no value at all, the end of the key's line. */
const valueRange = (source: string, keyEnd: number, value: unknown): readonly [number, number] => {
  const range = rangeOf(value);
  if (range !== undefined && range[1] > range[0]) return trimmed(source, range);
  const end = lineEnd(source, keyEnd);
  return [end, end];
};

const rangeOf = (node: unknown): readonly [number, number, number] | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range ?? undefined) : undefined;

const YAML_BLANK = /[ \t\r\n]/;

/** The range of a node without the blanks and line breaks that YAML counts to its end. */
const trimmed = (source: string, range: readonly [number, number, number] | null | undefined): [number, number] => {
  if (!range) return [0, 0];
  const [from] = range;
  let to = range[1];
  while (to > from && YAML_BLANK.test(source.charAt(to - 1))) to--;
  return [from, to];
};

/** A node's value as plain data. The document's aliases have been counted before, so this ends. */
const valueOf = (document: Document.Parsed, node: unknown): FrontMatterValue => {
  if (isAlias(node)) return valueOf(document, node.resolve(document));
  if (isSeq(node)) return node.items.map(item => valueOf(document, item));
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(pair => [isScalar(pair.key) ? keyText(pair.key) : '', valueOf(document, pair.value)]),
    );
  }
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  return typeof value === 'bigint' ? Number(value) : (node.source ?? null);
};

/** The source of every string that is a value or part of one, in text order. */
const stringSpans = (document: Document.Parsed, source: string, span: ToSpan): readonly Span[] => {
  const spans: Span[] = [];
  visit(document, {
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string' || !node.range) return;
      const [from, to] = trimmed(source, node.range);
      const inner = innerRange(source, node.type, from, to);
      if (inner[1] > inner[0]) spans.push(span(...inner));
    },
  });
  return spans;
};

const innerRange = (source: string, type: string | undefined, from: number, to: number): [number, number] => {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return [from + 1, Math.max(from + 1, to - 1)];
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return [from, to];
  const header = source.indexOf('\n', from);
  return header < 0 ? [to, to] : [Math.min(header + 1, to), to];
};
