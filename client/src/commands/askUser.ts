import * as vscode from 'vscode';
import type { Answers, Place, Question } from './interview.ts';
import { BACK } from './interview.ts';

/** A question that is answered in words, or by choosing one of a few. */
export type UserQuestion<Key extends string> = InputQuestion<Key> | ChoiceQuestion<Key>;

export interface InputQuestion<Key extends string> extends Question<Key> {
  readonly prompt: string;
  readonly placeholder: string;
  /** What stands there at first. */
  readonly value?: string;
  /** What is wrong with an answer; undefined where nothing is. */
  readonly check: (value: string, answers: Answers<Key>) => Promise<string | undefined>;
}

export interface ChoiceQuestion<Key extends string> extends Question<Key> {
  readonly prompt: string;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
}

type Answer = string | typeof BACK | undefined;

/** Asks the user one question at the top of the window, with a button that goes back. */
export const askUser =
  (title: string) =>
  <Key extends string>(question: UserQuestion<Key>, answers: Answers<Key>, place: Place): Promise<Answer> =>
    'choices' in question ? askChoice(title, question, answers, place) : askInput(title, question, answers, place);

const askInput = <Key extends string>(
  title: string,
  { key, prompt, placeholder, value = '', check }: InputQuestion<Key>,
  answers: Answers<Key>,
  place: Place,
): Promise<Answer> => {
  const box = vscode.window.createInputBox();
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = answers[key] ?? value;
  /** Shows what is wrong with the box's text, unless that has changed meanwhile; whether it is right. */
  const validate = async (): Promise<boolean> => {
    const checked = box.value;
    const wrong = await check(checked, answers);
    if (box.value !== checked) return false;
    box.validationMessage = wrong;
    return wrong === undefined;
  };
  box.onDidChangeValue(() => void validate());
  return answered(title, box, place, async () => ((await validate()) ? box.value : undefined));
};

const askChoice = <Key extends string>(
  title: string,
  { key, prompt, choices }: ChoiceQuestion<Key>,
  answers: Answers<Key>,
  place: Place,
): Promise<Answer> => {
  const list = vscode.window.createQuickPick<vscode.QuickPickItem & Choice>();
  list.placeholder = prompt;
  list.items = [...choices];
  const given = list.items.filter(({ value }) => value === answers[key]);
  // An empty list would leave no item for Enter.
  if (given.length > 0) list.activeItems = given;
  return answered(title, list, place, () => Promise.resolve(list.activeItems[0]?.value));
};

/** Shows a box or list until it is answered. `accept` gives the answer, or undefined where it cannot be taken yet. */
const answered = (
  title: string,
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem & Choice>,
  { step, total }: Place,
  accept: () => Promise<string | undefined>,
): Promise<Answer> =>
  new Promise(resolve => {
    input.title = title;
    input.step = step;
    input.totalSteps = total;
    // Whoever looks something up in another window goes on afterwards.
    input.ignoreFocusOut = true;
    input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
    input.onDidTriggerButton(() => finish(BACK));
    input.onDidAccept(async () => {
      input.busy = true;
      const answer = await accept();
      input.busy = false;
      if (answer !== undefined) finish(answer);
    });
    input.onDidHide(() => finish(undefined));
    const finish = (answer: Answer): void => {
      resolve(answer);
      input.dispose();
    };
    input.show();
  });
