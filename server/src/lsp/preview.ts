import type { CancellationToken } from 'vscode-languageserver';
import { previewLinks } from '../features/previewLinks.ts';
import type { Context } from './context.ts';
import { pageAt } from './context.ts';
import type { PreviewLinks, PreviewLinksParams } from './protocol.ts';
import { PREVIEW_LINKS } from './protocol.ts';

/** Tells a preview where the wiki-links of a page lead. */
export const answerPreview = (context: Context): void => {
  context.connection.onRequest(
    PREVIEW_LINKS,
    async ({ uri }: PreviewLinksParams, token: CancellationToken): Promise<PreviewLinks | null> => {
      const at = await pageAt(context, uri, token);
      if (at === undefined) return null;
      const links = previewLinks(at.book, at.page).map(({ raw, path, heading, title, problem }) => ({
        raw,
        title,
        ...(path === undefined ? {} : { uri: at.uri(path) }),
        ...(heading === undefined ? {} : { fragment: headingSlug(heading) }),
        ...(problem === undefined ? {} : { problem }),
      }));
      return { links };
    },
  );
};

/** The id that VS Code's preview gives a heading: as GitHub does, percent-encoded. */
const headingSlug = (heading: string): string =>
  encodeURI(
    heading
      .trim()
      .toLowerCase()
      .replace(/\s+/g, '-')
      // Punctuation that GitHub drops.
      .replace(
        /[\][!/'"#$%&()*+,./:;<=>?@\\^{|}~`。，、；：？！…—·ˉ¨‘’“”々～‖∶＂＇｀｜〃〔〕〈〉《》「」『』．〖〗【】（）［］｛｝]/g,
        '',
      )
      .replace(/^-+|-+$/g, ''),
  );
