import { escapeHtml } from '../escapeHtml.ts';

/** An HTML element with a text in it; text and attributes may be anything. */
export function element(name: string, attributes: Readonly<Record<string, string>>, text: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join('')}>${escapeHtml(text)}</${name}>`;
}
