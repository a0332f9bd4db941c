/** What a text is as the date of an incident: well formed and in the calendar, out of the calendar, or something else. */
export type DateReading = 'date' | 'impossible' | 'malformed';

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const readDate = (text: string): DateReading => {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (match?.[1] === undefined) return 'malformed';
  const [, year, month, day] = match;
  if (Number(year) < 1900) return 'impossible';
  if (month === undefined) return 'date';
  if (Number(month) < 1 || Number(month) > 12) return 'impossible';
  if (day === undefined) return 'date';
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month)) ? 'date' : 'impossible';
};

/** What is wrong with a text as such a date, as a sentence; undefined for one of the calendar. */
export const dateFault = (text: string): string | undefined => {
  switch (readDate(text)) {
    case 'date':
      return undefined;
    case 'impossible':
      return `'${text}' is not a day, month or year of the calendar.`;
    case 'malformed':
      return `'${text}' is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD.`;
  }
};

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
