import type { CaseStudyView, StepView } from '../../../../server/src/lsp/protocol.ts';
import { html } from '../dom.ts';
import type { Say } from '../texts.ts';
import { seen, titleOf } from './picture.ts';

/** What is said of a card where the mouse or the keyboard is on it. */
export interface Tip {
  readonly element: HTMLElement;
  readonly show: (view: CaseStudyView, step: StepView, card: Element) => void;
  readonly hide: () => void;
}

/** A tooltip that is not shown. */
export const createTip = (text: Say): Tip => {
  const element = html('div', { class: 'tip', role: 'tooltip', hidden: true });
  return {
    element,
    show: (view, step, card) => {
      element.replaceChildren(...tipLines(view, step, text));
      element.hidden = false;
      const box = card.getBoundingClientRect();
      const left = Math.min(box.left, document.documentElement.clientWidth - element.offsetWidth - 8);
      const below = box.bottom + 6;
      const isTooLow = below + element.offsetHeight > window.innerHeight;
      const top = isTooLow ? box.top - element.offsetHeight - 6 : below;
      element.style.left = `${Math.max(4, left) + window.scrollX}px`;
      element.style.top = `${top + window.scrollY}px`;
    },
    hide: () => (element.hidden = true),
  };
};

const tipLines = (view: CaseStudyView, step: StepView, text: Say): readonly Node[] => {
  const lane = view.lanes[step.lane];
  return [
    html('strong', {}, text('Step {0}: {1}', step.number, seen(step.name) || titleOf(step, text))),
    ...step.techniques.map(({ id, name, maturity, uri }) =>
      html('div', {}, joined(id, name, maturity, uri === undefined ? text('no page in this vault') : undefined)),
    ),
    html('div', {}, [lane?.id, lane?.name].filter(part => part !== undefined).join(' ')),
    ...(step.otherTactics.length === 0
      ? []
      : [html('div', { class: 'muted' }, text('also {0}', step.otherTactics.join(', ')))]),
    ...step.problems.map(({ severity, message }) => html('div', { class: severity }, message)),
  ];
};

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(part => part !== undefined).join(' · ');
