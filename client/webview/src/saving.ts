import { svg as element } from './dom.ts';
import type { SavedPage } from './messages.ts';
import { addressOf, ID_PREFIX } from './pageText.ts';

/** The source of an SVG picture as a file: without what only a webview needs. */
export const svgSource = (picture: SVGSVGElement): string => {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  for (const each of copy.querySelectorAll('[tabindex], [role], [class]')) {
    for (const name of ['tabindex', 'role', 'class', 'data-step', 'aria-description']) each.removeAttribute(name);
  }
  copy.removeAttribute('role');
  copy.prepend(element('title', {}, copy.getAttribute('aria-label') ?? ''));
  copy.removeAttribute('aria-label');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
};

/** So many pixels of the file for one of the picture: sharp in print and on fine screens. */
const SCALE = 2;

/** No side of a picture has more pixels: browsers draw none that has, and few programs open it. */
const LONGEST_SIDE = 16_000;

/** An SVG picture as PNG, of a very long one a smaller picture. Rejects where the browser cannot draw it. */
export const pngOf = async (picture: SVGSVGElement): Promise<Blob> => {
  const address = URL.createObjectURL(new Blob([svgSource(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const [width, height] = [picture.width.baseVal.value, picture.height.baseVal.value];
    const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('no picture');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
};

/** A blob's bytes in base64. */
export const base64Of = async (blob: Blob): Promise<string> => {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('not read'));
    reader.readAsDataURL(blob);
  });
  return address.slice(address.indexOf(',') + 1);
};

/**
 * What stands in a saved HTML file: these elements without anything that can be pressed, and this picture between the first of them and the
 * others. Pictures of the page are left to the extension, which has their bytes.
 */
export const savedPage = (
  header: HTMLElement,
  picture: SVGSVGElement,
  body: HTMLElement,
): Pick<SavedPage, 'parts' | 'pictures' | 'variables'> => {
  const text = body.cloneNode(true) as HTMLElement;
  for (const link of text.querySelectorAll('a')) settleLink(link, text);
  const marker = `picture-${crypto.randomUUID()}`;
  const pictures = [...text.querySelectorAll('img')].flatMap(image => {
    const address = addressOf(image);
    if (address === undefined) return [];
    const { alt } = image;
    const [width, height] = [image.getAttribute('width'), image.getAttribute('height')];
    image.replaceWith(marker);
    return { address, alt, ...(width === null ? {} : { width }), ...(height === null ? {} : { height }) };
  });
  for (const each of text.querySelectorAll('[data-line], [data-href]')) {
    for (const name of ['data-line', 'data-href']) each.removeAttribute(name);
  }
  for (const name of ['tabindex', 'aria-label']) text.removeAttribute(name);
  const flow = svgSource(picture).replace(/^<\?xml[^>]*>\n/, '');
  const content = `${header.outerHTML}\n<section class="flow">\n${flow}</section>\n${text.outerHTML}`;
  return { parts: content.split(marker), pictures, variables: themeVariables() };
};

/** A link of a saved page leads to the web or within the page; of others only the text stays. */
const settleLink = (link: HTMLAnchorElement, text: HTMLElement): void => {
  const href = link.getAttribute('href') ?? '';
  if (/^(?:https?:|mailto:)/i.test(href)) return;
  const place = href.startsWith('#') ? placeIn(text, href) : undefined;
  if (place === undefined) link.replaceWith(...link.childNodes);
  else link.setAttribute('href', `#${place.id}`);
};

/** The element of a page's text that an address `#name` means. */
export const placeIn = (text: HTMLElement, href: string): Element | undefined => {
  const name = decoded(href.slice(1));
  return text.querySelector(`#${CSS.escape(ID_PREFIX + name)}`) ?? undefined;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** VS Code's variables as they are now: it writes them into the root's `style`. */
const themeVariables = (): Readonly<Record<string, string>> => {
  const { style } = document.documentElement;
  const names = Array.from(style).filter(name => name.startsWith('--vscode-'));
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue(name).trim()]));
};
