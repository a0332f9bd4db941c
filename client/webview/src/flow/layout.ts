/** What a layout needs of a case study. */
export interface FlowShape {
  /** The lanes' names, in their order. */
  readonly lanes: readonly string[];
  readonly steps: readonly FlowShapeStep[];
}

export interface FlowShapeStep {
  /** Index of its lane. */
  readonly lane: number;
  readonly number: string;
  /** What its card says: the title is wrapped; the parts of the note stand side by side where they fit. On tracks they say the lane, too. */
  readonly title: string;
  readonly note: readonly string[];
  /** Indexes of the steps that follow. */
  readonly next: readonly number[];
}

/** How wide a text is drawn, in pixels. */
export type TextWidth = (text: string, font: 'title' | 'note' | 'lane') => number;

/**
 * `lanes`: a column a tactic, cards in their columns. `tracks`: where columns would be too narrow to read, a thin track a tactic
 * with a stop for each step, and the cards beside all tracks.
 */
export type FlowMode = 'lanes' | 'tracks';

/** A picture in pixels, from its top left corner. */
export interface FlowLayout {
  readonly mode: FlowMode;
  readonly width: number;
  readonly height: number;
  /** Height of the lanes' heads, and size of the letters in them. */
  readonly head: number;
  readonly headFont: number;
  /** Width on each card of its number, which stands before the title. */
  readonly number: number;
  readonly lanes: readonly Lane[];
  readonly cards: readonly Card[];
  readonly arrows: readonly Arrow[];
}

export interface Lane {
  /** Left edge and width of its column; of a track the middle of it is the line. */
  readonly x: number;
  readonly width: number;
  /** Its name, wrapped; one line on a track, where it is written upwards. */
  readonly lines: readonly string[];
}

