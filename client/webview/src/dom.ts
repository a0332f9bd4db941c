/** What an element may have besides its children; `class`, `role`, `aria-label` and other attributes by their names. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

type Child = Node | string | undefined;

/** An HTML element. Texts become text nodes, so nothing in them is ever read as HTML. `true` sets an attribute, `false` leaves it out. */
export const html = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => filled(document.createElement(name), attributes, children);

/** An SVG element, likewise. */
export const svg = <K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] =>
  filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

const filled = <E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : harmless(String(value)));
  }
  element.append(
    ...children
      .filter(child => child !== undefined)
      .map(child => (typeof child === 'string' ? harmless(child) : child)),
  );
  return element;
};

/**
 * A text without what nobody sees and what still acts: control characters and halves of characters, with which a saved picture would
 * be no XML, and marks that turn the direction of all that stands behind them.
 */
export const harmless = (text: string): string => text.replace(UNSEEN, '');

const UNSEEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;
