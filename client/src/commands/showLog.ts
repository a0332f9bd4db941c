import type { LogOutputChannel } from 'vscode';

/** `ATLAS: Show Log`: what the server did, and what went wrong. */
export const showLog = (log: LogOutputChannel) => (): void => log.show(true);
