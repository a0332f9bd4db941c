import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FlowShape } from '../webview/src/flow/layout.ts';
import { layoutFlow, wrap } from '../webview/src/flow/layout.ts';

const textWidth = (text: string): number => [...text].length * 7;

const flow = (lanes: number, steps: readonly (readonly [lane: number, ...next: readonly number[]])[]): FlowShape => ({
  lanes: Array.from({ length: lanes }, (_, i) => `Tactic Number ${i}`),
  steps: steps.map(([lane, ...next], i) => ({
    lane,
    number: String(i + 1),
    title: `Step of some name ${i}`,
    note: ['AML.T0001', 'demonstrated'],
    next,
  })),
});

const long = (steps: number, lanes: number): FlowShape =>
  flow(
    lanes,
    Array.from({ length: steps }, (_, i) => (i + 1 < steps ? [(i * 5) % lanes, i + 1] : [(i * 5) % lanes])),
  );

describe('layoutFlow', () => {
  it('uses lanes as soon as they can be read, else tracks', () => {
    assert.equal(layoutFlow(long(4, 4), 800, textWidth).mode, 'lanes');
    assert.equal(layoutFlow(long(4, 9), 800, textWidth).mode, 'tracks');
    assert.equal(layoutFlow(long(4, 9), 300, textWidth, 'lanes').mode, 'lanes');
  });

  it('keeps cards inside of the picture and of their lanes, in rows that do not overlap', () => {
    for (const [steps, lanes, width] of [
      [1, 1, 300],
      [16, 9, 1400],
      [30, 12, 420],
      [30, 3, 2000],
    ] as const) {
      const layout = layoutFlow(long(steps, lanes), width, textWidth);
      assert.equal(layout.cards.length, steps);
      layout.cards.forEach((card, i) => {
        assert.ok(card.x >= 0 && card.x + card.width <= layout.width && card.y + card.height <= layout.height);
        const lane = layout.lanes[card.lane];
        if (layout.mode === 'lanes' && lane) assert.ok(card.x > lane.x && card.x + card.width < lane.x + lane.width);
        const before = layout.cards[i - 1];
        assert.ok(before === undefined || before.y + before.height < card.y);
      });
      if (layout.mode === 'tracks') assert.ok(layout.width <= width);
    }
  });

  it('leaves room for the longest number, and puts a note that is too long for its card into lines', () => {
    const few = layoutFlow(long(9, 2), 600, textWidth);
    const many = layoutFlow(long(100, 2), 600, textWidth);
    assert.equal(many.number - few.number, 14);
    assert.deepEqual(few.cards[0]?.note, ['AML.T0001 · demonstrated']);
    assert.deepEqual(layoutFlow(long(9, 4), 560, textWidth, 'lanes').cards[0]?.note, ['AML.T0001', 'demonstrated']);
  });

  it('breaks no word of a title where lanes can be wider', () => {
    const steps = [{ lane: 0, number: '1', title: 'Infrastructures and Countermeasures', note: [], next: [] }];
    const layout = layoutFlow({ lanes: Array.from({ length: 9 }, () => 'Tactic'), steps }, 900, textWidth, 'lanes');
    assert.deepEqual(layout.cards[0]?.title, ['Infrastructures', 'and', 'Countermeasures']);
    const monster = [{ lane: 0, number: '1', title: 'x'.repeat(1000), note: [], next: [] }];
    assert.ok(layoutFlow({ lanes: ['Tactic'], steps: monster }, 300, textWidth, 'lanes').width < 300);
  });

  it('says on tracks which tactic a step serves, in as few lines as it takes', () => {
    const note = (width: number): readonly string[] => layoutFlow(long(4, 9), width, textWidth).cards[1]?.note ?? [];
    assert.deepEqual(note(800), ['AML.T0001 · demonstrated · Tactic Number 5']);
    assert.deepEqual(note(480), ['AML.T0001 · demonstrated', 'Tactic Number 5']);
    assert.ok(layoutFlow(long(4, 9), 1100, textWidth).width < 800);
  });

  it('fits twelve tactics into the narrowest panel', () => {
    const layout = layoutFlow(long(30, 12), 296, textWidth);
    assert.equal(layout.mode, 'tracks');
    assert.ok(layout.width <= 296);
    assert.ok(layout.headFont < layoutFlow(long(30, 12), 700, textWidth).headFont);
  });

  it('leads no arrow through a card', () => {
    const layout = layoutFlow(
      flow(3, [
        [0, 1, 3],
        [1, 2],
        [0, 4],
        [1, 4],
        [2, 0],
      ]),
      900,
      textWidth,
      'lanes',
    );
    assert.equal(layout.arrows.length, 6);
    for (const { points, from, to } of layout.arrows) {
      for (const [i, a] of points.slice(0, -1).entries()) {
        const b = points[i + 1] ?? a;
        for (const card of layout.cards) {
          const inside =
            Math.max(a.x, b.x) > card.x &&
            Math.min(a.x, b.x) < card.x + card.width &&
            Math.max(a.y, b.y) > card.y &&
            Math.min(a.y, b.y) < card.y + card.height;
          assert.ok(!inside, `the arrow from ${from} to ${to} crosses the card of ${card.step}`);
        }
      }
    }
  });

  it('draws what is not finished', () => {
    assert.deepEqual(layoutFlow({ lanes: [], steps: [] }, 500, textWidth).cards, []);
    const alone = layoutFlow(flow(1, [[0, 7]]), 500, textWidth);
    assert.deepEqual(alone.arrows, []);
  });
});

describe('wrap', () => {
  const cases: readonly (readonly [text: string, most: number, lines: readonly string[]])[] = [
    ['', 2, []],
    ['short', 2, ['short']],
    ['two words here', 3, ['two words', 'here']],
    ['two words here and more', 2, ['two words', 'here and…']],
    ['a-word-that-is-too-long', 3, ['a-word-tha', 't-is-too-l', 'ong']],
    ['🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊', 1, ['🦊🦊🦊🦊🦊🦊🦊🦊🦊…']],
  ];
  for (const [text, most, lines] of cases)
    it(`breaks '${text}' into ${most}`, () => assert.deepEqual(wrap(text, 70, most, textWidth), lines));
});
