import { svg as element } from './dom.ts';

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

/** An SVG picture as PNG. Rejects where the picture is larger than the browser can draw. */
export const pngOf = async (picture: SVGSVGElement): Promise<Blob> => {
  const address = URL.createObjectURL(new Blob([svgSource(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.width.baseVal.value * SCALE;
    canvas.height = picture.height.baseVal.value * SCALE;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
    if (context === null || blob === null) throw new Error('The picture is too large to be drawn as PNG.');
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
    reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read.'));
    reader.readAsDataURL(blob);
  });
  return address.slice(address.indexOf(',') + 1);
};
