import DOMPurify from 'dompurify';
import { html } from './dom.ts';
import { withoutStyles } from './withoutStyles.ts';

/** What a page's text may be made of when it is shown: what markdown makes, and the few HTML elements that authors write. */
const ALLOWED = {
  ALLOWED_TAGS: (
    'a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ' +
    'ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var'
  ).split(' '),
  ALLOWED_ATTR: [
    'href',
    'data-href',
    'src',
    'alt',
    'title',
    'width',
    'height',
    'class',
    'id',
    'dir',
    'colspan',
    'rowspan',
    'align',
    'start',
    'data-line',
    'open',
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // An `id` of the page must not be mistaken for one of ours.
  SANITIZE_NAMED_PROPS: true,
  // The web, mail, and what has no scheme. Pictures may also be inline data.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^a-z]|[a-z][a-z0-9+.-]*(?:[^a-z0-9+.:-]|$))/i,
};

/** What stands before each `id` of a page's text. */
export const ID_PREFIX = 'user-content-';

/** Where the pictures of a page lie, as this document may load them; both end in `/`. */
export interface PictureBase {
  readonly base: string;
  readonly root: string;
}

/**
 * A page's rendered text, safe to stand in a document: no script, style, frame, form or handler, and no address but of the web, of mail and
 * of files. Pictures of the web are not loaded, since they would tell who reads the page: a link stands in their place.
 */
export const pageText = (source: string, bases: PictureBase): DocumentFragment => {
  const fragment = DOMPurify.sanitize(withoutStyles(source), { ...ALLOWED, RETURN_DOM_FRAGMENT: true });
  // VS Code's table of the front matter, which our header says better.
  fragment.querySelector('table.frontmatter')?.remove();
  for (const image of fragment.querySelectorAll('img')) placePicture(image, bases);
  return fragment;
};

const placePicture = (image: HTMLImageElement, { base, root }: PictureBase): void => {
  const address = (image.getAttribute('src') ?? '').trim();
  if (INLINE_PICTURE.test(address)) return;
  if (/^[a-z][a-z0-9+.-]*:|^[/\\]{2}/i.test(address)) {
    const said = image.alt === '' ? address : image.alt;
    image.replaceWith(/^https?:/i.test(address) ? html('a', { href: address }, said) : said);
    return;
  }
  image.src = address.startsWith('/') ? root + address.slice(1) : base + address;
  image.dataset['address'] = address;
};

const INLINE_PICTURE = /^data:image\/(?:avif|gif|jpeg|png|svg\+xml|webp)[;,]/i;

/** Where a picture of a page's text lies, as the page says; undefined for one whose data stand in the page. */
export const addressOf = (image: HTMLImageElement): string | undefined => image.dataset['address'];
