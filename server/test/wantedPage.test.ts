import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageOfId, pageWanted } from '../src/atlas/wantedPage.ts';
import { pageOf } from '../src/core/vault.ts';
import { fixture } from './fixture.ts';

const page = (path: string, label: string): string => `//- ${path}.md\n---\ntitle: "${label}"\n---\n`;

const PAGES = [
  page('atlas/techniques/impact/external-harms/financial-harm', 'AML.T0048.000: Financial Harm'),
  page('atlas/techniques/impact/external-harms/user-harm', 'AML.T0048.003: User Harm'),
  page('atlas/techniques/impact/flood', 'AML.T0029: Denial of AI Service'),
  page('atlas/techniques/exfiltration/leakage', 'AML.T0057: LLM Data Leakage'),
  page('atlas/tactics/impact', 'AML.TA0011: Impact'),
  page('atlas/mitigations/user-training', 'AML.M0018: User Training'),
  page('notes/Old Plan', 'Old plan'),
].join('');

const HARMS = 'atlas/techniques/impact/external-harms.md';

describe('the page that a broken link wants', () => {
  const cases: readonly (readonly [link: string, path: string | undefined, called?: string])[] = [
    // By the folder that its sub-techniques stand in.
    ['[[atlas/techniques/impact/external-harms|AML.T0048: External Harms]]', HARMS, 'AML.T0048: External Harms'],
    ['[[atlas/techniques/impact/external-harms|AML.T0048]]', HARMS, 'AML.T0048: External Harms'],
    ['[[external-harms]]', HARMS, 'AML.T0048: External Harms'],
    ['[[External-Harms/|so]]', HARMS, 'AML.T0048: External Harms'],
    ['[[atlas/techniques/impact|impact]]', 'atlas/techniques/impact.md', 'Impact'],
    // By path.
    ['[[notes/new-plan]]', 'notes/new-plan.md', 'New plan'],
    ['[[notes/New Plan.md#Part|x]]', 'notes/New Plan.md', 'New Plan'],
    ['[[notes\\deep\\plan]]', 'notes/deep/plan.md', 'Plan'],
    ['[[mitigations/lock]]', 'atlas/mitigations/lock.md', 'Lock'],
    ['[[Atlas/Mitigations/lock]]', 'atlas/mitigations/lock.md', 'Lock'],
    ['[[nowhere/lock]]', 'nowhere/lock.md', 'Lock'],
    ['[[/mitigations/lock]]', 'mitigations/lock.md', 'Lock'],
    ['[[./plan]]', 'desk/plan.md', 'Plan'],
    ['[[../notes/plan]]', 'notes/plan.md', 'Plan'],
    ['[[plan]]', 'desk/plan.md', 'Plan'],
    ['[[my%20plan]]', 'desk/my plan.md', 'my plan'],
    ['[[Pläne]]', 'desk/Pläne.md', 'Pläne'],
    ['[[v1.2]]', 'desk/v1.2.md', 'V1.2'],
    ['![[plan]]', 'desk/plan.md', 'Plan'],
    // By ID.
    ['[[atlas/mitigations/lock|AML.M0900: Lock]]', 'atlas/mitigations/lock.md', 'AML.M0900: Lock'],
    ['[[atlas/mitigations/lock|AML.M0900]]', 'atlas/mitigations/lock.md', 'AML.M0900: Lock'],
    ['[[lock|AML.M0013: Signing]]', 'atlas/mitigations/lock.md', 'AML.M0013: Code Signing'],
    ['[[AML.M0013]]', 'atlas/mitigations/code-signing.md', 'AML.M0013: Code Signing'],
    ['[[AML.M0901: Some Lock]]', 'atlas/mitigations/some-lock.md', 'AML.M0901: Some Lock'],
    ['[[AML.T0034: Costs]]', 'atlas/techniques/impact/cost-harvesting.md', 'AML.T0034: Cost Harvesting'],
    // By its name among pages of that kind.
    [
      '[[atlas/tactics/lateral-movement|Movement]]',
      'atlas/tactics/lateral-movement.md',
      'AML.TA0015: Lateral Movement',
    ],
    ['[[tactics/Lateral Movement]]', 'atlas/tactics/Lateral Movement.md', 'AML.TA0015: Lateral Movement'],
    ['[[notes/lateral-movement]]', 'notes/lateral-movement.md', 'Lateral movement'],
    ['[[atlas/tactics/cost-harvesting]]', 'atlas/tactics/cost-harvesting.md', 'Cost harvesting'],
    // Nowhere.
    ['[[elsewhere|AML.T0029: Denial of AI Service]]', undefined],
    ['[[atlas/techniques/impact|AML.T0029]]', undefined],
    ['[[../../out]]', undefined],
    ['[[./../../out]]', undefined],
    ['[[what?]]', undefined],
    ['[[a/../b]]', undefined],
    ['[[a//b]]', undefined],
    ['[[.hidden/plan]]', undefined],
    ['[[node_modules/plan]]', undefined],
    ['[[con]]', undefined],
    ['[[dir./plan]]', undefined],
    ['[[Title: this]]', undefined],
    ['[[picture.png]]', undefined],
    ['[[notes/sheet.PDF]]', undefined],
    [`[[${'ä'.repeat(100)}]]`, undefined],
  ];
  for (const [link, path, called] of cases) {
    it(`is ${path ?? 'none'} for ${link.slice(0, 80)}`, () => {
      const { book } = fixture(`\n//- desk/from.md\n🦊 ${link}\n${PAGES}`);
      const from = pageOf(book.vault, 'desk/from.md');
      const [broken] = from?.links ?? [];
      assert.ok(from && broken);
      const wanted = pageWanted(book, from, broken);
      assert.equal(wanted?.path, path);
      assert.equal(wanted?.id === undefined ? wanted?.name : `${wanted.id}: ${wanted.name}`, called);
    });
  }

  it('has the ID that others give it, and the name that most of them do', () => {
    const { book } = fixture(`
//- a.md
[[atlas/mitigations/lock|the lock]]
//- b.md
[[mitigations/lock|AML.M0900: Locks]] [[mitigations/lock#x|AML.M0900: Lock it]] [[gone|AML.M0900: Lock it]]
//- c.md
[[other/lock|AML.M0950: Not this]] [[atlas/tactics/impact|AML.M0950: lock]]
${PAGES}`);
    for (const id of ['a.md', 'b.md']) {
      const from = pageOf(book.vault, id);
      const [link] = from?.links ?? [];
      assert.ok(from && link);
      assert.deepEqual(pageWanted(book, from, link), {
        path: 'atlas/mitigations/lock.md',
        id: 'AML.M0900',
        name: 'Lock it',
      });
    }
  });
});

