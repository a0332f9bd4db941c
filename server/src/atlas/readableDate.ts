import { readDate } from './dates.ts';

/**
 * What a text that is no ISO date may mean as one, best first: `16 April 2020`, `2020/4/16`, `April 2020`. One where it can
 * only be read so, two where day and month may be either (`4/5/2020`), none where it is no date of the calendar.
 */
export const datesMeant = (text: string): readonly string[] => {
  const plain = text
    .trim()
    .replace(/^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+/i, '')
    .replace(/\s+/g, ' ');
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    const found = read(match.slice(1)).filter(date => readDate(date) === 'date');
    if (found.length > 0) return [...new Set(found)];
  }
  return [];
};

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const MONTH = String.raw`([a-z]{3,9})\.?`;
const YEAR = String.raw`(\d{4})`;

type Form = readonly [pattern: RegExp, read: (parts: readonly string[]) => readonly string[]];

const form = (source: string, read: Form[1]): Form => [new RegExp(`^${source}$`, 'i'), read];

const FORMS: readonly Form[] = [
  // With what a machine adds: a time of the day.
  form(String.raw`(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?`, ([date = '']) => [date]),
  form(String.raw`${YEAR}\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})`, ([year = '', a = '', b = '']) => {
    const right = iso(year, a, b);
    return readDate(right) === 'date' ? [right] : [iso(year, b, a)];
  }),
  form(String.raw`${YEAR}\s?[-/.]\s?(\d{1,2})`, ([year = '', month = '']) => [iso(year, month)]),
  form(String.raw`(\d{1,2})\s?[-/]\s?${YEAR}`, ([month = '', year = '']) => [iso(year, month)]),
  form(String.raw`(\d{4})(\d\d)(\d\d)`, ([year = '', month = '', day = '']) => [iso(year, month, day)]),
  form(String.raw`(\d{1,2})\.\s?(\d{1,2})\.\s?${YEAR}`, ([day = '', month = '', year = '']) => [iso(year, month, day)]),
  form(String.raw`(\d{1,2})\s?[-/]\s?(\d{1,2})\s?[-/]\s?${YEAR}`, ([a = '', b = '', year = '']) => [
    iso(year, b, a),
    iso(year, a, b),
  ]),
  form(String.raw`${DAY}(?: of)?[ -]${MONTH},?[ -]${YEAR}`, ([day = '', month = '', year = '']) => [
    iso(year, numberOf(month), day),
  ]),
  form(String.raw`${MONTH} ${DAY},? ${YEAR}`, ([month = '', day = '', year = '']) => [iso(year, numberOf(month), day)]),
  form(String.raw`${YEAR},?[ -]${MONTH}[ -]${DAY}`, ([year = '', month = '', day = '']) => [
    iso(year, numberOf(month), day),
  ]),
  form(String.raw`${MONTH},?[ -]${YEAR}`, ([month = '', year = '']) => [iso(year, numberOf(month))]),
  form(String.raw`${YEAR},?[ -]${MONTH}`, ([year = '', month = '']) => [iso(year, numberOf(month))]),
];

/** The parts as an ISO date; what is out of the calendar is sorted out later. */
const iso = (...parts: readonly string[]): string => parts.map(part => part.padStart(2, '0')).join('-');

/** The number of a month's English name or of its first three letters or more; `00`, which no month has, for other words. */
const numberOf = (word: string): string => {
  const month = MONTHS.findIndex(name => name.startsWith(word.toLowerCase()));
  return String(month + 1);
};
