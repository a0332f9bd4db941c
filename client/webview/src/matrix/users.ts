import type { CaseStudyItem } from '../../../../server/src/lsp/protocol.ts';
import { html } from '../dom.ts';
import type { Say } from '../texts.ts';

/** The list of the case studies that use a technique. */
export interface Users {
  readonly element: HTMLElement;
  /** `title` names the technique. Takes the keyboard. */
  readonly show: (title: string, studies: readonly CaseStudyItem[]) => void;
  readonly isShown: () => boolean;
  readonly hide: () => void;
}

/** A list that is not shown; `closed` is called when somebody closes it. */
export const createUsers = (text: Say, closed: () => void): Users => {
  const element = html('aside', { class: 'users', role: 'dialog', hidden: true, 'aria-label': text('Used by') });
  const hide = (): void => {
    if (element.hidden) return;
    element.hidden = true;
    closed();
  };
  return {
    element,
    isShown: () => !element.hidden,
    hide,
    show: (title, studies) => {
      const close = html('button', { type: 'button', class: 'drop', 'aria-label': text('Close') }, '×');
      close.addEventListener('click', hide);
      element.replaceChildren(
        close,
        html('h2', {}, title),
        studies.length === 0
          ? html('p', { class: 'muted' }, text('No case study of this vault uses it.'))
          : html('ul', {}, ...studies.map(study => html('li', {}, pageButton(study)))),
      );
      element.hidden = false;
      (element.querySelector<HTMLElement>('ul button') ?? close).focus();
    },
  };
};

/** A button that opens a case study: `data-uri` says which. */
export const pageButton = ({ uri, id, name }: CaseStudyItem): HTMLElement =>
  html('button', { type: 'button', class: 'name', 'data-uri': uri }, `${id ?? ''} ${name}`.trim());
