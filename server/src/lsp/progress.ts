import type { Context } from './context.ts';

/** Long work that the client shows, where it can. */
export interface Progress {
  /** Tells how much is done, from 0 to 1. */
  readonly report: (done: number) => void;
  /** Whether the user has had enough of it. */
  readonly isCancelled: () => boolean;
  readonly end: () => void;
}

/** Shows that something is done. Only what can be cancelled tells how much of it is. */
export const beginProgress = ({ connection, client }: Context, title: string, canCancel = false): Progress => {
  if (!client().progress) return { report: () => undefined, isCancelled: () => false, end: () => undefined };
  let isOver = false;
  let isCancelled = false;
  let told = 0;
  let tell: ((percentage: number) => void) | undefined;
  const shown = connection.window.createWorkDoneProgress().then(
    progress => {
      if (isOver) return undefined;
      if (!canCancel) progress.begin(title);
      else {
        progress.begin(title, 0, undefined, true);
        progress.token.onCancellationRequested(() => (isCancelled = true));
        tell = percentage => progress.report(percentage);
      }
      return progress;
    },
    () => undefined,
  );
  return {
    report: done => {
      const percentage = Math.floor(100 * done);
      if (percentage > told) tell?.(percentage);
      told = Math.max(told, percentage);
    },
    isCancelled: () => isCancelled,
    end: () => {
      isOver = true;
      void shown.then(progress => progress?.done());
    },
  };
};
