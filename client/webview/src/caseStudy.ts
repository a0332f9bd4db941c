// The webview of a case study: what it is, its attack flow as a picture, and its text.
import type { CaseStudyView, StepView } from '../../../server/src/lsp/protocol.ts';
import { html } from './dom.ts';
import { drawFlow, titleOf } from './flow/picture.ts';
import { themePalette } from './flow/palette.ts';
import { connectHost, givenData } from './host.ts';
import type { CaseStudyData, CaseStudyState, FromCaseStudy, ToCaseStudy } from './messages.ts';
import { ID_PREFIX, pageText } from './pageText.ts';
import { base64Of, pngOf, svgSource } from './saving.ts';

const host = connectHost<ToCaseStudy, FromCaseStudy, CaseStudyState>();
const { texts } = givenData<CaseStudyData>();
const text = (english: string): string => texts[english] ?? english;

const main = document.querySelector('main') as HTMLElement;
const header = html('header');
const tools = html('div', { class: 'tools', role: 'toolbar', 'aria-label': text('Picture') });
const flow = html('section', { class: 'flow', 'aria-label': text('Attack flow') });
const tip = html('div', { class: 'tip', role: 'tooltip', hidden: true });
const body = html('article', { class: 'text' });
const notice = html('p', { class: 'notice', role: 'status' });
main.append(notice, header, tools, flow, tip, body);

let shown: CaseStudyView | undefined;
let current = -1;

const show = (message: Extract<ToCaseStudy, { type: 'show' }>): void => {
  const { view } = message;
  const isSame = shown?.uri === view.uri;
  shown = view;
  notice.replaceChildren();
  showHeader(view);
  drawPicture();
  body.replaceChildren(
    message.html === undefined
      ? html('p', { class: 'notice' }, text('The text cannot be rendered in this window.'))
      : pageText(message.html, message),
  );
  const kept = host.state();
  if (!isSame && kept?.uri === view.uri) window.scrollTo(0, kept.scroll);
  keep();
};

const keep = (): void => {
  if (shown !== undefined) host.keep({ uri: shown.uri, scroll: window.scrollY });
};

const showNothing = (reason: string): void => {
  shown = undefined;
  for (const part of [header, flow, body, tools]) part.replaceChildren();
  notice.replaceChildren(reason);
};

const showHeader = ({ id, name, facts }: CaseStudyView): void => {
  header.replaceChildren(
    ...(id === undefined ? [] : [html('p', { class: 'id' }, id)]),
    html('h1', {}, name),
    html('dl', {}, ...facts.flatMap(({ key, value }) => [html('div', {}, html('dt', {}, key), html('dd', {}, value))])),
  );
};

const drawPicture = (): void => {
  const view = shown;
  if (view === undefined) return;
  tools.replaceChildren(...(view.steps.length === 0 ? [] : toolButtons()));
  if (view.steps.length === 0) {
    flow.replaceChildren(
      html(
        'p',
        { class: 'notice' },
        text('No steps yet: write “### Step 1: …” under Procedure, or run “ATLAS: Insert Step”.'),
      ),
    );
    return;
  }
  const focused = stepOf(document.activeElement);
  const picture = drawFlow(view, flow.clientWidth, themePalette());
  flow.replaceChildren(picture);
  mark(current);
  if (focused >= 0) cardOf(focused)?.focus();
};

const cardOf = (step: number): SVGGElement | null => flow.querySelector<SVGGElement>(`g.card[data-step="${step}"]`);

const stepOf = (element: Element | null): number => {
  const card = element?.closest('g.card');
  return card instanceof SVGElement && flow.contains(card) ? Number(card.dataset['step']) : -1;
};

/** Highlights the card of the step that the cursor is in. */
const mark = (step: number): void => {
  current = step;
  for (const card of flow.querySelectorAll<SVGGElement>('g.card')) {
    const isCurrent = Number(card.dataset['step']) === step;
    card.classList.toggle('current', isCurrent);
    if (isCurrent) card.setAttribute('aria-current', 'step');
    else card.removeAttribute('aria-current');
  }
};

const showCursor = (line: number): void => {
  const step = shown?.steps.findIndex(({ startLine, endLine }) => startLine <= line && line < endLine) ?? -1;
  if (step === current) return;
  mark(step);
  if (step >= 0 && !document.hasFocus()) cardOf(step)?.scrollIntoView({ block: 'nearest' });
};

const goToStep = (step: number): void => {
  const line = shown?.steps[step]?.startLine;
  if (line !== undefined) host.send({ type: 'goTo', line });
};

// ---- the tooltip of a card

const showTip = (step: number): void => {
  const view = shown;
  const card = cardOf(step);
  const found = view?.steps[step];
  if (view === undefined || found === undefined || card === null) return;
  tip.replaceChildren(...tipLines(view, found));
  tip.hidden = false;
  const box = card.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const below = box.bottom + 6;
  const top = below + tip.offsetHeight > window.innerHeight ? box.top - tip.offsetHeight - 6 : below;
  tip.style.left = `${Math.max(4, left) + window.scrollX}px`;
  tip.style.top = `${top + window.scrollY}px`;
};

