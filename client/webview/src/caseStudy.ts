// The webview of a case study: what it is, its attack flow as a picture, and its text.
import type { CaseStudyView } from '../../../server/src/lsp/protocol.ts';
import { html } from './dom.ts';
import { createFlowView } from './flow/flowView.ts';
import { themePalette } from './flow/palette.ts';
import { drawFlow } from './flow/picture.ts';
import { connectHost, givenData } from './host.ts';
import type { CaseStudyData, CaseStudyState, FromCaseStudy, ToCaseStudy } from './messages.ts';
import { pageText } from './pageText.ts';
import { base64Of, placeIn, pngOf, savedPage, svgSource } from './saving.ts';
import { sayIn } from './texts.ts';

const host = connectHost<ToCaseStudy, FromCaseStudy, CaseStudyState>();
const text = sayIn(givenData<CaseStudyData>().texts);

let shown: CaseStudyView | undefined;
/** What the text was made of that is shown now. */
let rendered: string | undefined;

const goToStep = (step: number): void => {
  const line = shown?.steps[step]?.startLine;
  if (line !== undefined) host.send({ type: 'goTo', line });
};

const main = document.querySelector('main') as HTMLElement;
const notice = html('p', { class: 'notice', role: 'status' });
const header = html('header');
const tools = html('div', { class: 'tools', role: 'toolbar', 'aria-label': text('Picture') });
const flow = createFlowView(text, goToStep);
const body = html('article', {
  class: 'text',
  tabindex: 0,
  'aria-label': text('Text; Enter goes to its line in the page'),
});
main.append(notice, header, tools, flow.element, flow.tip, body);

const show = (message: Extract<ToCaseStudy, { type: 'show' }>): void => {
  const { view } = message;
  const isSame = shown?.uri === view.uri;
  shown = view;
  notice.replaceChildren();
  showHeader(view);
  flow.show(view);
  tools.hidden = view.steps.length === 0;
  showText(message);
  const kept = host.state();
  if (!isSame && kept?.uri === view.uri) window.scrollTo(0, kept.scroll);
  keep();
};

const keep = (): void => {
  if (shown !== undefined) host.keep({ uri: shown.uri, scroll: window.scrollY });
};

const showNothing = (reason: string): void => {
  shown = undefined;
  rendered = undefined;
  flow.show(undefined);
  tools.hidden = true;
  for (const part of [header, body]) part.replaceChildren();
  notice.replaceChildren(reason);
};

const showHeader = ({ id, name, facts }: CaseStudyView): void => {
  header.replaceChildren(
    ...(id === undefined ? [] : [html('p', { class: 'id' }, id)]),
    html('h1', {}, name),
    html('dl', {}, ...facts.flatMap(({ key, value }) => [html('div', {}, html('dt', {}, key), html('dd', {}, value))])),
  );
};

/** The text is left as it is where it is the same: somebody may have selected some of it. */
const showText = (message: Extract<ToCaseStudy, { type: 'show' }>): void => {
  const source = message.html ?? '';
  if (rendered === message.base + source) return;
  rendered = message.base + source;
  body.replaceChildren(
    message.html === undefined
      ? html('p', { class: 'notice' }, text('The text cannot be rendered in this window.'))
      : pageText(source, message),
  );
};

// ---- saving and copying

/** A saved picture has its lanes, as wide as they like to be; in a saved page it is as wide as most windows. */
const PICTURE_WIDTH = 1600;
const PAGE_WIDTH = 1060;

const button = (label: string, use: (view: CaseStudyView) => unknown): HTMLElement => {
  const element = html('button', { type: 'button' }, label);
  element.addEventListener('click', () => {
    if (shown === undefined) return;
    said.replaceChildren();
    Promise.resolve(shown)
      .then(use)
      .catch(() => host.send({ type: 'noPicture' }));
  });
  return element;
};

const picture = (view: CaseStudyView): SVGSVGElement => drawFlow(view, PICTURE_WIDTH, themePalette(), text, 'lanes');

const copied = (): void => said.replaceChildren(text('Copied.'));
const said = html('span', { class: 'muted', role: 'status' });

tools.append(
  button(text('Copy PNG'), async view => {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': await pngOf(picture(view)) })]);
    copied();
  }),
  button(text('Copy SVG'), view => {
    host.send({ type: 'copySvg', svg: svgSource(picture(view)) });
    copied();
  }),
  button(text('Save SVG…'), view => host.send({ type: 'saveSvg', svg: svgSource(picture(view)) })),
  button(text('Save PNG…'), async view =>
    host.send({ type: 'savePng', data: await base64Of(await pngOf(picture(view))) }),
  ),
  button(text('Save HTML…'), view =>
    host.send({
      type: 'saveHtml',
      title: view.id === undefined ? view.name : `${view.id}: ${view.name}`,
      ...savedPage(header, drawFlow(view, PAGE_WIDTH, themePalette(), text), body),
    }),
  ),
  said,
);

// ---- the text

const follow = (link: HTMLAnchorElement): void => {
  const href = link.dataset['href'] ?? link.getAttribute('href') ?? '';
  const place = href.startsWith('#') ? placeIn(body, href) : undefined;
  if (place !== undefined) place.scrollIntoView();
  else if (href !== '') host.send({ type: 'open', href });
};

/** The line of the page that an element of the text was made of. */
const goToLineOf = (element: Element | null | undefined): void => {
  const line = element?.closest<HTMLElement>('[data-line]')?.dataset['line'];
  if (line !== undefined && body.contains(element ?? null)) host.send({ type: 'goTo', line: Number(line) });
};

body.addEventListener('click', event => {
  const target = event.target as Element;
  const link = target.closest('a');
  if (link !== null) {
    // VS Code would open it a second time, and as an address of this webview.
    event.preventDefault();
    event.stopPropagation();
    follow(link);
  } else if (getSelection()?.isCollapsed !== false && target.closest('summary') === null) goToLineOf(target);
});

/** From the keyboard: the first line that is still shown. */
body.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.target !== body) return;
  event.preventDefault();
  goToLineOf([...body.querySelectorAll('[data-line]')].find(each => each.getBoundingClientRect().top >= 0));
});

window.addEventListener('scroll', keep, { passive: true });

host.receive(message => {
  switch (message.type) {
    case 'show':
      return show(message);
    case 'nothing':
      return showNothing(message.reason);
    case 'cursor':
      return flow.mark(
        shown?.steps.findIndex(({ startLine, endLine }) => startLine <= message.line && message.line < endLine) ?? -1,
      );
  }
});
tools.hidden = true;
host.send({ type: 'ready' });
