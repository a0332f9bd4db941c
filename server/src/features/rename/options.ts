import type { MoveOptions } from '../moveFiles.ts';

export interface RenameOptions extends MoveOptions {
  /** Whether the edit may rename files. Default true; else a page's file keeps its name when the page gets another. */
  readonly renamesFiles?: boolean | undefined;
}
