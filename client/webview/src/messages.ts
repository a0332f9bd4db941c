import type {
  CaseStudyItem,
  CaseStudyView,
  MatrixChange,
  MatrixPathView,
  MatrixView,
} from '../../../server/src/lsp/protocol.ts';

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
  | ({ readonly type: 'saveHtml' } & SavedPage)
  /** The picture could not be drawn, which is to be said. */
  | { readonly type: 'noPicture' };

/** A page that is to be saved as a file that needs no other. */
export interface SavedPage {
  readonly title: string;
  /** What stands in its `main`, safe HTML, cut where a picture stands: there is one picture less than there are parts. */
  readonly parts: readonly string[];
  readonly pictures: readonly SavedPicture[];
  /** The theme's colours and fonts by the names of VS Code's variables. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface SavedPicture {
  /** Where it lies, as the page says. */
  readonly address: string;
  readonly alt: string;
  readonly width?: string;
  readonly height?: string;
}

/** What a case-study preview keeps while it is hidden, and over a reload of the window. */
export interface CaseStudyState {
  readonly uri: string;
  readonly scroll: number;
}

/** What the extension hands to the matrix before it runs. */
export interface MatrixData {
  readonly texts: Texts;
}

/** From the extension to the matrix. */
export type ToMatrix =
  | {
      readonly type: 'show';
      readonly view: MatrixView;
      /** The case studies whose ways are drawn, at most two. */
      readonly paths: readonly MatrixPathView[];
    }
  /** What became of the matrix that was shown last, and the ways through it now. */
  | { readonly type: 'change'; readonly change: MatrixChange; readonly paths: readonly MatrixPathView[] }
  | { readonly type: 'nothing'; readonly reason: string }
  /** Who uses a technique. */
  | { readonly type: 'users'; readonly id: string; readonly studies: readonly CaseStudyItem[] };

/** From the matrix to the extension. */
export type FromMatrix =
  | { readonly type: 'ready'; readonly state: MatrixState | undefined }
  | { readonly type: 'open'; readonly uri: string }
  /** Choose another case study whose way is to be drawn. */
  | { readonly type: 'pickStudy' }
  | { readonly type: 'dropStudy'; readonly uri: string }
  | { readonly type: 'users'; readonly id: string };

/** What the matrix keeps while it is hidden, and over a reload of the window. */
export interface MatrixState {
  readonly filter: MatrixFilter;
  /** URIs of the case studies whose ways are drawn. */
  readonly studies: readonly string[];
  /** IDs of the techniques whose sub-techniques are shown; undefined for the choice that fits the size. */
  readonly open: readonly string[] | undefined;
  /** URI of the vault's folder; undefined before there was one. */
  readonly root: string | undefined;
  /** How far it is scrolled, in pixels. */
  readonly scroll: { readonly left: number; readonly top: number };
}

/** Which techniques stay bright; the others step back. */
export interface MatrixFilter {
  readonly text: string;
  /** Empty for all. */
  readonly maturity: string;
  readonly usedOnly: boolean;
}
