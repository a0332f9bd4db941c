import { formatPatch, structuredPatch } from 'diff';
import type { StructuredPatch, StructuredPatchHunk } from 'diff';
import pc from 'picocolors';
import type { MendedFile } from './openFiles.ts';

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** With more changed lines than this in a page, the shortest way from one text to the other takes too long to find. */
const MOST_CHANGES = 1000;

/** What becomes of a file as a patch that `git apply` takes, run at the vault's root. Exact to the byte, line ends included. */
export const unifiedDiff = ({ path, before, after }: MendedFile): string => {
  const isNew = before === undefined;
  const options = { context: CONTEXT, maxEditLength: MOST_CHANGES };
  const names = [isNew ? '/dev/null' : `a/${path}`, `b/${path}`] as const;
  const hunks =
    structuredPatch(...names, before ?? '', after, undefined, undefined, options)?.hunks ??
    wholeHunk(before ?? '', after);
  const patch: StructuredPatch = {
    oldFileName: names[0],
    newFileName: names[1],
    oldHeader: undefined,
    newHeader: undefined,
    isGit: true,
    ...(isNew ? { isCreate: true } : {}),
    hunks: [...hunks],
  };
  return formatPatch(patch);
};

/** All between the first and the last line that differ, as one change. */
const wholeHunk = (before: string, after: string): readonly StructuredPatchHunk[] => {
  const [old, now] = [linesOf(before), linesOf(after)];
  const shortest = Math.min(old.length, now.length);
  let head = 0;
  while (head < shortest && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shortest - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const start = Math.max(0, head - CONTEXT);
  const rest = Math.max(0, tail - CONTEXT);
  const marked = (mark: string, lines: readonly string[]): readonly string[] =>
    lines.flatMap(line =>
      line.endsWith('\n') ? mark + line.slice(0, -1) : [mark + line, '\\ No newline at end of file'],
    );
  return [
    {
      oldStart: start + 1,
      oldLines: old.length - rest - start,
      newStart: start + 1,
      newLines: now.length - rest - start,
      lines: [
        ...marked(' ', old.slice(start, head)),
        ...marked('-', old.slice(head, old.length - tail)),
        ...marked('+', now.slice(head, now.length - tail)),
        ...marked(' ', old.slice(old.length - tail, old.length - rest)),
      ],
    },
  ];
};

/** Lines with what ends them. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A patch for a person's eyes on a terminal: in colours where there are any, and with nothing in it that would steer the terminal. */
export const shownOnTerminal = (patch: string, hasColours: boolean): string => {
  const { bold, cyan, green, red } = pc.createColors(hasColours);
  let isHeader = true;
  const paint = (line: string): string => {
    if (line.startsWith('@@')) isHeader = false;
    if (isHeader) return bold(line);
    if (line.startsWith('@@')) return cyan(line);
    return line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line;
  };
  return patch
    .split('\n')
    .map(line => (line === '' ? line : paint(line.replace(/\r$/, '').replace(/(?!\t)\p{Cc}/gu, ' '))))
    .join('\n');
};
