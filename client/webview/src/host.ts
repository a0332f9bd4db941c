/** What a webview may do with VS Code; there is one of it a document. */
interface VsCodeApi {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare const acquireVsCodeApi: () => VsCodeApi;

/** The extension, seen from a webview: messages both ways, and a state that survives while the webview is hidden or reloaded. */
export interface Host<Incoming, Outgoing, State> {
  readonly send: (message: Outgoing) => void;
  readonly receive: (take: (message: Incoming) => void) => void;
  readonly state: () => State | undefined;
  readonly keep: (state: State) => void;
}

/** Connects to the extension; once a document. */
export const connectHost = <Incoming, Outgoing, State>(): Host<Incoming, Outgoing, State> => {
  const api = acquireVsCodeApi();
  return {
    send: message => api.postMessage(message),
    receive: take => window.addEventListener('message', event => take(event.data as Incoming)),
    state: () => api.getState() as State | undefined,
    keep: state => api.setState(state),
  };
};

/** What the extension handed to this document. */
export const givenData = <Data>(): Data => JSON.parse(document.body.dataset['view'] ?? '{}') as Data;