describe('where the page of an ID belongs', () => {
  const place = (id: string, vault: string): string => pageOfId(fixture(`\n${vault}`).book, id).path;

  it('beside the folder of its sub-techniques, if that holds nothing else', () => {
    assert.equal(place('AML.T0048', PAGES), HARMS);
    const money = page('techniques/impact/harms/money', 'AML.T0048.000: Financial Harm');
    const flood = page('techniques/impact/flood', 'AML.T0029: Denial of AI Service');
    const index = page('techniques/impact/harms/index', 'Harms');
    const other = page('techniques/impact/harms/x', 'AML.T0900: X');
    assert.equal(place('AML.T0048', money + flood + index), 'techniques/impact/harms.md');
    assert.equal(place('AML.T0048', money + flood + other), 'techniques/impact/external-harms.md');
    const flat = page('techniques/impact/financial-harm', 'AML.T0048.000: Financial Harm');
    assert.equal(place('AML.T0048', flat), 'techniques/external-harms.md');
    assert.equal(place('AML.T0048', page('techniques/money', 'AML.T0048.000: Money')), 'techniques/external-harms.md');
  });

  it('never at a path that is taken, in whatever case', () => {
    const taken = page('atlas/techniques/impact/External-Harms', 'Notes on harms');
    assert.equal(place('AML.T0048', PAGES + taken), 'atlas/techniques/impact/external-harms-2.md');
  });

  it('with its siblings, or as other sub-techniques stand to their parents', () => {
    assert.equal(place('AML.T0048.002', PAGES), 'atlas/techniques/impact/external-harms/societal-harm.md');
    const named = page('t/injection/injection-direct', 'AML.T0051.000: Direct');
    assert.equal(place('AML.T0051.001', named), 't/injection/injection-indirect.md');
    const parents =
      page('t/injection', 'AML.T0051: LLM Prompt Injection') + page('t/harms', 'AML.T0048: External Harms');
    assert.equal(
      place('AML.T0048.000', page('t/injection/direct', 'AML.T0051.000: Direct') + parents),
      't/harms/financial-harm.md',
    );
    assert.equal(place('AML.T0048.000', page('t/direct', 'AML.T0051.000: Direct') + parents), 't/financial-harm.md');
  });

  it('in the folder of its kind and tactic, named as its neighbours are', () => {
    assert.equal(place('AML.T0034', PAGES), 'atlas/techniques/impact/cost-harvesting.md');
    assert.equal(place('AML.T0021', PAGES), 'atlas/techniques/establish-accounts.md');
    assert.equal(place('AML.TA0009', PAGES), 'atlas/tactics/collection.md');
    assert.equal(place('AML.CS0002', PAGES), 'case-studies/virustotal-poisoning.md');
    assert.equal(place('AML.M0013', page('m/AML.M0018', 'AML.M0018: User Training')), 'm/AML.M0013.md');
    assert.equal(place('AML.M0013', page('m/User Training', 'AML.M0018: User Training')), 'm/Code Signing.md');
    assert.equal(
      place('AML.M0013', page('m/AML.M0018 User Training', 'AML.M0018: User Training')),
      'm/AML.M0013 Code Signing.md',
    );
  });
});
