import type { Field, Heading, Link, Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { firstFrom } from '../core/text.ts';
import { plainText } from './names.ts';
import { firstPageLink } from './lists/pageLists.ts';

/** `### Step N: name` with what stands under it. */
export interface Step {
  readonly heading: Heading;
  readonly headingIndex: number;
  readonly number: number;
  /** Span of the number's digits, and of the name behind the colon. */
  readonly numberSpan: Span;
  /** Empty where the heading is only `Step 3`; the span is then at the heading's end. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly techniques: readonly StepLine[];
  readonly tactics: readonly StepLine[];
}

/** A line `**Technique:** [[…]]` or `**Tactic:** [[…]]`; `link` is its first link to a page, if it has one. */
export interface StepLine {
  readonly field: Field;
  readonly link: Link | undefined;
}

const STEP = /^step\s+(\d{1,6})(?![\w.]*\d)\s*(?:[:.)\u2013\u2014-]\s*(.*))?$/i;

/** The steps of a case study, in text order. */
export const readSteps = (page: Page): readonly Step[] => {
  const steps: Step[] = [];
  const { headings, fields } = page;
  for (let i = 0; i < headings.length; i++) {
    const heading = headings[i];
    if (heading === undefined || (heading.text.charCodeAt(0) | 32) !== 115) continue;
    const match = STEP.exec(heading.text);
    if (match === null) continue;
    let behind = i + 1;
    while ((headings[behind]?.level ?? 0) > heading.level) behind++;
    const digits = match[1] ?? '';
    const numberStart = heading.textStart + heading.text.indexOf(digits);
    const name = (match[2] ?? '').trim();
    const nameEnd = heading.textEnd;
    const end = headings[behind]?.start ?? page.length;
    const own = { techniques: [] as StepLine[], tactics: [] as StepLine[] };
    const below = { techniques: [] as StepLine[], tactics: [] as StepLine[] };
    for (let f = firstFrom(fields, heading.end); f < fields.length; f++) {
      const field = fields[f];
      if (field === undefined || field.start >= end) break;
      const what = stepLineKind(field);
      if (what !== undefined)
        (field.heading === i ? own : below)[what].push({ field, link: stepLineLink(page, field) });
    }
    steps.push({
      heading,
      headingIndex: i,
      number: Number(digits),
      numberSpan: { start: numberStart, end: numberStart + digits.length },
      name: plainText(name),
      nameSpan: { start: nameEnd - name.length, end: nameEnd },
      techniques: own.techniques.length > 0 ? own.techniques : below.techniques,
      tactics: own.tactics.length > 0 ? own.tactics : below.tactics,
    });
  }
  return steps;
};

/** Whether a field is a Technique or a Tactic line. */
export const stepLineKind = ({ key }: Field): 'techniques' | 'tactics' | undefined => {
  if ((key.charCodeAt(0) | 32) !== 116) return undefined;
  const folded = key.toLowerCase();
  return folded === 'technique' ? 'techniques' : folded === 'tactic' ? 'tactics' : undefined;
};

/** A page with a Tactic line matches this, as every author writes it. One pattern, since fifty thousand pages are searched for it. */
export const TACTIC_LINE_MARK = /\*\*(?:Tactic|tactic|TACTIC)/;

/** The link of a Technique or Tactic line. */
export const stepLineLink = (page: Page, field: Field): Link | undefined =>
  firstPageLink(page, field.valueStart, field.end);
