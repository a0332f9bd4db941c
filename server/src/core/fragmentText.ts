/** A heading's text as a reader sees it, with links by what they show. */
export const shownHeading = (text: string): string =>
  text.replace(/!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** Such a text without a trailing count, which changes with the section: `Techniques` of `Techniques (8)`. */
export const withoutCount = (text: string): string => text.replace(/(\S)\s*\(\d+\)$/, '$1');

/** A heading's text as a fragment can hold it: without what would end the link or start another part. */
export const fragmentText = (text: string): string =>
  shownHeading(text)
    .replace(/[#|^[\]\\{}<>`]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
