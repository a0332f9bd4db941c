import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MatrixTechniqueView } from '../../server/src/lsp/protocol.ts';
import type { MatrixFilter } from '../webview/src/messages.ts';
import { fits, maturitiesOf, NO_FILTER, shadeLabel, shadeOf, SHADES } from '../webview/src/matrix/filter.ts';
import type { ColumnOptions } from '../webview/src/matrix/shownFamilies.ts';
import { MOST, shownFamilies } from '../webview/src/matrix/shownFamilies.ts';

const technique = (id: string, name: string, ...children: readonly MatrixTechniqueView[]): MatrixTechniqueView => ({
  id,
  name,
  uses: 0,
  children,
});

/** So many techniques with two sub-techniques each. */
const column = (count: number): readonly MatrixTechniqueView[] =>
  Array.from({ length: count }, (_, i) =>
    technique(`T${i}`, `Technique ${i}`, technique(`T${i}.000`, `First of ${i}`), technique(`T${i}.001`, 'Second')),
  );

const shown = (techniques: readonly MatrixTechniqueView[], options: Partial<ColumnOptions> = {}) => {
  const { families, more, isLong } = shownFamilies(techniques, {
    most: MOST,
    isOpen: () => false,
    filter: NO_FILTER,
    isVisited: () => false,
    ...options,
  });
  return { ids: families.map(({ id }) => id), more, isLong };
};

const filtered = (text: string): MatrixFilter => ({ ...NO_FILTER, text });

describe('shownFamilies', () => {
  it('shows a column of some size whole, whatever is filtered', () => {
    const { ids, more, isLong } = shown(column(MOST), { filter: filtered('nothing') });
    assert.deepEqual([ids.length, more, isLong], [MOST, 0, false]);
  });

  it('shows as many cells of a long one as may be, open families with theirs', () => {
    assert.deepEqual([shown(column(MOST + 7)).ids.length, shown(column(MOST + 7)).more], [MOST, 7]);
    assert.equal(shown(column(MOST + 7), { most: 2 * MOST }).more, 0);
    const open = shown(column(100), { isOpen: () => true });
    assert.deepEqual([open.ids.length, open.more, open.isLong], [MOST / 3, 100 - MOST / 3, true]);
  });

  it('shows of a long one only what fits, with the family of a sub-technique that does', () => {
    const { ids, more } = shown(column(1000), { filter: filtered('first 99') });
    assert.deepEqual(ids.slice(0, 2), ['T99', 'T199']);
    assert.deepEqual([ids.length, more], [19, 0]);
  });

  it('always shows what a way goes through', () => {
    const { ids, more } = shown(column(1000), { isVisited: id => id === 'T990.001' || id === 'T2' });
    assert.deepEqual([ids.length, ids.at(-1), more], [MOST + 1, 'T990', 1000 - MOST - 1]);
    const search = shown(column(1000), { isVisited: id => id === 'T5', filter: filtered('nothing') });
    assert.deepEqual(search.ids, ['T5']);
  });
});

describe('fits', () => {
  const used: MatrixTechniqueView = { id: 'AML.T0051', name: 'LLM Prompt Injection', uses: 2, children: [] };
  const cases: readonly (readonly [Partial<MatrixFilter>, boolean])[] = [
    [{}, true],
    [{ text: 'INJECTION t0051' }, true],
    [{ text: 'injection jailbreak' }, false],
    [{ text: '  ' }, true],
    [{ usedOnly: true }, true],
    [{ maturity: 'realized' }, false],
  ];
  for (const [filter, result] of cases)
    it(`says ${result} of ${JSON.stringify(filter)}`, () =>
      assert.equal(fits(used, { ...NO_FILTER, ...filter }), result));

  it('finds a sub-technique by the name of its parent, and not the other way round', () => {
    const direct = technique('AML.T0051.000', 'Direct');
    assert.equal(fits(direct, filtered('prompt direct'), used), true);
    assert.equal(fits(direct, filtered('prompt')), false);
    assert.equal(fits({ ...used, children: [direct] }, filtered('prompt direct')), false);
  });
});

describe('the legend', () => {
  it('names the shades that cells get', () => {
    assert.deepEqual(
      SHADES.map((_, shade) => shadeLabel(shade)),
      ['0', '1', '2–3', '4–7', '8+'],
    );
    assert.deepEqual([0, 1, 2, 3, 4, 7, 8, 99].map(shadeOf), [0, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('offers maturities in the order in which a technique gains them, then others', () => {
    const of = (maturity: string): MatrixTechniqueView => ({ ...technique('T', 'T'), maturity });
    const techniques = [of('realized'), { ...of('own'), children: [of('feasible')] }, of('demonstrated')];
    const view = { version: '', root: '', catalogue: '', caseStudies: 0, tactics: [{ name: 'A', techniques }] };
    assert.deepEqual(maturitiesOf(view), ['feasible', 'demonstrated', 'realized', 'own']);
  });
});
