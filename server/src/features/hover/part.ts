import type { PageId, Place } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';

/** A piece of a hover: markdown of ours, a stretch of a page's text to be read and escaped, or a line that links a page. */
export type HoverPart =
  | { readonly markdown: string }
  | { readonly excerpt: Place; readonly links: readonly ExcerptLink[] }
  | { readonly link: PageId; readonly title: string; readonly note?: string };

/** A wiki-link or embed in an excerpt. Its offsets count from the excerpt's start. */
export interface ExcerptLink extends Span {
  /** What a reader sees of it. */
  readonly label: string;
  /** The page or file that it leads to; undefined where it is broken. */
  readonly path: string | undefined;
}
