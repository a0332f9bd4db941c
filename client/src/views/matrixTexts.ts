import { l10n } from 'vscode';
import type { Texts } from '../../webview/src/messages.ts';

/** What the matrix says, translated. */
export const matrixTexts = (): Texts => ({
  'ATLAS matrix': l10n.t('ATLAS matrix'),
  'Filter techniques': l10n.t('Filter techniques'),
  Maturity: l10n.t('Maturity'),
  'any maturity': l10n.t('any maturity'),
  'used only': l10n.t('used only'),
  Filters: l10n.t('Filters'),
  Techniques: l10n.t('Techniques'),
  'Draw a case study…': l10n.t('Draw a case study…'),
  'Case studies drawn': l10n.t('Case studies drawn'),
  'Show sub-techniques': l10n.t('Show sub-techniques'),
  'Hide sub-techniques': l10n.t('Hide sub-techniques'),
  'Sub-techniques of {0}': l10n.t('Sub-techniques of {0}'),
  'Remove {0}': l10n.t('Remove {0}'),
  Close: l10n.t('Close'),
  'Used by': l10n.t('Used by'),
  'used by {0}': l10n.t('used by {0}'),
  'Step {0}': l10n.t('Step {0}'),
  '{0} more': l10n.t('{0} more'),
  'in common {0} · only the first {1} · only the second {2}': l10n.t(
    'in common {0} · only the first {1} · only the second {2}',
  ),
  'uses of its sub-techniques': l10n.t('uses of its sub-techniques'),
  step: l10n.t('step'),
  'no page in this vault': l10n.t('no page in this vault'),
  'Case studies that use it:': l10n.t('Case studies that use it:'),
  'Arrow keys move, Enter opens the page, U lists who uses it, S shows sub-techniques.': l10n.t(
    'Arrow keys move, Enter opens the page, U lists who uses it, S shows sub-techniques.',
  ),
  'No case study of this vault uses it.': l10n.t('No case study of this vault uses it.'),
  'This vault has no case study yet: “ATLAS: New Case Study” writes the first.': l10n.t(
    'This vault has no case study yet: “ATLAS: New Case Study” writes the first.',
  ),
});
