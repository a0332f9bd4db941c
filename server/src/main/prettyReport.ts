import pc from 'picocolors';
import { counted } from '../core/wording.ts';
import type { Severity } from '../problems/problem.ts';
import type { CheckReport, FoundProblem } from './checkReport.ts';

/** So much of a line is shown around a problem. */
const FRAME_WIDTH = 100;

const PAINT: Readonly<Record<Severity, (text: string) => string>> = {
  error: pc.red,
  warning: pc.yellow,
  information: pc.blue,
  hint: pc.dim,
};

/** Problems for a person to read: each with its line, and how many there are. `textOf` gives a page's text. */
export const prettyReport = ({ pages, problems }: CheckReport, textOf: (file: string) => string): string => {
  let file: string | undefined;
  let lines: readonly string[] = [];
  const blocks: string[] = [];
  for (const problem of problems) {
    if (problem.file !== file) {
      file = problem.file;
      lines = textOf(file).split(/\r\n|\n|\r/);
    }
    blocks.push(`${headline(problem)}\n  ${problem.message}\n${frame(problem, lines)}\n`);
  }
  return `${blocks.join('\n')}${blocks.length > 0 ? '\n' : ''}${summary(problems, pages)}\n`;
};

const headline = ({ file, range: { start }, severity, code }: FoundProblem): string =>
  `${file}:${start.line + 1}:${start.character + 1} ${PAINT[severity](severity)} ${pc.dim(code)}`;

/** The problem's line with a mark under it; of a long line the part around the problem, of several lines the first. */
const frame = ({ range: { start, end }, severity }: FoundProblem, lines: readonly string[]): string => {
  const line = lines[start.line] ?? '';
  const from = line.length <= FRAME_WIDTH ? 0 : Math.max(0, Math.min(start.character - 20, line.length - FRAME_WIDTH));
  const shown = line.slice(from, from + FRAME_WIDTH).replace(/\p{Cc}/gu, ' ');
  const stop = end.line === start.line ? end.character : line.length;
  const width = Math.max(1, Math.min(stop - start.character, from + FRAME_WIDTH - start.character));
  const number = String(start.line + 1);
  const gutter = ' '.repeat(number.length);
  const mark = ' '.repeat(start.character - from) + '^'.repeat(width);
  return `  ${pc.dim(`${number} |`)} ${shown}\n  ${pc.dim(`${gutter} |`)} ${PAINT[severity](mark)}`;
};

const summary = (problems: readonly FoundProblem[], pages: number): string => {
  const where = `${counted(pages, 'page')}`;
  if (problems.length === 0) return pc.green(`No problems in ${where}.`);
  const bySeverity = (['error', 'warning', 'information', 'hint'] as const)
    .map(severity => [severity, problems.filter(problem => problem.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) =>
      PAINT[severity](severity === 'information' ? `${number} information` : counted(number, severity)),
    );
  return `${counted(problems.length, 'problem')} in ${where}: ${bySeverity.join(', ')}.`;
};
