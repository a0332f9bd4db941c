import type { CaseStudyView, StepView } from '../../../../server/src/lsp/protocol.ts';
import { harmless, svg } from '../dom.ts';
import type { Say } from '../texts.ts';
import type { Arrow, Card, FlowLayout, FlowMode, FlowShape, Lane, Point, TextWidth } from './layout.ts';
import { layoutFlow, LINE, NOTE_LINE } from './layout.ts';
import type { Palette } from './palette.ts';
import { laneColour } from './palette.ts';

const TITLE = 13;
const NOTE = 11;
const PADDING = 8;
const ROUND = 6;

/**
 * A case study's flow as one SVG element that stands on its own. Cards are `g.card` with `data-step`, and can be pressed.
 *
 * @param width the room there is, in pixels; see `layoutFlow` for `mode`.
 */
export const drawFlow = (
  view: CaseStudyView,
  width: number,
  palette: Palette,
  text: Say,
  mode?: FlowMode,
): SVGSVGElement => {
  const layout = layoutFlow(shapeOf(view, text), width, measure(palette.font), mode);
  const picture = svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: layout.width,
      height: layout.height,
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      'font-family': palette.font,
      role: 'group',
      'aria-label': text('{0}: {1} steps, {2} tactics', view.name, view.steps.length, view.lanes.length),
    },
    svg('defs', {}, arrowHead(palette)),
    svg('rect', { width: layout.width, height: layout.height, fill: palette.background }),
    ...layout.lanes.map((lane, i) => drawLane(layout, lane, i, palette)),
    ...layout.arrows.map(arrow => drawArrow(layout, arrow, palette)),
    ...(layout.mode === 'tracks' ? layout.cards.map(card => drawStop(layout, card, palette)) : []),
    ...layout.cards.map(card => drawCard(view, layout, card, palette, text)),
  );
  return picture;
};

const shapeOf = ({ lanes, steps }: CaseStudyView, text: Say): FlowShape => ({
  lanes: lanes.map(({ name }) => harmless(name)),
  steps: steps.map(step => ({
    lane: step.lane,
    number: String(step.number),
    title: titleOf(step, text),
    note: noteOf(step).map(harmless),
    next: step.next,
  })),
});

/** What the step does: its technique's name, else what its heading says. */
export const titleOf = ({ name, techniques }: StepView, text: Say): string =>
  seen(techniques.map(({ name: own, parent }) => (parent === undefined ? own : `${parent}: ${own}`)).join(', ')) ||
  seen(name) ||
  text('No technique yet');

/** What is seen of a name: some have nothing but marks that nobody sees. */
export const seen = (name: string): string => harmless(name).trim();

const noteOf = ({ techniques: [first] }: StepView): readonly string[] =>
  [first?.id, first?.maturity].filter(part => part !== undefined);

const measure = (font: string): TextWidth => {
  const context = document.createElement('canvas').getContext('2d');
  return (text, kind) => {
    if (context === null) return text.length * 7;
    context.font = kind === 'note' ? `${NOTE}px ${font}` : `600 ${TITLE}px ${font}`;
    return context.measureText(text).width;
  };
};

const arrowHead = ({ arrow }: Palette): SVGMarkerElement =>
  svg(
    'marker',
    {
      id: 'head',
      viewBox: '0 0 8 8',
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: 'auto',
    },
    svg('path', { d: 'M0 0 L8 4 L0 8 Z', fill: arrow }),
  );

const drawLane = (layout: FlowLayout, { x, width, lines }: Lane, index: number, palette: Palette): SVGGElement => {
  const colour = laneColour(palette, index);
  const middle = x + width / 2;
  if (layout.mode === 'tracks') {
    const [name = ''] = lines;
    return svg(
      'g',
      {},
      svg('line', {
        x1: middle,
        x2: middle,
        y1: layout.head,
        y2: layout.height,
        stroke: colour,
        'stroke-opacity': 0.45,
        'stroke-width': 2,
      }),
      svg(
        'text',
        {
          transform: `translate(${middle + layout.headFont / 3} ${layout.head - PADDING}) rotate(-90)`,
          fill: palette.text,
          'font-size': layout.headFont,
          'font-weight': 600,
        },
        name,
      ),
    );
  }
  return svg(
    'g',
    {},
    ...(index === 0
      ? []
      : [svg('line', { x1: x, x2: x, y1: 0, y2: layout.height, stroke: palette.band, 'stroke-opacity': 0.3 })]),
    ...lines.map((line, i) =>
      svg(
        'text',
        {
          x: middle,
          y: PADDING + LINE * (i + 0.8),
          'text-anchor': 'middle',
          fill: palette.text,
          'font-size': TITLE,
          'font-weight': 600,
        },
        line,
      ),
    ),
    svg('rect', { x: x + PADDING, y: layout.head - 3, width: width - 2 * PADDING, height: 3, fill: colour }),
  );
};

const drawArrow = (layout: FlowLayout, { from, to, points }: Arrow, palette: Palette): SVGPathElement => {
  const tracks = layout.mode === 'tracks';
  return svg('path', {
    d: tracks ? bow(points) : rounded(points),
    fill: 'none',
    stroke: palette.arrow,
    'stroke-width': tracks ? 2 : 1.5,
    'data-from': from,
    'data-to': to,
    ...(tracks ? {} : { 'marker-end': 'url(#head)' }),
  });
};

