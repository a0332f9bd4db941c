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
  'No technique yet': l10n.t('No technique yet'),
  '{0}: {1} steps, {2} tactics': l10n.t('{0}: {1} steps, {2} tactics'),
  'Step {0}: {1}': l10n.t('Step {0}: {1}'),
  'also {0}': l10n.t('also {0}'),
  'problems: {0}': l10n.t('problems: {0}'),
  'leads to step {0}': l10n.t('leads to step {0}'),
  'Text; Enter goes to its line in the page': l10n.t('Text; Enter goes to its line in the page'),
  'no page in this vault': l10n.t('no page in this vault'),
  'Copy PNG': l10n.t('Copy PNG'),
  'Copy SVG': l10n.t('Copy SVG'),
  'Save SVG…': l10n.t('Save SVG…'),
  'Save PNG…': l10n.t('Save PNG…'),
  'Copied.': l10n.t('Copied.'),
  'Save HTML…': l10n.t('Save HTML…'),
});
