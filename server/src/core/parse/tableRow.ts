import { parseInline } from './inline.ts';
import type { InlineSource } from './inlineScanner.ts';
import { fault } from './inlineScanner.ts';
import type { PageBuilder } from './pageBuilder.ts';
import { isPlaceholderTarget } from '../placeholder.ts';
import { addWikiLink } from './wikiLink.ts';

/**
 * A table row's inline source: its cells one by one, since a bar ends a cell whatever stands in it. A wiki-link cut by
 * an unescaped bar is read as what its author meant, with a fault at the bar.
 */
export const parseTableRow = (builder: PageBuilder, input: InlineSource): void => {
  const { source, end } = input;
  let cell = input.start;
  const lastClose = source.lastIndexOf(']]', end - 2);
  for (let at = input.start; at < end; at++) {
    const c = source.charCodeAt(at);
    if (c === 91 && at < lastClose && source.charCodeAt(at + 1) === 91 && source.charCodeAt(at - 1) !== 92) {
      const close = source.indexOf(']]', at + 2);
      const inner = close < 0 || close + 2 > end ? '' : source.slice(at + 2, close);
      const bar = /^[^[\]`|]*[^[\]`|\\](\|)[^[\]`]*$/.exec(inner);
      if (bar === null || countTicks(source, cell, at) % 2 === 1 || isPlaceholderTarget(inner)) continue;
      parseInline(builder, { ...input, start: cell, end: at });
      const firstBar = inner.indexOf('|');
      const head = inner.slice(0, firstBar);
      const row = { ...input, builder };
      addWikiLink(row, {
        head,
        bar: { start: firstBar, end: firstBar + 1 },
        inner,
        close,
        place: 'table',
        faulty: true,
      });
      fault(row, 'bar', at + 2 + firstBar, at + 3 + firstBar);
      cell = close + 2;
      at = close + 1;
    } else if (c === 124 && source.charCodeAt(at - 1) !== 92) {
      parseInline(builder, { ...input, start: cell, end: at });
      cell = at + 1;
    }
  }
  parseInline(builder, { ...input, start: cell, end });
};

const countTicks = (source: string, start: number, end: number): number => {
  let count = 0;
  for (let i = start; i < end; i++) if (source.charCodeAt(i) === 96) count++;
  return count;
};
