import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frontMatterField } from '../../src/problems/frontMatterField.ts';
import { fixture } from '../fixture.ts';
import { checkFix, fixesIn } from './checkRule.ts';

interface Row {
  readonly path?: string;
  readonly title?: string;
  readonly before: string;
  readonly after: string;
  readonly certain?: boolean;
}

const rows: Readonly<Record<string, Row>> = {
  'a page without front matter gets a block': {
    before: '# AML.CS0900: Paper "Mask"\n\nText.',
    after:
      '---\nid: paper-mask\ntitle: "AML.CS0900: Paper \\"Mask\\""\ntype: case-study\n---\n\n# AML.CS0900: Paper "Mask"\n\nText.',
  },
  'a mitigation needs no type': {
    before: '# AML.M0901: Lock & *Key*\n',
    after: '---\nid: paper-mask\ntitle: "AML.M0901: Lock & Key"\n---\n\n# AML.M0901: Lock & *Key*\n',
  },
  'fields go behind those that come before them': {
    before: '---\nid: paper-mask\nsidebar_position: 7\n---\n# AML.CS0900: Mask',
    after:
      '---\nid: paper-mask\ntitle: "AML.CS0900: Mask"\ntype: case-study\nsidebar_position: 7\n---\n# AML.CS0900: Mask',
  },
  'and to the top where there are none': {
    before: '---\n# 🦊 a comment\nsidebar_position: 7\n---\n# AML.M0901: Lock',
    after: '---\nid: paper-mask\ntitle: "AML.M0901: Lock"\n# 🦊 a comment\nsidebar_position: 7\n---\n# AML.M0901: Lock',
  },
  'a field of several lines is not cut': {
    before: '---\nid: paper-mask\ntitle: >-\n  AML.CS0900:\n  Mask 🦊\naliases:\n  - x\n---\n',
    after: '---\nid: paper-mask\ntitle: >-\n  AML.CS0900:\n  Mask 🦊\ntype: case-study\naliases:\n  - x\n---\n',
  },
  'an empty block is filled': {
    before: '---\n---\n# AML.M0901: Lock',
    after: '---\nid: paper-mask\ntitle: "AML.M0901: Lock"\n---\n# AML.M0901: Lock',
  },
  'a title by Metadata and the catalogue is not certain': {
    before: '---\nid: paper-mask\n---\n## Metadata\n\n- **Technique ID:** AML.T0021\n',
    after:
      '---\nid: paper-mask\ntitle: "AML.T0021: Establish Accounts"\n---\n## Metadata\n\n- **Technique ID:** AML.T0021\n',
    certain: false,
  },
  'an index may have the name of its folder': {
    path: 'masks/index.md',
    before: '---\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid: masks\ntitle: "AML.M0901: Lock"\n---\n',
    certain: false,
  },
  'a file name that YAML would take for something else is quoted': {
    path: 'notes/2024.md',
    before: '---\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid: "2024"\ntitle: "AML.M0901: Lock"\n---\n',
  },
  'a number becomes a text': {
    path: 'notes/2024.md',
    title: "Put 'id' in quotes",
    before: '---\nid: 2024 # year\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid: "2024" # year\ntitle: "AML.M0901: Lock"\n---\n',
  },
  'or what it should be': {
    title: "Set 'id' to 'paper-mask'",
    before: '---\nid: 12\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid: paper-mask\ntitle: "AML.M0901: Lock"\n---\n',
    certain: false,
  },
  'an empty value is filled in': {
    before: '---\nid:\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid: paper-mask\ntitle: "AML.M0901: Lock"\n---\n',
  },
  'before a comment': {
    before: '---\nid: # todo\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid: paper-mask # todo\ntitle: "AML.M0901: Lock"\n---\n',
  },
  'an empty text is filled in': {
    before: "---\nid: paper-mask\ntitle: ''\n---\n# AML.M0901: Lock",
    after: '---\nid: paper-mask\ntitle: "AML.M0901: Lock"\n---\n# AML.M0901: Lock',
  },
  'a list is none': {
    before: '---\nid:\n  - a\n  - b\ntitle: "AML.M0901: Lock"\n---\n',
    after: '---\nid:\n  paper-mask\ntitle: "AML.M0901: Lock"\n---\n',
    certain: false,
  },
  'another type': {
    title: "Set 'type' to 'case-study'",
    before: '---\nid: paper-mask\ntitle: "AML.CS0900: Mask"\ntype: "Case study"\n---\n',
    after: '---\nid: paper-mask\ntitle: "AML.CS0900: Mask"\ntype: case-study\n---\n',
  },
};

for (const [what, { path = 'studies/paper-mask.md', title = '', before, after, certain = true }] of Object.entries(
  rows,
)) {
  test(what, () => {
    const vault = `\n//- ${path}\n${before}`;
    checkFix({ rule: frontMatterField, vault, title, after, preferred: true, onlyTop: !before.startsWith('---') });
    const [fix] = fixesIn(frontMatterField, fixture(vault).book, path);
    assert.equal(fix?.confidence === 'certain', certain);
  });
}

test('a page with a byte order mark keeps it first', () => {
  const vault = '\n//- lock.md\n\ufeff\n# AML.M0901: Lock\n';
  checkFix({
    rule: frontMatterField,
    vault,
    after: '\ufeff---\nid: lock\ntitle: "AML.M0901: Lock"\n---\n\n\n# AML.M0901: Lock\n',
    onlyTop: true,
  });
});