/** A path through points with round corners. */
const rounded = (points: readonly Point[]): string => {
  const [start, ...rest] = points;
  if (start === undefined) return '';
  let path = `M${start.x} ${start.y}`;
  rest.forEach((point, i) => {
    const before = points[i] ?? point;
    const after = rest[i + 1];
    if (after === undefined) path += ` L${point.x} ${point.y}`;
    else {
      const a = towards(point, before);
      const b = towards(point, after);
      path += ` L${a.x} ${a.y} Q${point.x} ${point.y} ${b.x} ${b.y}`;
    }
  });
  return path;
};

const towards = (from: Point, to: Point): Point => {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(ROUND, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
};

/** From stop to stop on the tracks. */
const bow = ([a, b]: readonly Point[]): string => {
  if (a === undefined || b === undefined) return '';
  const middle = (a.y + b.y) / 2;
  return `M${a.x} ${a.y} C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${b.y}`;
};

const drawStop = ({ lanes }: FlowLayout, card: Card, palette: Palette): SVGGElement => {
  const lane = lanes[card.lane];
  const x = lane === undefined ? card.x : lane.x + lane.width / 2;
  const y = card.y + card.height / 2;
  const colour = laneColour(palette, card.lane);
  return svg(
    'g',
    {},
    svg('line', { x1: x, x2: card.x, y1: y, y2: y, stroke: colour, 'stroke-opacity': 0.45, 'stroke-dasharray': '2 3' }),
    svg('circle', { cx: x, cy: y, r: 6, fill: palette.background, stroke: colour, 'stroke-width': 3 }),
  );
};

const drawCard = (
  view: CaseStudyView,
  { number }: FlowLayout,
  card: Card,
  palette: Palette,
  text: Say,
): SVGGElement => {
  const step = view.steps[card.step];
  const { x, y, width, height } = card;
  const hasPage = step?.techniques.some(({ uri }) => uri !== undefined) === true;
  return svg(
    'g',
    {
      class: 'card',
      'data-step': card.step,
      tabindex: card.step === 0 ? 0 : -1,
      // Its name is what can be read on it.
      role: 'button',
      'aria-description': step === undefined ? '' : described(view, step, text),
    },
    svg('rect', {
      class: 'frame',
      x,
      y,
      width,
      height,
      rx: 4,
      fill: palette.card,
      stroke: palette.border,
      ...(hasPage ? {} : { 'stroke-dasharray': '4 3' }),
    }),
    svg('rect', { x, y, width: 4, height, rx: 2, fill: laneColour(palette, card.lane) }),
    ...cardTexts(card, String(step?.number ?? ''), number, palette),
    step === undefined ? undefined : problemMark(step, x + width, y, palette),
  );
};

/** Number, title and note, with blanks between them for those who hear them. */
const cardTexts = (
  card: Card,
  number: string,
  numberWidth: number,
  palette: Palette,
): readonly (SVGTextElement | string)[] => {
  const x = card.x + numberWidth;
  const top = card.y + PADDING;
  const title = { x, fill: palette.text, 'font-size': TITLE, 'font-weight': 600 };
  const note = { fill: palette.muted, 'font-size': NOTE };
  const below = top + LINE * Math.max(1, card.title.length) + NOTE_LINE * 0.75;
  return [
    svg('text', { ...note, x: x - NUMBER_GAP, y: top + LINE * 0.8, 'text-anchor': 'end' }, number),
    ...card.title.map((line, i) => svg('text', { ...title, y: top + LINE * (i + 0.8) }, line)),
    ...card.note.map((line, i) => svg('text', { ...note, x, y: below + NOTE_LINE * i }, line)),
  ].flatMap(text => [' ', text]);
};

/** Between the number and the title. */
const NUMBER_GAP = 7;

/** A sign at a card's corner for the gravest of its problems. */
const problemMark = ({ problems }: StepView, right: number, y: number, palette: Palette): SVGGElement | undefined => {
  const worst =
    problems.find(({ severity }) => severity === 'error') ?? problems.find(({ severity }) => severity === 'warning');
  if (worst === undefined) return undefined;
  const colour = worst.severity === 'error' ? palette.error : palette.warning;
  return svg(
    'g',
    { class: 'problem' },
    svg('circle', { cx: right - 3, cy: y + 3, r: 8, fill: palette.background, stroke: colour, 'stroke-width': 2 }),
    svg(
      'text',
      { x: right - 3, y: y + 7, 'text-anchor': 'middle', fill: colour, 'font-size': NOTE, 'font-weight': 700 },
      '!',
    ),
  );
};

/** What a screen reader says of a card beside the text on it. */
const described = (view: CaseStudyView, { lane, problems, next }: StepView, text: Say): string => {
  const targets = next.flatMap(other => view.steps[other]?.number ?? []);
  const said = [
    view.lanes[lane]?.name,
    problems.length === 0 ? undefined : text('problems: {0}', problems.length),
    targets.length === 0 ? undefined : text('leads to step {0}', targets.join(', ')),
  ];
  return said.filter(part => part !== undefined).join(', ');
};
