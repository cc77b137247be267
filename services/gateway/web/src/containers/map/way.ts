import type { BoxSize } from './box.ts';

type PlacedBox = { readonly column: number; readonly left: number; readonly top: number };

/** How long the straight piece before a head is, and how far an arrow bulges that turns around. */
const HEAD = { length: 7, half: 3.5 } as const;
const BULGE = 28;
/** Arrows that share a space between two boxes run beside each other, not upon. */
const LANES = [0, -3, 3] as const;

/**
 * The way of one arrow. Onwards it leaves on the right and arrives on the left; back, and within
 * a column, it arrives on the right. Past the columns between, it runs through the spaces between boxes.
 */
export function wayOf(options: {
  readonly source: PlacedBox;
  readonly target: PlacedBox;
  /** Pixels below the target's top at which it arrives. */
  readonly inlet: number;
  readonly boxes: readonly PlacedBox[];
  readonly boxWidth: number;
  readonly size: BoxSize;
  /** The left edges of all columns. */
  readonly lefts: readonly number[];
}): { readonly line: string; readonly head: string } {
  const { source, target, inlet, boxes, boxWidth, size, lefts } = options;
  const onwards = target.column > source.column;
  const turned = target.column === source.column;
  const start = {
    x: source.left + (onwards || turned ? boxWidth : 0),
    y: source.top + size.height / 2 - (source === target ? size.height / 4 : 0),
  };
  const tip = {
    x: target.left + (onwards ? 0 : boxWidth),
    y: target.top + (source === target ? (size.height * 3) / 4 : inlet),
  };
  const end = { x: tip.x + (onwards ? -HEAD.length : HEAD.length), y: tip.y };
  const head = `M${at(tip)}L${at({ x: end.x, y: end.y - HEAD.half })}V${round(end.y + HEAD.half)}Z`;
  if (turned) {
    const x = start.x + BULGE;
    return {
      line: `M${at(start)}C${at({ x, y: start.y })} ${at({ x, y: end.y })} ${at(end)}`,
      head,
    };
  }
  const lane =
    LANES[Math.abs(Math.round(target.top / (size.pitch / 2)) + target.column) % LANES.length] ?? 0;
  let line = `M${at(start)}`;
  let here = start;
  const between = columnsBetween(source.column, target.column);
  for (const [index, column] of between.entries()) {
    const straight = here.y + (tip.y - here.y) / (between.length - index + 1);
    const y =
      clearOf(
        boxes.filter((box) => box.column === column).map(({ top }) => top),
        straight,
        size,
      ) + lane;
    const left = lefts[column] ?? 0;
    const [enter, leave] = onwards ? [left, left + boxWidth] : [left + boxWidth, left];
    line += `${curve(here, { x: enter, y })}H${round(leave)}`;
    here = { x: leave, y };
  }
  return { line: line + curve(here, end), head };
}

type Point = { readonly x: number; readonly y: number };

function columnsBetween(from: number, to: number): readonly number[] {
  const step = to > from ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) - 1 }, (_, index) => from + step * (index + 1));
}

/** The height nearest to a wish at which a column has no box: in a space, or right above or below all. */
function clearOf(tops: readonly number[], wish: number, { height, pitch }: BoxSize): number {
  const space = pitch - height;
  const highest = Math.min(...tops) - space;
  const lowest = Math.max(...tops) + pitch;
  const y = Math.min(lowest, Math.max(highest, wish));
  const inTheWay = tops.find((top) => y > top - space / 2 && y < top + height + space / 2);
  if (inTheWay === undefined) return y;
  const above = inTheWay - space / 2;
  const below = inTheWay + height + space / 2;
  return y - above < below - y ? above : below;
}

function curve(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`;
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
