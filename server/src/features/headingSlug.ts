/** The id that VS Code's preview gives a heading: as GitHub does, percent-encoded. */
export const headingSlug = (heading: string): string =>
  encodeURI(
    wellFormed(heading)
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

/** A text that can be percent-encoded: halves of characters, which have no encoding, are replaced. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
