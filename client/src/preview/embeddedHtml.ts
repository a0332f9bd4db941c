import type { MarkdownIt, Renderer, Token } from 'markdown-it';
import type { PreviewEmbed } from '../../../server/src/lsp/protocol.ts';
import type { Env } from './knownLinks.ts';
import { embeddedEnv } from './knownLinks.ts';
import type { PreviewTexts } from './wikiLinkPlugin.ts';
import { kindClass } from './wikiLinkPlugin.ts';

/**
 * The text of an embed as HTML, rendered as that of the page around it is, with that page's options. But nothing is embedded in
 * it, and nothing in it is an anchor or a line of the page around it.
 */
export function embeddedHtml(
  md: MarkdownIt,
  embed: PreviewEmbed,
  texts: PreviewTexts,
  env: Env,
  renderer: Renderer,
): string {
  const own = embeddedEnv(undefined);
  // Only at the beginning of a text would dashes start front matter.
  const tokens = md.parse(`\n${embed.text}`, own);
  for (const token of tokens) {
    unplace(token);
    for (const child of token.children ?? []) markKind(child, embed, texts);
  }
  return renderer.render(tokens, md.options, { ...env, ...own });
}

/** Takes away what ties a block to the page that is rendered: its line, and a heading's anchor. */
function unplace(token: Token): void {
  if (token.type === 'heading_open') token.type = 'atlas_embedded_heading_open';
  const names = String(token.attrGet('class') ?? '').split(' ');
  const rest = names.filter(name => name !== 'code-line').join(' ');
  const others = (token.attrs ?? []).filter(([key]) => key !== 'data-line' && key !== 'class');
  token.attrs = rest === '' ? others : [['class', rest], ...others];
}

/** Gives a link to an ATLAS page the look of the page's own links. */
function markKind(token: Token, { kinds }: PreviewEmbed, texts: PreviewTexts): void {
  if (token.type !== 'link_open') return;
  const href = String(token.attrGet('href') ?? '');
  const kind = Object.hasOwn(kinds, href) ? kinds[href] : undefined;
  if (kind === undefined) return;
  token.attrJoin('class', `atlas-link ${kindClass(kind)}`);
  token.attrSet('title', texts.kinds[kind]);
}
