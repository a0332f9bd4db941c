import type { Place } from '../../core/page.ts';
import type { Span, TextEdit } from '../../core/text.ts';

/** One offer of a completion list. */
export interface CompletionItem {
  readonly label: string;
  /** Shown directly behind the label, less prominently. */
  readonly detail: string | undefined;
  /** Shown at the right edge: tactic and maturity of a technique, the folder of a note. */
  readonly description: string | undefined;
  readonly kind: 'page' | 'heading' | 'block' | 'value' | 'key' | 'text';
  /**
   * Equal to the text in the edit's range: editors match it against what is typed, and the words of a page may be typed
   * in any order.
   */
  readonly filterText: string;
  /** Carries our order, since editors sort by it. */
  readonly sortText: string;
  /** One line; covers the cursor. */
  readonly edit: TextEdit;
  /** Text, or a stretch of a file to be read when the item is looked at. */
  readonly documentation: Place | string | undefined;
}

export interface CompletionResult {
  /** Best first, at most `MAX_ITEMS`. */
  readonly items: readonly CompletionItem[];
  /** Whether the list must be asked for again when more is typed. */
  readonly isIncomplete: boolean;
}

export const MAX_ITEMS = 200;

/** What a place offers, before it is bound to the range that it replaces. */
export interface Offer {
  readonly label: string;
  readonly detail?: string | undefined;
  readonly description?: string | undefined;
  readonly kind: CompletionItem['kind'];
  readonly newText: string;
  readonly documentation?: Place | string | undefined;
}

/** Binds offers, best first, to the stretch of `text` that each would replace. */
export const itemsOf = (text: string, span: Span, offers: readonly Offer[]): readonly CompletionItem[] => {
  const filterText = text.slice(span.start, span.end);
  return offers.slice(0, MAX_ITEMS).map((offer, i) => ({
    label: offer.label,
    detail: offer.detail,
    description: offer.description,
    kind: offer.kind,
    filterText,
    sortText: SORT_TEXTS[i] ?? '',
    edit: { span, newText: offer.newText },
    documentation: offer.documentation,
  }));
};

const SORT_TEXTS = Array.from({ length: MAX_ITEMS }, (_, i) => String(i).padStart(4, '0'));
