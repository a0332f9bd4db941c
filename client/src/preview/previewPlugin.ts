import type { MarkdownIt } from 'markdown-it';
import { citationPlugin } from './citationPlugin.ts';
import { embedPlugin } from './embedPlugin.ts';
import type { LinksOf } from './knownLinks.ts';
import { wikiLinkPlugin } from './wikiLinkPlugin.ts';
import type { PreviewTexts } from './wikiLinkPlugin.ts';

/** A markdown-it plugin: what VS Code's markdown preview shows of a vault's pages beyond markdown. */
export const previewPlugin = (md: MarkdownIt, linksOf: LinksOf, texts: PreviewTexts): MarkdownIt =>
  citationPlugin(embedPlugin(wikiLinkPlugin(md, linksOf, texts), linksOf, texts), linksOf);
