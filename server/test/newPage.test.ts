import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPage } from '../src/atlas/newPage.ts';
import type { WantedPage } from '../src/atlas/newPage.ts';
import { problemsOf } from '../src/problems/index.ts';
import { pageOf } from '../src/core/vault.ts';
import { casebookOf, fixture } from './fixture.ts';

/**
 * Holds the text of a new page to what is expected; in LF and CRLF vaults. When it is there, the page must have no problem.
 */
const checkNewPage = (vault: string, wanted: WantedPage, expected: string): void => {
  const { texts } = fixture(vault);
  for (const end of ['\n', '\r\n']) {
    const varied = new Map([...texts].map(([path, text]) => [path, text.replaceAll('\n', end)]));
    const { reads, make } = createPage(casebookOf(varied), wanted);
    const { creates } = make(id => (reads.includes(id) ? varied.get(id) : undefined));
    assert.equal(creates.length, 1);
    const [created] = creates;
    assert.equal(created?.path, wanted.path);
    assert.equal(created?.text, expected.replace(/^\n/, '').replaceAll('\n', end));
    const book = casebookOf(new Map([...varied, [wanted.path, created?.text ?? '']]));
    const page = pageOf(book.vault, wanted.path);
    assert.ok(page);
    assert.deepEqual(problemsOf(book, page), []);
  }
};

const TACTICS = `
//- atlas/tactics/impact.md
---
id: impact
title: "AML.TA0011: Impact"
sidebar_position: 16
---

# AML.TA0011: Impact
//- atlas/tactics/initial-access.md
---
id: initial-access
title: "AML.TA0004: Initial Access"
sidebar_position: 3
---

# AML.TA0004: Initial Access
//- atlas/tactics/lateral-movement.md
---
id: lateral-movement
title: "AML.TA0015: Lateral Movement"
sidebar_position: 11
---

# AML.TA0015: Lateral Movement
`;

const technique = (path: string, label: string, position: number, more = ''): string => `
//- atlas/techniques/${path}.md
---
id: ${path.slice(path.lastIndexOf('/') + 1)}
title: "${label}"
sidebar_label: "${label.replace(/^.*?: /, '')}"
sidebar_position: ${position}
description: Some words about ${path}
---

# ${label}

Prose that is nobody else's.

## Metadata

- **Technique ID:** ${label.replace(/:.*/, '')}
- **Created:** 2020-01-01
- **Maturity:** Feasible
- **Reviewed by:** Somebody

${more}## Tactics (1)

- [[atlas/tactics/impact|Impact]]
`;

const SIBLINGS =
  technique('impact/erode', 'AML.T0031: Erode AI Model Integrity', 32) +
  technique('impact/flood', 'AML.T0029: Denial of AI Service', 30) +
  TACTICS;

const EXTERNAL_HARMS: WantedPage = {
  path: 'atlas/techniques/impact/harms.md',
  id: 'AML.T0048',
  name: 'External Harms',
};

