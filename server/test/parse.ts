import { TACTIC_LINE_MARK } from '../src/atlas/steps.ts';
import { MENTION } from '../src/atlas/ids.ts';
import type { Page } from '../src/core/page.ts';
import { parsePage } from '../src/core/parsePage.ts';
import { readFrontMatter } from '../src/frontMatter.ts';

/** What every test parses with: the real front matter reader and ATLAS IDs as mentions. */
export const dialect = { readFrontMatter, mention: MENTION, mark: TACTIC_LINE_MARK };

export const parse = (id: string, text: string): Page => parsePage(id, text, dialect);
