import type { PreviewLink } from '../../../server/src/lsp/protocol.ts';

/** What is known of a page's links: each by its `raw`; `outside` of every vault; or not `asked` for an answer yet. */
export type KnownLinks = ReadonlyMap<string, PreviewLink> | 'outside' | 'asked';

/** Gives what is known of the links of the page with this URI. */
export type LinksOf = (uri: string) => KnownLinks;

/** What markdown-it hands from rule to rule. */
export type Env = Readonly<Record<string, unknown>> | undefined;

/** The URI of the page that is rendered, as VS Code gives it. */
export function pageOf(env: Env): string | undefined {
  const page = env?.['currentDocument'];
  return page === undefined || page === null ? undefined : String(page);
}

/** Where `embeddedEnv` puts its mark. */
const EMBEDDED = 'atlasEmbedded';

/** What the text of an embed is parsed and rendered with. */
export const embeddedEnv = (env: Env): Record<string, unknown> => ({ ...env, [EMBEDDED]: true });

/** Whether the text of an embed is parsed or rendered: nothing is embedded in it, and its citations are those of another page. */
export const isEmbedded = (env: Env): boolean => env?.[EMBEDDED] === true;
