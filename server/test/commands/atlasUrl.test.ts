import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atlasUrl } from '../../src/features/commands/atlasUrl.ts';
import { fixture } from '../fixture.ts';

const PAGES = `
//- t/alpha.md
# AML.T0011.000: Alpha
//- note.md
# A note
//- own.md
# ACME.T0001: Own
`;

const urlAt = (before: string): string => {
  const { book, cursor } = fixture(`//- page.md\n${before}\n${PAGES}`);
  assert.ok(cursor);
  const found = atlasUrl(book, cursor.page, cursor.offset);
  return 'url' in found ? found.url : found.reason;
};

const SITE = 'https://atlas.mitre.org';

describe('atlasUrl', () => {
  const cases: readonly (readonly [before: string, url: string | RegExp])[] = [
    ['# AML.TA0003: Own page\n\nwor$0ds', `${SITE}/tactics/AML.TA0003`],
    ['# AML.M0005: Own page\n\n[[al$0pha]]', `${SITE}/techniques/AML.T0011.000`],
    ['# AML.M0005: Own page\n\n[[no$0te]]', `${SITE}/mitigations/AML.M0005`],
    ['as in AML.CS0$0006', `${SITE}/studies/AML.CS0006`],
    ['[x](/techniques/AML.T00$021)', `${SITE}/techniques/AML.T0021`],
    ['[[t/gone|AML.T00$051: Injection]]', `${SITE}/techniques/AML.T0051`],
    ['[[#A head$0ing]]\n\n## A heading', /^Neither this page/],
    ['wor$0ds', /^Neither this page nor what is under the cursor has an ATLAS ID\.$/],
    ['[[ow$0n]]', /^ACME\.T0001 is an ID of your own/],
    ['ACME.T00$001', /^ACME\.T0001 is an ID of your own/],
  ];
  for (const [before, url] of cases)
    it(JSON.stringify(before), () => {
      if (typeof url === 'string') assert.equal(urlAt(before), url);
      else assert.match(urlAt(before), url);
    });
});
