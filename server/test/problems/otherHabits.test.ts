import { test } from 'node:test';
import { checkProblems } from '../checkProblems.ts';
import { page } from './caseStudyText.ts';

test('a vault with other habits gets no false alarm', () => {
  checkProblems(`
//- Projects/Mask/Paper mask.md
---
id: Paper mask
title: 'AML.CS0900: Paper "Mask" – 顔'
type: case-study
tags:
  - study/face
  - 2024
aliases:
  - Mask
  - 仮面
cssclasses: [wide]
related: "[[Open door]]"
---
#study/face #ATLAS

%% Draft: [[nowhere]] and [7] %%

# AML.CS0900: Paper "Mask" – 顔

> [!warning]- A callout with a [[Open door|link]]
> See [^1], and [!note] is no citation.

## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2024-03
- **Type:** exercise
- **Target:** [[Open door|Door]] of the lab
- **Actor:** 学生
- **Weather:** [[nice|fine]] <% tp.date.now() %>

## Procedure

### Step 1: Open Door

**Technique:** [[Open door]] #technique ^step-1

| Who | What |
| --- | --- |
| We | [[Open door\\|AML.T0900]] |

- [ ] open question
- [x] done

\`\`\`dataview
TABLE file.name FROM [[Open door]] WHERE id = "AML.T9999"
\`\`\`

Inline \`= [[nowhere]]\` query, \${placeholder}, {{title}}, [[{{title}}]], [[<% tp.file.title %>]], ![[mask.png|300]] and ![[Open door#How to]].

### Step 2: Open Door

**Technique:** [[Open door#How to|AML.T0900]]

$$ a[1] = [2] $$

## References

1. Doe, J. (2024). [Masks](https://lab.example/masks?a=(b)#c). *Journal of Doors*, 3.
2. ![[mask.png]]
3. [[Reading list]]

[^1]: A footnote with [[Open door]].
//- Projects/Doors/Open door.md
---
id: Open door
title: "AML.T0900: Open Door"
---
# AML.T0900: Open Door

## How to

## Mitigations

1. Close it.
2. Lock it, see [[Reading list]].

## Case Studies

\`\`\`dataview
LIST FROM "Projects"
\`\`\`
//- Reading list.md
---
tags: [reading]
date: 2024-02-30
---
- [ ] [[Open door]] [7] (see [[#Later]])

# Later
//- Templates/Case study.md
---
id: "{{slug}}"
title: "AML.CSXXXX: {{title}}"
type: case-study
---
# AML.CSXXXX: {{title}}

## Metadata

- **ID:** AML.CSXXXX
- **Incident Date:** {{date}}

### Step 4: {{step}}

**Technique:** [[{{technique}}]]
//- files/mask.png
png
//- nice.md
Fine weather.
`);
});

test('neither does one with markdown links', () => {
  checkProblems(
    [
      page(
        'techniques/open-door',
        'AML.T0900: Open Door',
        '## Case Studies (1)\n\n- [Paper Mask](../studies/paper-mask.md)',
      ),
      `
//- studies/paper-mask.md
---
id: paper-mask
title: "AML.CS0900: Paper Mask"
type: case-study
---
# AML.CS0900: Paper Mask

## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2024
- **Type:** incident
- **Target:** Door
- **Actor:** Unknown

## Procedure

### Step 1: Open Door

**Technique:** [AML.T0900: Open Door](../techniques/open-door.md)

## References

- [Masks](https://lab.example)
`,
    ].join(''),
  );
});
