import type { BoxSize } from './box.ts';
import { boxSizeFor } from './box.ts';
import type { Places } from './places.ts';
import type { MapLink } from './talk-map.ts';
import { wayOf } from './way.ts';

/** A box is no wider than this, as names are seldom longer; in less than that none can be read. */
const BOX_WIDTH = { least: 112, most: 200 } as const;
/** What is left between two columns, in pixels. */
const GAP = { least: 36, most: 150 } as const;
/** Room beside the columns for arrows that turn around there. */
const MARGIN = 26;

type Box = {
  readonly key: string;
  readonly column: number;
  readonly left: number;
  readonly top: number;
};
export type DrawnArrow = {
  readonly link: MapLink;
  /** The line, and the head at its end. */
  readonly line: string;
  readonly head: string;
};

export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly boxWidth: number;
  readonly size: BoxSize;
  readonly boxes: readonly Box[];
  readonly arrows: readonly DrawnArrow[];
};

/**
 * The map in pixels for a width: boxes of one size in a grid, and arrows that pass between them.
 * Nothing where the width leaves no room for names.
 */
export function drawingOf(options: {
  readonly places: Places;
  readonly links: readonly MapLink[];
  readonly portsOf: (key: string) => readonly number[];
  readonly width: number;
}): Drawing | undefined {
  const { places, links, portsOf, width } = options;
  const columns = Math.max(0, ...[...places.values()].map(({ column }) => column)) + 1;
  const rows = Math.max(0, ...[...places.values()].map(({ row }) => row)) + 1;
  const size = boxSizeFor(rows);
  const inner = width - 2 * MARGIN;
  const boxWidth = Math.floor(
    Math.min(BOX_WIDTH.most, (inner - (columns - 1) * GAP.least) / columns),
  );
  if (boxWidth < BOX_WIDTH.least) return undefined;
  const gap = columns === 1 ? 0 : Math.min(GAP.most, (inner - columns * boxWidth) / (columns - 1));
  const used = columns * boxWidth + (columns - 1) * gap;
  const step = boxWidth + gap;
  const left = Math.floor((width - used) / 2);
  const boxes = [...places].map(([key, { column, row }]) => ({
    key,
    column,
    left: left + column * step,
    top: MARGIN / 2 + row * size.pitch,
  }));
  const boxOf = new Map(boxes.map((box) => [box.key, box]));
  const lefts = Array.from({ length: columns }, (_, column) => left + column * step);
  const arrows = links.flatMap((link): readonly DrawnArrow[] => {
    const source = boxOf.get(link.from);
    const target = boxOf.get(link.to);
    if (source === undefined || target === undefined) return [];
    const way = wayOf({
      source,
      target,
      inlet: inletOf(link, portsOf(link.to), size),
      boxes,
      boxWidth,
      size,
      lefts,
    });
    return [{ link, ...way }];
  });
  const height = (rows - 1) * size.pitch + size.height + MARGIN;
  return { width, height, boxWidth, size, boxes, arrows };
}

/** How far below a box's top an arrow arrives: ports one under the other, in their order. */
function inletOf({ port }: MapLink, ports: readonly number[], { height }: BoxSize): number {
  const at = port === undefined ? -1 : ports.indexOf(port);
  if (at === -1 || ports.length === 1) return height / 2;
  return (height * (at + 1)) / (ports.length + 1);
}