const tipLines = (view: CaseStudyView, step: StepView): readonly Node[] => {
  const lane = view.lanes[step.lane];
  return [
    html('strong', {}, `${text('Step')} ${step.number}: ${step.name || titleOf(step)}`),
    ...step.techniques.map(({ id, name, maturity, uri }) =>
      html(
        'div',
        {},
        [id, name, maturity, uri === undefined ? text('no page in this vault') : undefined]
          .filter(part => part !== undefined)
          .join(' · '),
      ),
    ),
    html('div', {}, [lane?.id, lane?.name].filter(part => part !== undefined).join(' ')),
    ...(step.otherTactics.length === 0
      ? []
      : [html('div', { class: 'muted' }, `${text('also')} ${step.otherTactics.join(', ')}`)]),
    ...step.problems.map(({ severity, message }) => html('div', { class: severity }, message)),
  ];
};

const hideTip = (): void => {
  tip.hidden = true;
};

// ---- saving and copying

const pictureToSave = (): SVGSVGElement | undefined =>
  shown === undefined ? undefined : drawFlow(shown, SAVED_WIDTH, themePalette(), 'lanes');

/** A saved picture has its lanes, as wide as they like to be. */
const SAVED_WIDTH = 1600;

const withPicture = (use: (picture: SVGSVGElement) => void | Promise<void>) => (): void => {
  const picture = pictureToSave();
  if (picture === undefined) return;
  Promise.resolve()
    .then(() => use(picture))
    .catch((error: unknown) =>
      host.send({ type: 'say', message: error instanceof Error ? error.message : String(error) }),
    );
};

const toolButtons = (): readonly HTMLElement[] =>
  (
    [
      [
        'Copy PNG',
        withPicture(async picture =>
          navigator.clipboard.write([new ClipboardItem({ 'image/png': await pngOf(picture) })]),
        ),
      ],
      ['Copy SVG', withPicture(picture => host.send({ type: 'copySvg', svg: svgSource(picture) }))],
      ['Save SVG…', withPicture(picture => host.send({ type: 'saveSvg', svg: svgSource(picture) }))],
      [
        'Save PNG…',
        withPicture(async picture => host.send({ type: 'savePng', data: await base64Of(await pngOf(picture)) })),
      ],
      ['Save HTML…', withPicture(picture => host.send({ type: 'saveHtml', html: savedHtml(picture) }))],
    ] as const
  ).map(([label, run]) => {
    const button = html('button', { type: 'button' }, text(label));
    button.addEventListener('click', run);
    return button;
  });

/** What stands in a saved HTML file: the same parts, without anything that can be pressed. */
const savedHtml = (picture: SVGSVGElement): string => {
  const copied = body.cloneNode(true) as HTMLElement;
  for (const link of copied.querySelectorAll('a:not([href^="http"]):not([href^="mailto:"])'))
    link.replaceWith(...link.childNodes);
  return header.outerHTML + svgSource(picture).replace(/^<\?xml[^>]*>\n/, '') + copied.outerHTML;
};

// ---- events

flow.addEventListener('click', event => goToStep(stepOf(event.target as Element)));
flow.addEventListener('keydown', event => {
  const step = stepOf(document.activeElement);
  if (step < 0) return;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: step + 1,
    ArrowRight: step + 1,
    ArrowUp: step - 1,
    ArrowLeft: step - 1,
    Home: 0,
    End: (shown?.steps.length ?? 1) - 1,
  };
  const to = moves[event.key];
  if (event.key === 'Enter' || event.key === ' ') goToStep(step);
  else if (event.key === 'Escape') hideTip();
  else if (to !== undefined) moveFocus(to);
  else return;
  event.preventDefault();
});

/** One card is in the tab order; the arrow keys go from card to card. */
const moveFocus = (step: number): void => {
  const card = cardOf(step);
  if (card === null) return;
  for (const other of flow.querySelectorAll('g.card')) other.setAttribute('tabindex', '-1');
  card.setAttribute('tabindex', '0');
  card.focus();
  card.scrollIntoView({ block: 'nearest' });
};

flow.addEventListener('pointerover', event => {
  const step = stepOf(event.target as Element);
  if (step >= 0) showTip(step);
  else hideTip();
});
flow.addEventListener('pointerleave', hideTip);
flow.addEventListener('focusin', event => showTip(stepOf(event.target as Element)));
flow.addEventListener('focusout', hideTip);

body.addEventListener('click', event => {
  const target = event.target as Element;
  const link = target.closest('a');
  if (link !== null) {
    event.preventDefault();
    const href = link.dataset['href'] ?? link.getAttribute('href') ?? '';
    const place = href.startsWith('#') ? document.getElementById(ID_PREFIX + decodeURIComponent(href.slice(1))) : null;
    if (place !== null) place.scrollIntoView();
    else if (href !== '') host.send({ type: 'open', href });
    return;
  }
  if (getSelection()?.isCollapsed === false) return;
  const line = target.closest<HTMLElement>('[data-line]')?.dataset['line'];
  if (line !== undefined) host.send({ type: 'goTo', line: Number(line) });
});

let width = 0;
new ResizeObserver(() => {
  if (flow.clientWidth === width) return;
  width = flow.clientWidth;
  drawPicture();
}).observe(flow);

// Another theme: VS Code changes the class and the variables of the document.
new MutationObserver(() => drawPicture()).observe(document.body, { attributes: true, attributeFilter: ['class'] });

window.addEventListener('scroll', () => keep(), { passive: true });

host.receive(message => {
  switch (message.type) {
    case 'show':
      return show(message);
    case 'nothing':
      return showNothing(message.reason);
    case 'cursor':
      return showCursor(message.line);
  }
});
host.send({ type: 'ready' });
