import { l10n } from 'vscode';
import type { PreviewTexts } from './wikiLinkPlugin.ts';

/** What we add to VS Code's markdown preview, translated. */
export const previewTexts = (): PreviewTexts => ({
  noPage: l10n.t('No page has this name.'),
  goesOn: l10n.t('The page goes on: open it to read the rest.'),
  kinds: {
    tactic: l10n.t('Tactic'),
    technique: l10n.t('Technique'),
    mitigation: l10n.t('Mitigation'),
    caseStudy: l10n.t('Case study'),
  },
});
