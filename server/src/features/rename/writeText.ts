import { linkLabel } from '../../core/linkText.ts';
import type { Link } from '../../core/page.ts';
import type { Span, TextEdit } from '../../core/text.ts';
import { applyEdits } from '../../core/text.ts';

/** A text as it stands for a heading's: what would be taken for closing marks or for a block's mark at its end is escaped. */
export const headingText = (text: string): string => text.replace(/(^|\s)(#+|\^[A-Za-z0-9-]+)$/, '$1\\$2');

/** A part of a link's label (offsets in `link.label`) that gets another text. */
export interface LabelPart extends Span {
  readonly text: string;
}

/**
 * The edits that write other texts over parts of a link's label, as they are written at the link's place. None where they could
 * break the YAML around it: the page does not tell in which quotes the label stands.
 */
export const writeInLabel = (link: Link, parts: readonly LabelPart[]): readonly TextEdit[] => {
  const { kind, label = '', labelStart, labelEnd, place } = link;
  if (parts.length === 0 || (place === 'frontMatter' && parts.some(({ text }) => /["'\\]|:\s|\s#/.test(text))))
    return [];
  const isMarkdown = kind === 'markdown' || kind === 'image';
  const write = (text: string): string =>
    isMarkdown ? markdownLabel(text, place === 'table') : linkLabel(text, place === 'table');
  const edits = parts.map(({ start, end, text }): TextEdit => ({ span: { start, end }, newText: write(text) }));
  // A wiki-link's label is known without the blanks around it; a markdown link's, as it stands, though only the first part of a long one.
  if (!isMarkdown && labelEnd - labelStart !== label.length)
    return [{ span: { start: labelStart, end: labelEnd }, newText: applyEdits(label, edits) }];
  return edits.map(({ span, newText }) => ({
    span: { start: labelStart + span.start, end: labelStart + span.end },
    newText,
  }));
};

const markdownLabel = (text: string, inTable: boolean): string =>
  text.replace(inTable ? /[[\]|]/g : /[[\]]/g, c => `\\${c}`);

/** Whether all of a link's label is known. */
export const isLabelKnown = ({ kind, label, labelStart, labelEnd }: Link): boolean =>
  label !== undefined && (kind === 'wiki' || kind === 'embed' || label.length === labelEnd - labelStart);
