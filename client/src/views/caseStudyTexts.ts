import { l10n } from 'vscode';
import type { Texts } from '../../webview/src/messages.ts';

/** What the case-study preview says, translated. */
export const caseStudyTexts = (): Texts => ({
  Picture: l10n.t('Picture'),
  'Attack flow': l10n.t('Attack flow'),
  'The text cannot be rendered in this window.': l10n.t('The text cannot be rendered in this window.'),
  'No steps yet: write “### Step 1: …” under Procedure, or run “ATLAS: Insert Step”.': l10n.t(
    'No steps yet: write “### Step 1: …” under Procedure, or run “ATLAS: Insert Step”.',
  ),
  Step: l10n.t('Step'),
  also: l10n.t('also'),
  'no page in this vault': l10n.t('no page in this vault'),
  'Copy PNG': l10n.t('Copy PNG'),
  'Copy SVG': l10n.t('Copy SVG'),
  'Save SVG…': l10n.t('Save SVG…'),
  'Save PNG…': l10n.t('Save PNG…'),
  'Save HTML…': l10n.t('Save HTML…'),
});
