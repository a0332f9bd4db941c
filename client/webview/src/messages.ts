import type { CaseStudyView } from '../../../server/src/lsp/protocol.ts';

/** Texts that a webview shows, by their English form; the extension translates them. */
export type Texts = Readonly<Record<string, string>>;

/** What the extension hands to a case-study preview before it runs. */
export interface CaseStudyData {
  readonly texts: Texts;
}

/** From the extension to a case-study preview. */
export type ToCaseStudy =
  | {
      readonly type: 'show';
      readonly view: CaseStudyView;
      /** The page's text as HTML, not yet sanitised; undefined where the window cannot render markdown. */
      readonly html: string | undefined;
      /** Where pictures with a relative address lie, as the webview may load them: ends in `/`. */
      readonly base: string;
      /** The folder of the vault, likewise, for addresses that start with `/`. */
      readonly root: string;
    }
  /** There is nothing to show, for this reason. */
  | { readonly type: 'nothing'; readonly reason: string }
  /** The cursor moved to this line (from 0). */
  | { readonly type: 'cursor'; readonly line: number };

/** From a case-study preview to the extension. */
export type FromCaseStudy =
  | { readonly type: 'ready' }
  /** Go to a line of the page. */
  | { readonly type: 'goTo'; readonly line: number }
  /** Open what a link leads to: an address as it stands in the page. */
  | { readonly type: 'open'; readonly href: string }
  | { readonly type: 'copySvg'; readonly svg: string }
  | { readonly type: 'saveSvg'; readonly svg: string }
  /** `data` is base64. */
  | { readonly type: 'savePng'; readonly data: string }
  /** A document of its own, without script; pictures still at their addresses in the webview. */
  | { readonly type: 'saveHtml'; readonly html: string }
  | { readonly type: 'say'; readonly message: string };

/** What a case-study preview keeps while it is hidden, and over a reload of the window. */
export interface CaseStudyState {
  readonly uri: string;
  readonly scroll: number;
}
