import type { CaseStudyView } from '../../../../server/src/lsp/protocol.ts';
import { html } from '../dom.ts';
import type { Say } from '../texts.ts';
import { themePalette } from './palette.ts';
import { drawFlow } from './picture.ts';
import { createTip } from './tip.ts';

/** The attack flow in a webview: its picture in the width that there is, which mouse and keyboard go through. */
export interface FlowView {
  readonly element: HTMLElement;
  /** What is said of a card; it stands above all else. */
  readonly tip: HTMLElement;
  readonly show: (view: CaseStudyView | undefined) => void;
  /** Highlights the card of a step; -1 for none. */
  readonly mark: (step: number) => void;
}

/** All of a case study that is in its picture: most changes of a page leave that as it is. */
const pictured = (view: CaseStudyView | undefined): string =>
  JSON.stringify(view, (key, value: unknown) => (NOT_PICTURED.has(key) ? undefined : value)) ?? '';

const NOT_PICTURED: ReadonlySet<string> = new Set(['version', 'startLine', 'endLine', 'line']);

/** A flow that shows nothing yet. `goTo` is called with the step whose card is pressed. */
export const createFlowView = (text: Say, goTo: (step: number) => void): FlowView => {
  const element = html('section', { class: 'flow', 'aria-label': text('Attack flow') });
  const tip = createTip(text);
  let shown: CaseStudyView | undefined;
  let width = 0;
  let marked = -1;
  /** The card that the Tab key goes to: the one that had the keyboard last. */
  let stop = 0;
  /** Where the mouse is on the screen. */
  let pointer = { x: -1, y: -1 };

  const cardOf = (step: number): SVGGElement | null => element.querySelector(`g.card[data-step="${step}"]`);
  const stepOf = (target: EventTarget | null): number => {
    const card = target instanceof Element ? target.closest('g.card') : null;
    return card instanceof SVGElement && element.contains(card) ? Number(card.dataset['step']) : -1;
  };

  const draw = (): void => {
    tip.hide();
    if (shown === undefined || shown.steps.length === 0) {
      const hint = text('No steps yet: write “### Step 1: …” under Procedure, or run “ATLAS: Insert Step”.');
      element.replaceChildren(...(shown === undefined ? [] : [html('p', { class: 'notice' }, hint)]));
      return;
    }
    const focused = stepOf(document.activeElement);
    element.replaceChildren(drawFlow(shown, element.clientWidth, themePalette(), text));
    mark(marked);
    stop = Math.min(stop, shown.steps.length - 1);
    setStop(stop);
    if (focused >= 0) cardOf(stop)?.focus();
  };

  const mark = (step: number): void => {
    marked = step;
    for (const card of element.querySelectorAll<SVGGElement>('g.card')) {
      const isMarked = Number(card.dataset['step']) === step;
      card.classList.toggle('current', isMarked);
      if (isMarked) card.setAttribute('aria-current', 'step');
      else card.removeAttribute('aria-current');
    }
  };

  /** One card is in the tab order; the arrow keys go from card to card. */
  const setStop = (step: number): SVGGElement | null => {
    for (const other of element.querySelectorAll('g.card')) other.setAttribute('tabindex', '-1');
    const card = cardOf(step);
    card?.setAttribute('tabindex', '0');
    stop = step;
    return card;
  };

  const showTip = (step: number): void => {
    const found = shown?.steps[step];
    const card = cardOf(step);
    if (shown === undefined || found === undefined || card === null) tip.hide();
    else tip.show(shown, found, card);
  };

  const onKey = (event: KeyboardEvent): void => {
    const step = stepOf(document.activeElement);
    const last = (shown?.steps.length ?? 0) - 1;
    if (step < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(step + 1, last),
      ArrowRight: Math.min(step + 1, last),
      ArrowUp: Math.max(step - 1, 0),
      ArrowLeft: Math.max(step - 1, 0),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (event.key === 'Enter' || event.key === ' ') goTo(step);
    else if (event.key === 'Escape') tip.hide();
    else if (to === undefined) return;
    else {
      const card = setStop(to);
      card?.focus();
      card?.scrollIntoView({ block: 'nearest' });
    }
    event.preventDefault();
  };

  element.addEventListener('click', event => {
    const step = stepOf(event.target);
    if (step < 0) return;
    setStop(step);
    goTo(step);
  });
  element.addEventListener('keydown', onKey);
  element.addEventListener('pointerover', event => {
    // A card that was scrolled under a mouse at rest is not what somebody points at.
    const { screenX: x, screenY: y } = event;
    if (x !== pointer.x || y !== pointer.y) showTip(stepOf(event.target));
    pointer = { x, y };
  });
  element.addEventListener('pointermove', ({ screenX: x, screenY: y }) => (pointer = { x, y }));
  element.addEventListener('pointerleave', tip.hide);
  element.addEventListener('focusin', event => showTip(stepOf(event.target)));
  element.addEventListener('focusout', tip.hide);

  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    draw();
  }).observe(element);

  // Another theme: VS Code changes the class and the variables of the document.
  new MutationObserver(draw).observe(document.body, { attributes: true, attributeFilter: ['class'] });

  return {
    element,
    tip: tip.element,
    show: view => {
      const isSame = pictured(view) === pictured(shown);
      shown = view;
      if (!isSame) draw();
    },
    mark: step => {
      if (step === marked) return;
      mark(step);
      if (!document.hasFocus()) tip.hide();
      if (step >= 0 && !document.hasFocus()) cardOf(step)?.scrollIntoView({ block: 'nearest' });
    },
  };
};