export interface Card extends Box {
  readonly step: number;
  readonly lane: number;
  readonly title: readonly string[];
  readonly note: readonly string[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from step to step, through these points; the last is its tip. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
}

/** A lane is never narrower, and never wider. */
const MIN_LANE = 132;
const MAX_LANE = 220;
const MARGIN = 8;
const GUTTER = 8;
/** Between the rows: room for the arrows. */
const GAP = 26;
const PADDING = 8;
export const LINE = 17;
export const NOTE_LINE = 15;
/** Around a step's number: a bar in the lane's colour before it, and blanks. */
const NUMBER_BORDER = 18;
/** More lines than the longest name of ATLAS has in the narrowest lane. */
const TITLE_LINES = 6;
const HEAD_FONT = 13;

/** Tracks are so wide, and narrower where they would take more than this part of the width; of the narrow ones also the names are. */
const TRACK = 26;
const MIN_TRACK = 10;
const NARROW_TRACK = 14;
const NARROW_FONT = 11;
const TRACKS_PART = 0.42;
const TRACK_GAP = 8;
const MIN_CARD = 120;
const MAX_CARD = 520;
const HEAD_MAX = 180;

/**
 * Lays a case study out in the width that there is (pixels). `mode` says which way; otherwise lanes are used as soon as
 * they can be read, each word in one piece. The steps go down in their order, one a row, so that the picture reads like a story.
 */
export const layoutFlow = (flow: FlowShape, width: number, textWidth: TextWidth, mode?: FlowMode): FlowLayout => {
  const fits = flow.lanes.length * leastLane(flow, textWidth) + 2 * MARGIN <= width;
  return (mode ?? (fits ? 'lanes' : 'tracks')) === 'lanes'
    ? inLanes(flow, width, textWidth)
    : onTracks(flow, width, textWidth);
};

const inLanes = (flow: FlowShape, available: number, textWidth: TextWidth): FlowLayout => {
  const count = Math.max(1, flow.lanes.length);
  const room = Math.min(MAX_LANE, (available - 2 * MARGIN) / count);
  const laneWidth = Math.floor(Math.max(leastLane(flow, textWidth), room));
  const lanes = flow.lanes.map((name, i) => ({
    x: MARGIN + i * laneWidth,
    width: laneWidth,
    lines: wrap(name, laneWidth - 2 * GUTTER, 2, text => textWidth(text, 'lane')),
  }));
  const head = PADDING * 2 + LINE * Math.max(1, ...lanes.map(({ lines }) => lines.length));
  const number = numberWidth(flow, textWidth);
  const cards: Card[] = [];
  let y = head + GAP / 2;
  flow.steps.forEach((step, i) => {
    const x = (lanes[step.lane]?.x ?? MARGIN) + GUTTER;
    const card = cardOf(step, i, { x, y, width: laneWidth - 2 * GUTTER }, number, textWidth);
    cards.push(card);
    y += card.height + GAP;
  });
  const arrows = flow.steps.flatMap(({ next }, from) =>
    next.flatMap(to => laneArrow(cards, from, to, MARGIN + laneWidth * count)),
  );
  return {
    mode: 'lanes',
    width: count * laneWidth + 2 * MARGIN,
    height: flow.steps.length === 0 ? head : y - GAP / 2,
    head,
    headFont: HEAD_FONT,
    number,
    lanes,
    cards,
    arrows,
  };
};

/** The least width of a lane in which no word is broken, as long as that is no monster. */
const leastLane = (flow: FlowShape, textWidth: TextWidth): number => {
  const widest = (texts: readonly string[], font: 'title' | 'lane'): number =>
    Math.max(0, ...texts.flatMap(text => wordsOf(text).map(word => textWidth(word, font))));
  const inCards = widest(
    flow.steps.map(({ title }) => title),
    'title',
  );
  const cards = inCards + numberWidth(flow, textWidth) + PADDING;
  return Math.ceil(Math.max(MIN_LANE, Math.min(MAX_LANE, 2 * GUTTER + Math.max(cards, widest(flow.lanes, 'lane')))));
};

/** The words that a text can be broken into; of a very long one those at its start. */
const wordsOf = (text: string): readonly string[] => text.slice(0, TITLE_LINES * LONGEST_LINE).split(/\s+/);

const numberWidth = ({ steps }: FlowShape, textWidth: TextWidth): number =>
  NUMBER_BORDER + Math.ceil(Math.max(0, ...steps.map(({ number }) => textWidth(number, 'note'))));

/** Wraps what a card says into its width. */
const cardOf = (
  { title, note, lane }: FlowShapeStep,
  step: number,
  { x, y, width }: Omit<Box, 'height'>,
  number: number,
  textWidth: TextWidth,
): Card => {
  const room = width - number - PADDING;
  const lines = wrap(title, room, TITLE_LINES, text => textWidth(text, 'title'));
  const widthOf = (text: string): number => textWidth(text, 'note');
  const noteLines = inLines(note, room, widthOf).flatMap(text => wrap(text, room, 1, widthOf));
  const height = 2 * PADDING + LINE * Math.max(1, lines.length) + NOTE_LINE * noteLines.length;
  return { step, lane, x, y, width, height, title: lines, note: noteLines };
};

/** Parts side by side, as many in a line as fit. */
const inLines = (parts: readonly string[], room: number, widthOf: (text: string) => number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = [...lines.slice(-1), part].join(' · ');
    if (lines.length > 0 && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
};

/**
 * From the bottom of a card to the top of another. To the next row it runs through the gap between; further down it passes the
 * cards between in the gutter at the target's side; upwards around at the right edge.
 */
const laneArrow = (cards: readonly Card[], from: number, to: number, right: number): readonly Arrow[] => {
  const a = cards[from];
  const b = cards[to];
  if (a === undefined || b === undefined) return [];
  const start = { x: a.x + a.width / 2, y: a.y + a.height };
  const end = { x: b.x + b.width / 2, y: b.y };
  if (to === from + 1) {
    const middle = start.y + GAP / 2;
    return [{ from, to, points: straightened([start, { x: start.x, y: middle }, { x: end.x, y: middle }, end]) }];
  }
  // Beside the line between the lanes.
  const gutter = to > from ? b.x - GUTTER / 2 : right - GUTTER / 2;
  const below = start.y + GAP / 3;
  const above = end.y - GAP / 3;
  const points = [
    start,
    { x: start.x, y: below },
    { x: gutter, y: below },
    { x: gutter, y: above },
    { x: end.x, y: above },
    end,
  ];
  return [{ from, to, points: straightened(points) }];
};

/** Without the corners that are none. */
const straightened = (points: readonly Point[]): readonly Point[] =>
  points.filter((point, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    if (before === undefined || after === undefined) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });

const onTracks = (flow: FlowShape, available: number, textWidth: TextWidth): FlowLayout => {
  const room = Math.floor((TRACKS_PART * available) / Math.max(1, flow.lanes.length));
  const track = Math.max(MIN_TRACK, Math.min(TRACK, room));
  const headFont = track < NARROW_TRACK ? NARROW_FONT : HEAD_FONT;
  const nameWidth = (name: string): number => (textWidth(name, 'lane') * headFont) / HEAD_FONT;
  const lanes = flow.lanes.map((name, i) => ({
    x: MARGIN + i * track,
    width: track,
    lines: wrap(name, HEAD_MAX, 1, nameWidth),
  }));
  const head = Math.min(HEAD_MAX, Math.ceil(Math.max(0, ...flow.lanes.map(nameWidth)))) + 2 * PADDING;
  const x = MARGIN + flow.lanes.length * track + TRACK_GAP;
  const width = Math.max(MIN_CARD, Math.min(MAX_CARD, available - x - MARGIN));
  const number = numberWidth(flow, textWidth);
  const cards: Card[] = [];
  let y = head + GAP / 2;
  flow.steps.forEach((step, i) => {
    // The lanes' names are out of sight by the time that somebody has read so far, and the tracks are close together.
    const said = { ...step, note: [...step.note, ...flow.lanes.slice(step.lane, step.lane + 1)] };
    const card = cardOf(said, i, { x, y, width }, number, textWidth);
    cards.push(card);
    y += card.height + PADDING;
  });
  const stop = (step: number): Point | undefined => {
    const card = cards[step];
    const lane = card === undefined ? undefined : lanes[card.lane];
    if (card === undefined || lane === undefined) return undefined;
    return { x: lane.x + lane.width / 2, y: card.y + card.height / 2 };
  };
  const arrows = flow.steps.flatMap(({ next }, from) =>
    next.flatMap(to => {
      const a = stop(from);
      const b = stop(to);
      return a === undefined || b === undefined ? [] : [{ from, to, points: [a, b] }];
    }),
  );
  return {
    mode: 'tracks',
    width: x + width + MARGIN,
    height: flow.steps.length === 0 ? head : y + MARGIN,
    head,
    headFont,
    number,
    lanes,
    cards,
    arrows,
  };
};

/** A text in at most so many lines of a width, broken at spaces, in words where a word is too long; what is too much ends in `…`. */
export const wrap = (
  text: string,
  width: number,
  most: number,
  widthOf: (text: string) => number,
): readonly string[] => {
  const lines: string[] = [];
  let rest = text.slice(0, most * LONGEST_LINE).trim();
  while (rest !== '' && lines.length < most) {
    const isLast = lines.length === most - 1;
    if (widthOf(rest) <= width) {
      lines.push(rest);
      break;
    }
    const room = isLast ? width - widthOf('…') : width;
    const cut = longestStart(rest, room, widthOf);
    const space = rest.lastIndexOf(' ', cut);
    const at = space > 0 ? space : cut;
    lines.push(isLast ? `${rest.slice(0, at).trimEnd()}…` : rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return lines;
};

/** No line is longer, in code units: nobody waits until a name of a megabyte is measured. */
const LONGEST_LINE = 400;

/** How many code units of a text fit, at least one character. */
const longestStart = (text: string, width: number, widthOf: (text: string) => number): number => {
  let at = 0;
  for (const character of text) {
    if (at > 0 && widthOf(text.slice(0, at + character.length)) > width) break;
    at += character.length;
  }
  return at;
};
