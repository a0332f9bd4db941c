import type { PageId, Place } from '../../core/page.ts';

/** A piece of a hover: markdown of ours, a stretch of a page's text to be read and escaped, or a line that links a page. */
export type HoverPart =
  | { readonly markdown: string }
  | { readonly excerpt: Place }
  | { readonly link: PageId; readonly title: string; readonly note?: string };
