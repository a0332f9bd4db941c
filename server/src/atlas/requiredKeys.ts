import type { PageKind } from './pageIdentity.ts';

/** The front matter keys that a page of a kind must have, in their order. */
export const requiredKeys = (kind: PageKind): readonly string[] =>
  kind === 'note' ? [] : kind === 'caseStudy' ? ['id', 'title', 'type'] : ['id', 'title'];