describe('the text of a new page', () => {
  it('has the form of its siblings: what they have and is known, nothing else', () =>
    checkNewPage(
      SIBLINGS,
      EXTERNAL_HARMS,
      `
---
id: harms
title: "AML.T0048: External Harms"
sidebar_label: "External Harms"
sidebar_position: 49
---

# AML.T0048: External Harms

## Metadata

- **Technique ID:** AML.T0048
- **Created:** 2022-10-27
- **Maturity:** Realized

## Tactics (1)

- [[atlas/tactics/impact|Impact]]
`,
    ));

  it('names each tactic of the catalogue that has a page', () =>
    checkNewPage(
      SIBLINGS,
      { path: 'atlas/techniques/initial-access/phishing.md', id: 'AML.T0052', name: 'Phishing' },
      `
---
id: phishing
title: "AML.T0052: Phishing"
sidebar_label: "Phishing"
sidebar_position: 53
---

# AML.T0052: Phishing

## Metadata

- **Technique ID:** AML.T0052
- **Created:** 2023-10-25
- **Maturity:** Realized

## Tactics (2)

- [[atlas/tactics/initial-access|Initial Access]]
- [[atlas/tactics/lateral-movement|Lateral Movement]]
`,
    ));

  it('takes from the nearest siblings, and their quoting; leaves out what only some have', () =>
    checkNewPage(
      `
//- far/a.md
---
id: a
title: "AML.M0901: A"
author: far
---
//- near/b.md
---
title: 'AML.M0902: It''s B'
id: b
type: mitigation
tags: [door, lock]
updated: 2024-01-01
---
# It's B
## Metadata
* **Mitigation ID**: AML.M0902
* **Category**: policy
## Techniques (2)
//- near/c.md
---
title: 'AML.M0903: C'
id: c
type: mitigation
tags: [door, lock]
updated: 2024-01-01
only: here
---
# C
## Metadata
* **Mitigation ID**: AML.M0903
## Techniques (1)
`,
      { path: 'near/restrict.md', id: 'AML.M0001', name: "Model's Artifact" },
      `
---
title: 'AML.M0001: Model''s Artifact'
id: restrict
type: mitigation
tags: [door, lock]
---

# Model's Artifact

## Metadata
* **Mitigation ID**: AML.M0001
* **Category**: Policy
`,
    ));

  it('writes the parent as its siblings do, be it text or a link', () => {
    const child = (path: string, label: string, parent: string): string =>
      technique(path, label, 1, `## Parent Technique\n\n${parent}\n\n`);
    const wanted = { path: 'atlas/techniques/impact/harms/user.md', id: 'AML.T0048.003', name: 'User Harm' };
    const expected = (parent: string): string => `
---
id: user
title: "AML.T0048.003: User Harm"
sidebar_label: "User Harm"
---

# AML.T0048.003: User Harm

## Metadata

- **Technique ID:** AML.T0048.003
- **Created:** 2023-10-25
- **Maturity:** Realized

## Parent Technique

${parent}

## Tactics (1)

- [[atlas/tactics/impact|Impact]]
`;
    checkNewPage(
      child('execution/injection/direct', 'AML.T0051.000: Direct', '**Parent:** AML.T0051 — LLM Prompt Injection') +
        child('execution/injection/other', 'AML.T0051.001: Indirect', '**Parent:** AML.T0051 — LLM Prompt Injection') +
        TACTICS,
      wanted,
      expected('**Parent:** AML.T0048 — External Harms'),
    );
    const link = '**Parent:** [[atlas/techniques/execution/injection|AML.T0051: LLM Prompt Injection]].';
    const harms = technique('impact/harms', 'AML.T0048: External Harms', 49);
    checkNewPage(
      child('execution/injection/direct', 'AML.T0051.000: Direct', link) +
        technique('execution/injection', 'AML.T0051: LLM Prompt Injection', 52) +
        harms +
        TACTICS,
      wanted,
      expected('**Parent:** [[atlas/techniques/impact/harms|AML.T0048: External Harms]].'),
    );
  });

  it('lists the sub-techniques, where pages of the vault do', () =>
    checkNewPage(
      technique('execution/injection/direct', 'AML.T0051.000: Direct', 51001) +
        technique('execution/injection', 'AML.T0051: LLM Prompt Injection', 52).trimEnd() +
        '\n\n## Sub-techniques (1)\n\n* [[atlas/techniques/execution/injection/direct|Direct]] (AML.T0051.000)\n' +
        technique('impact/harms/user', 'AML.T0048.003: User Harm', 48004) +
        technique('impact/harms/money', 'AML.T0048.000: Financial Harm', 48001) +
        SIBLINGS,
      EXTERNAL_HARMS,
      `
---
id: harms
title: "AML.T0048: External Harms"
sidebar_label: "External Harms"
sidebar_position: 49
---

# AML.T0048: External Harms

## Metadata

- **Technique ID:** AML.T0048
- **Created:** 2022-10-27
- **Maturity:** Realized

## Tactics (1)

- [[atlas/tactics/impact|Impact]]

## Sub-techniques (2)

* [[atlas/techniques/impact/harms/money|Financial Harm]] (AML.T0048.000)
* [[atlas/techniques/impact/harms/user|User Harm]] (AML.T0048.003)
`,
    ));

  it('lists what will lead to it and what names its ID, with the notes of mitigations', () =>
    checkNewPage(
      technique('impact/erode', 'AML.T0031: Erode AI Model Integrity', 32).trimEnd() +
        `

## Mitigations (1)

- [[atlas/mitigations/door|AML.M0901: Door]] — Keep it shut.

## Case Studies (1)

- [[atlas/studies/b|B]]
` +
        TACTICS +
        `
//- atlas/mitigations/door.md
---
id: door
title: "AML.M0901: Door"
---

## Techniques (2)

- [[atlas/techniques/impact/erode|AML.T0031: Erode AI Model Integrity]] — Keep it shut.
- [[atlas/techniques/impact/erode|AML.T0048: External Harms]] — Keep 𝒜 out.
//- atlas/studies/a.md
---
id: a
title: "AML.CS0902: A"
type: case-study
---

## Procedure

### Step 1: External Harms

**Technique:** [[atlas/techniques/impact/harms]]
//- atlas/studies/b.md
---
id: b
title: "AML.CS0901: B"
type: case-study
---

## Procedure

### Step 1: Erode AI Model Integrity

**Technique:** [[atlas/techniques/impact/erode|AML.T0031: Erode AI Model Integrity]]

### Step 2: External Harms

**Technique:** [[atlas/techniques/impact/erode|AML.T0048: External Harms]]
//- atlas/notes/mention.md
[[atlas/techniques/impact/erode|AML.T0048: External Harms]]
`,
      EXTERNAL_HARMS,
      `
---
id: harms
title: "AML.T0048: External Harms"
sidebar_label: "External Harms"
sidebar_position: 49
---

# AML.T0048: External Harms

## Metadata

- **Technique ID:** AML.T0048
- **Created:** 2022-10-27
- **Maturity:** Realized

## Tactics (1)

- [[atlas/tactics/impact|Impact]]

## Mitigations (1)

- [[atlas/mitigations/door|AML.M0901: Door]] — Keep 𝒜 out.

## Case Studies (2)

- [[atlas/studies/b|B]]
- [[atlas/studies/a|A]]
`.replace('sidebar_position: 49\n', ''),
    ));

  it('repeats no notes of mitigations where its siblings repeat none', () => {
    const erode = technique('impact/erode', 'AML.T0031: Erode AI Model Integrity', 32).trimEnd();
    const { texts } = fixture(`${erode}

## Mitigations (1)

- [[atlas/mitigations/door|Door]]
${TACTICS}
//- atlas/mitigations/door.md
# AML.M0901: Door

## Techniques (2)

- [[atlas/techniques/impact/erode|AML.T0031: Erode AI Model Integrity]] — Keep it shut.
- [[atlas/techniques/impact/erode|AML.T0048: External Harms]] — Keep 𝒜 out.
`);
    const [created] = createPage(casebookOf(texts), EXTERNAL_HARMS).make(id => texts.get(id)).creates;
    assert.match(created?.text ?? '', /## Mitigations \(1\)\n\n- \[\[atlas\/mitigations\/door\|Door\]\]\n/);
  });

  it('says of an empty list what its siblings say, if they all have it', () =>
    checkNewPage(
      technique('impact/erode', 'AML.T0031: Erode AI Model Integrity', 32, '## Mitigations (0)\n\nNone.\n\n') +
        technique('impact/flood', 'AML.T0029: Denial of AI Service', 30, '## Mitigations (0)\n\nNone.\n\n') +
        TACTICS,
      EXTERNAL_HARMS,
      `
---
id: harms
title: "AML.T0048: External Harms"
sidebar_label: "External Harms"
sidebar_position: 49
---

# AML.T0048: External Harms

## Metadata

- **Technique ID:** AML.T0048
- **Created:** 2022-10-27
- **Maturity:** Realized

## Mitigations (0)

None.

## Tactics (1)

- [[atlas/tactics/impact|Impact]]
`,
    ));

  it('gives a tactic its place in the matrix', () =>
    checkNewPage(
      TACTICS,
      { path: 'atlas/tactics/collection.md', id: 'AML.TA0009', name: 'Collection' },
      '\n---\nid: collection\ntitle: "AML.TA0009: Collection"\nsidebar_position: 12\n---\n\n# AML.TA0009: Collection\n',
    ));

  it('lists the techniques of a new tactic', () =>
    checkNewPage(
      `
//- tactics/collection.md
---
id: collection
title: "AML.TA0009: Collection"
---

# AML.TA0009: Collection

## Techniques (1)

In this vault:

- [[techniques/local|AML.T0037]] — Data from Local System (realized)
//- techniques/local.md
---
id: local
title: "AML.T0037: Data from Local System"
---

## Tactics (1)

- [[tactics/collection|Collection]]
//- techniques/flood.md
---
id: flood
title: "AML.T0029: Denial of AI Service"
---

## Tactics (1)

- [[tactics/impact|Impact]]
`,
      { path: 'tactics/impact.md', id: 'AML.TA0011', name: 'Impact' },
      `
---
id: impact
title: "AML.TA0011: Impact"
---

# AML.TA0011: Impact

## Techniques (1)

In this vault:

- [[techniques/flood|AML.T0029]] — Denial of AI Service (demonstrated)
`,
    ));

  it('leaves places to fill in on a case study that nobody knows', () =>
    checkNewPage(
      TACTICS,
      { path: 'studies/paper-mask.md', id: 'AML.CS0900', name: 'Paper Mask' },
      `
---
id: paper-mask
title: "AML.CS0900: Paper Mask"
type: case-study
---

# AML.CS0900: Paper Mask

## Metadata

- **ID:** AML.CS0900
- **Incident Date:** {{date}}
- **Type:** {{type}}
- **Target:** {{target}}
- **Actor:** {{actor}}

## Procedure

## References
`,
    ));

  it('says of a case study what the catalogue knows', () =>
    checkNewPage(
      TACTICS,
      { path: 'studies/virustotal.md', id: 'AML.CS0002', name: 'VirusTotal Poisoning' },
      `
---
id: virustotal
title: "AML.CS0002: VirusTotal Poisoning"
type: case-study
---

# AML.CS0002: VirusTotal Poisoning

## Metadata

- **ID:** AML.CS0002
- **Incident Date:** 2020
- **Type:** incident
- **Target:** {{target}}
- **Actor:** {{actor}}

## Procedure

## References
`,
    ));

  it('is a heading where there are no siblings', () =>
    checkNewPage(TACTICS, { path: 'new.md', id: undefined, name: 'New' }, '\n# New\n'));

  it('gives a note the front matter and the heading of notes beside it', () => {
    const wanted = { path: 'notes/kiosk-model.md', id: undefined, name: 'Kiosk model' };
    checkNewPage(
      `
//- notes/first-one.md
---
title: First one
tags:
  - kiosk
---

# First one

Text
//- notes/second-one.md
---
title: "Second one"
tags:
  - kiosk
created: 2024-03-02
---

# Second one
//- templates/note.md
---
title: "{{title}}"
---
`,
      wanted,
      '\n---\ntitle: Kiosk model\ntags:\n  - kiosk\n---\n\n# Kiosk model\n',
    );
    checkNewPage('\n//- notes/a.md\nText only\n//- notes/b.md\nMore text\n', wanted, '\n\n');
  });

  it('gives way to files that changed since they were read', () => {
    const { book } = fixture(SIBLINGS);
    const { make } = createPage(book, EXTERNAL_HARMS);
    const { creates } = make(() => 'something else');
    assert.match(creates[0]?.text ?? '', /^---\nid: harms\ntitle: "AML\.T0048: External Harms"\n---\n\n# AML\.T0048/);
  });
});
