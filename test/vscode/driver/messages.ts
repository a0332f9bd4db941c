// What the test process and the driver extension say to each other, one JSON value a line.

/** Run the function whose source is `body` with the vscode API and these inputs. */
export interface ToDriver {
  readonly id: number;
  readonly body: string;
  readonly inputs: readonly unknown[];
}

/** The window with this folder is up; or the answer to the request with this number. */
export type FromDriver =
  | { readonly kind: 'ready'; readonly folder: string }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string };
