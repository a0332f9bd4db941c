import type { PreviewTexts } from '../src/preview/wikiLinkPlugin.ts';

/** What a preview says, not translated. */
export const ENGLISH: PreviewTexts = {
  noPage: 'No page has this name.',
  goesOn: 'The page goes on: open it to read the rest.',
  kinds: { tactic: 'Tactic', technique: 'Technique', mitigation: 'Mitigation', caseStudy: 'Case study' },
};
