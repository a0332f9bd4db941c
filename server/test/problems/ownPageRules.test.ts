import { test } from 'node:test';
import { checkProblems } from '../checkProblems.ts';
import { page, study, TECHNIQUES } from './caseStudyText.ts';

for (const [what, literal] of Object.entries({
  'two pages with one ID': `
//- a/first.md
---
id: first
title: "AML.M0901: Locked Door"
//      ^^^^^^^^^^^^^^^^^^^^^^ duplicate-id: AML.M0901 is also the ID of 'b/second.md'
---
//- b/second.md
---
id: second
title: "AML.M0901: Open Door"
//      ^^^^^^^^^^^^^^^^^^^^ duplicate-id: 'a/first.md'
---
`,
  'a mention of an ID claims nothing': `
//- first.md
---
id: first
title: "AML.M0901: Locked Door"
atlas: AML.M0902
---
# AML.M0901: Locked Door

## AML.M0902 compared
//- second.md
---
id: second
title: "AML.M0902: Open Door"
---
//- notes.md
# AML.M0902 notes
`,
  'three places, one of which differs': `
//- locked-door.md
---
id: locked-door
title: "AML.M0901: Locked Door"
//      ^^^^^^^^^^^^^^^^^^^^^^ id-conflict: The title says AML.M0901, but the first heading says AML.M0902
---
# AML.M0902: Locked Door

## Metadata

- **Mitigation ID:** AML.M0902
`,
  'a page that contradicts itself duplicates nobody': `
//- locked-door.md
---
id: locked-door
title: "AML.M0901: Locked Door"
---
//- copy.md
---
id: copy
title: "AML.M0901: Locked Door"
---
# AML.M0902: Copy
//^^^^^^^^^^^^^^^ id-conflict
`,
  'Metadata that says another ID': `
//- locked-door.md
---
id: locked-door
title: "AML.M0901: Locked Door"
---
## Metadata

- **Mitigation ID:** AML.M0902
//                   ^^^^^^^^^ id-conflict: Metadata says AML.M0902, but the title says AML.M0901
`,
  'a heading with another name': `
//- locked-door.md
---
id: locked-door
title: "AML.M0901: Locked Door"
---
# AML.M0901: Bolted Door
//^^^^^^^^^^^^^^^^^^^^^^ title-mismatch: 'Bolted Door', its title 'Locked Door'
`,
  'a heading with another name and no ID': `
//- locked-door.md
---
id: locked-door
title: "AML.M0901: Locked Door"
---
# Bolted Door
//^^^^^^^^^^^ title-mismatch
`,
  'headings that say the same in another way': `
//- q-and-a.md
---
id: q-and-a
title: "AML.M0901: Q&A – “Why”"
---
# AML.M0901: Q\\&A - *"Why"* {#why}
//- only-id.md
---
id: only-id
title: AML.M0902
---
# AML.M0902: Open Door
//- alias.md
---
id: alias
title: "AML.M0903: Shut Door"
sidebar_label: "Shut"
aliases: [Door]
---
# Shut
//- sections.md
---
id: sections
title: "AML.M0904: Half Door"
---
# Summary

# Details
`,
  'an id that is not the name of the file': `
//- doors/locked-door.md
---
id: bolted-door
//  ^^^^^^^^^^^ slug-mismatch: the file is named 'locked-door'
title: "AML.M0901: Locked Door"
---
//- shut-door/index.md
---
id: "shut-door"
title: "AML.M0902: Shut Door"
---
`,
  'fields that are missing': `
//- locked-door.md
---
//^ front-matter-field: The front matter lacks 'id', 'title'.
sidebar_position: 3
---
# AML.M0901: Locked Door
`,
  'no front matter at all': `
//- locked-door.md
# AML.M0901: Locked Door
//^^^^^^^^^^^^^^^^^^^^^^ front-matter-field: no front matter
`,
  'fields of another type': `
//- locked-door.md
---
id: 12
//  ^^ front-matter-field: must be a text
title:
//^^^ front-matter-field: 'title' is empty
---
# AML.M0901: Locked Door
`,
  'front matter that does not parse gives that problem only': `
//- locked-door.md
---
title: AML.M0901: Locked Door
//     ^^^^^^^^^^^^^^^^^^^^^^ front-matter-syntax
---
# AML.M0901: Bolted Door
`,
})) {
  test(what, () => checkProblems(literal));
}

test('a case study says so in its type', () =>
  checkProblems(
    study({
      frontMatter: `---
id: paper-mask
title: "AML.CS0900: Paper Mask"
type: study
//    ^^^^^ front-matter-field: 'case-study'
---`,
    }) + TECHNIQUES,
  ));

test('the type of other pages is their own affair', () =>
  checkProblems(page('a', 'AML.M0901: A').replace('id: a', 'id: a\ntype: 3')));
