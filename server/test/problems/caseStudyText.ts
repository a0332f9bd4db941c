/** Parts of a case study's page that a test wants otherwise; the rest is without a fault. */
export interface StudyParts {
  readonly frontMatter?: string;
  readonly heading?: string;
  readonly metadata?: string;
  readonly procedure?: string;
  readonly references?: string;
}

/** A case study `studies/paper-mask.md` with ID AML.CS0900, as one file of a fixture. */
export const study = (parts: StudyParts = {}): string => `
//- studies/paper-mask.md
${parts.frontMatter ?? '---\nid: paper-mask\ntitle: "AML.CS0900: Paper Mask"\ntype: case-study\n---'}
${parts.heading ?? '# AML.CS0900: Paper Mask'}

A printed face opened the door of a test laboratory.

${parts.metadata ?? `## Metadata\n\n${METADATA}`}

${parts.procedure ?? `## Procedure\n\n### Step 1: Establish Accounts\n\n${ACCOUNTS}`}

${parts.references ?? '## References\n\n1. [How the door opened](https://lab.example/door)'}
`;

/** Metadata without a fault. */
export const METADATA = `- **ID:** AML.CS0900
- **Incident Date:** 2024-02-29
- **Type:** incident
- **Target:** Door camera
- **Actor:** Students`;

/** The Technique line of `techniques/resource-development/establish-accounts.md`. */
export const ACCOUNTS =
  '**Technique:** [[techniques/resource-development/establish-accounts|AML.T0021: Establish Accounts]]';

/** The page of a technique, a tactic or a mitigation, as one file of a fixture. */
export const page = (path: string, label: string, body = ''): string => `
//- ${path}.md
---
id: ${path.slice(path.lastIndexOf('/') + 1)}
title: "${label}"
---
# ${label}

${body}
`;

/** Two tactics and two techniques, one of which has both tactics. */
export const TECHNIQUES = [
  page('tactics/impact', 'AML.TA0011: Impact'),
  page('tactics/initial-access', 'AML.TA0004: Initial Access'),
  page(
    'techniques/resource-development/establish-accounts',
    'AML.T0021: Establish Accounts',
    '## Tactics (1)\n\n- [[tactics/resource-development|Resource Development]]',
  ),
  page('tactics/resource-development', 'AML.TA0003: Resource Development'),
  page(
    'techniques/evade-ai-model',
    'AML.T0015: Evade AI Model',
    '## Tactics (2)\n\n- [[tactics/initial-access|Initial Access]]\n- [[tactics/impact|Impact]]',
  ),
].join('');
