/**
 * A text with words of pages or files in it, as a message may say it: VS Code makes a link of `[text](command:…)` in messages, and
 * runs the command when it is pressed.
 */
export const plainMessage = (text: string): string => text.replaceAll('](', '] (');
