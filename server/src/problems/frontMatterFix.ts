import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { formatIdLabel } from '../atlas/ids.ts';
import { CASE_STUDY_TYPE } from '../atlas/pageIdentity.ts';
import { isBlankIn, lineBreakOf, lineEndIn, nextLineIn } from '../core/lines.ts';
import type { FrontMatter, FrontMatterField, Page } from '../core/page.ts';
import { slugsOf } from '../core/paths.ts';
import type { TextEdit } from '../core/text.ts';
import { yamlText } from '../core/yamlText.ts';
import { listedAnd } from '../core/wording.ts';
import { likelyIf, textFix } from './fix.ts';
import type { Confidence, Fix } from './problem.ts';

/** Repairs of a front matter: of one field's value, or inserting these keys with what the page itself says. */
export const frontMatterFixes = (
  book: Casebook,
  page: Page,
  wrong: FrontMatterField | readonly string[],
): readonly Fix[] => ('key' in wrong ? valueFixes(book, page, wrong) : insertFix(book, page, wrong));

/** What a page says of itself; sure where nothing else can be meant. */
interface OwnValue {
  readonly value: string;
  readonly isSure: boolean;
}

const ownValue = (book: Casebook, page: Page, key: string): OwnValue => {
  if (key === 'type') return { value: CASE_STUDY_TYPE, isSure: true };
  if (key === 'id') {
    const [name = '', folder] = slugsOf(page.id);
    return { value: folder ?? name, isSure: folder === undefined };
  }
  const { id, name, claims } = atlasPage(page);
  const heading = claims.find(({ source }) => source === 'heading');
  const agree = claims.every(claim => claim.id === undefined || claim.id === id);
  const known = heading?.name ?? (id === undefined ? undefined : book.catalogue.byId.get(id)?.name) ?? name;
  return { value: id === undefined ? known : formatIdLabel(id, known), isSure: heading?.id !== undefined && agree };
};

const confidenceOf = (values: readonly OwnValue[]): Confidence =>
  values.every(({ isSure }) => isSure) ? 'certain' : 'likely';

const insertFix = (book: Casebook, page: Page, keys: readonly string[]): readonly Fix[] => {
  const values = keys.map(key => ({ key, ...ownValue(book, page, key) }));
  const { frontMatter } = page;
  const shown = listedAnd(keys.map(key => `'${key}'`));
  const lines = values.map(({ key, value }) => ({ key, line: `${key}: ${yamlText(value)}` }));
  const confidence = confidenceOf(values);
  if (frontMatter !== undefined) {
    const title = `Insert ${shown} into the front matter`;
    return [textFix(title, page, text => insertLines(text, frontMatter, lines), confidence)];
  }
  const written = lines.map(({ line }) => line);
  return [textFix(`Insert front matter with ${shown}`, page, text => [newBlock(text, written)], confidence)];
};

const newBlock = (text: string, lines: readonly string[]): TextEdit => {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const block = ['---', ...lines, '---', '', ''];
  return { span: { start, end: start }, newText: block.join(lineBreakOf(text)) };
};

/** The order of fields in a page's front matter. */
const ORDER = ['id', 'title', 'sidebar_label', 'type', 'sidebar_position'];

/** Each line behind the last of the fields that come before it, else at the top. */
const insertLines = (
  text: string,
  { fields, bodyStart }: FrontMatter,
  lines: readonly { readonly key: string; readonly line: string }[],
): readonly TextEdit[] => {
  const byPlace = new Map<number, string>();
  for (const { key, line } of lines) {
    const before = ORDER.slice(0, ORDER.indexOf(key))
      .reverse()
      .map(other => fields.find(field => field.key === other))
      .find(field => field !== undefined);
    const at = before === undefined ? bodyStart : nextLineIn(text, before.end);
    byPlace.set(at, (byPlace.get(at) ?? '') + line + lineBreakOf(text));
  }
  return [...byPlace].map(([at, newText]) => ({ span: { start: at, end: at }, newText }));
};

const valueFixes = (book: Casebook, page: Page, field: FrontMatterField): readonly Fix[] => {
  const { key, value } = field;
  const own = ownValue(book, page, key);
  const set = (confidence: Confidence): Fix =>
    textFix(
      `Set '${key}' to '${own.value}'`,
      page,
      text => [replaceValue(text, field, yamlText(own.value))],
      confidence,
    );
  if (key === 'type' || (typeof value !== 'number' && typeof value !== 'boolean'))
    return [set(own.isSure && (value === null || typeof value !== 'object') ? 'certain' : 'likely')];
  // A number or a word of YAML's is what the author wrote: it may be meant, and is one in quotes.
  const isOwn = String(value) === own.value;
  const quoted = (text: string): TextEdit =>
    replaceValue(text, field, JSON.stringify(text.slice(field.valueStart, field.valueEnd)));
  const quote = textFix(`Put '${key}' in quotes`, page, text => [quoted(text)], isOwn ? 'certain' : 'possible');
  return isOwn ? [quote] : [set(likelyIf(true)), quote];
};

const replaceValue = (text: string, { keyEnd, valueStart, valueEnd }: FrontMatterField, value: string): TextEdit => {
  if (valueEnd > valueStart) return { span: { start: valueStart, end: valueEnd }, newText: value };
  // An empty value stands at the end of its line, behind a comment if there is one.
  const start = text.indexOf(':', keyEnd) + 1;
  const end = lineEndIn(text, start);
  return { span: { start, end: isBlankIn(text, start, end) ? end : start }, newText: ` ${value}` };
};
