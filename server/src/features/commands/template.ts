/** A text with places that an author still fills in. */
export type Template = readonly (string | Stop)[];

/** A place to fill in. */
export interface Stop {
  /** Its place in the order in which they are visited, from 1. */
  readonly stop: number;
  /** What stands there until then; it may hold further stops. */
  readonly content: Template;
}

/** A stop that holds a text. */
export const stopAt = (stop: number, text: string): Stop => ({ stop, content: [text] });

/** The text as it stands before anything is filled in. */
export const templateText = (template: Template): string =>
  template.map(part => (typeof part === 'string' ? part : templateText(part.content))).join('');

/** The same in the snippet syntax of LSP; the cursor ends where the text ends. */
export const templateSnippet = (template: Template): string => `${body(template)}$0`;

const body = (template: Template): string =>
  template.map(part => (typeof part === 'string' ? escaped(part) : `\${${part.stop}:${body(part.content)}}`)).join('');

const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
