import type { CancellationToken } from 'vscode-languageserver';
import { embeddedText } from '../features/embeddedText.ts';
import { headingSlug } from '../features/headingSlug.ts';
import type { LinkPreview } from '../features/previewLinks.ts';
import { previewLinks } from '../features/previewLinks.ts';
import type { Context, PageAt } from './context.ts';
import { pageAt, textOf, throwIfCancelled } from './context.ts';
import type { PreviewEmbed, PreviewLink, PreviewLinks, PreviewLinksParams } from './protocol.ts';
import { PREVIEW_LINKS } from './protocol.ts';

/** All embeds of a page together show so many characters; further ones are links. */
const MOST_EMBEDDED = 200_000;

/** Tells a preview where the wiki-links of a page lead, and what its embeds show. */
export const answerPreview = (context: Context): void => {
  context.connection.onRequest(
    PREVIEW_LINKS,
    async ({ uri }: PreviewLinksParams, token: CancellationToken): Promise<PreviewLinks | null> => {
      const at = await pageAt(context, uri, token);
      if (at === undefined) return null;
      const links: PreviewLink[] = [];
      const text = textsOf(context, at);
      let room = MOST_EMBEDDED;
      for (const link of previewLinks(at.book, at.page)) {
        const embed = room > 0 ? await embedOf(at, link, text) : undefined;
        room -= embed?.text.length ?? 0;
        links.push({ ...linkOf(at, link), ...(embed === undefined ? {} : { embed }) });
      }
      throwIfCancelled(token);
      return { links };
    },
  );
};

const linkOf = (at: PageAt, { raw, path, heading, title, kind, problem }: LinkPreview): PreviewLink => ({
  raw,
  title,
  ...(path === undefined ? {} : { uri: at.uri(path) }),
  ...(heading === undefined ? {} : { fragment: headingSlug(heading) }),
  ...(kind === undefined ? {} : { kind }),
  ...(problem === undefined ? {} : { problem }),
});

type TextOf = (path: string) => Promise<string | undefined>;

const embedOf = async (at: PageAt, { embed }: LinkPreview, text: TextOf): Promise<PreviewEmbed | undefined> => {
  if (embed === undefined) return undefined;
  const source = await text(embed.page.id);
  const shown = source === undefined ? undefined : embeddedText(at.book, at.page.id, embed, source);
  return shown && { title: embed.title, text: shown.text, cut: shown.cut, kinds: Object.fromEntries(shown.kinds) };
};

/** Reads each file once. */
const textsOf = (context: Context, { host }: PageAt): TextOf => {
  const texts = new Map<string, Promise<string | undefined>>();
  return path => {
    const known = texts.get(path) ?? textOf(context, host, path);
    texts.set(path, known);
    return known;
  };
};
