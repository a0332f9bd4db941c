import DOMPurify from 'dompurify';

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
    'colspan',
    'rowspan',
    'align',
    'start',
    'data-line',
    'open',
  ],
  ALLOW_DATA_ATTR: false,
  // An `id` of the page must not be mistaken for one of ours.
  SANITIZE_NAMED_PROPS: true,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
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
 * of files. Addresses of the web are not loaded, since a picture there would tell who reads the page.
 */
export const pageText = (source: string, { base, root }: PictureBase): DocumentFragment => {
  const fragment = DOMPurify.sanitize(source, { ...ALLOWED, RETURN_DOM_FRAGMENT: true });
  for (const image of fragment.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) image.replaceWith(image.alt === '' ? address : image.alt);
    else image.src = address.startsWith('/') ? root + address.slice(1) : base + address;
  }
  return fragment;
};
