import type uPlot from 'uplot';
import { resolvedColour } from './colours.ts';
import { logSteps } from './log-steps.ts';
import { lonePoints } from './lone-points.ts';

export type ChartLine = {
  readonly label: string;
  /** A CSS variable. */
  readonly colour: string;
  readonly values: readonly (number | null | undefined)[];
};

/** A moment to point at: when something broke. */
export type ChartMark = { readonly atSeconds: number; readonly words: string };

export type ChartScale =
  /** From 0 to `full`, or over it where a reading is. */
  | { readonly kind: 'linear'; readonly full?: number; readonly binary?: boolean }
  /** Shares of a target, with a line where it is met. */
  | { readonly kind: 'shares of target' };

export function chartOptions(options: {
  readonly element: HTMLElement;
  readonly height: number;
  readonly lines: readonly ChartLine[];
  readonly scale: ChartScale;
  readonly inWords: (value: number) => string;
  readonly marks: () => readonly ChartMark[];
  /** The place under the pointer, shared by all charts of one group. */
  readonly onCursor: (index: number | undefined) => void;
  readonly group: string;
}): uPlot.Options {
  const { element, height, lines, scale, inWords, marks, onCursor, group } = options;
  const colour = (name: string) => resolvedColour(element, name);
  const dim = colour('--dim');
  const axis = {
    stroke: dim,
    font: '11px system-ui, sans-serif',
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(120, element.clientWidth),
    height,
    legend: { show: false },
    padding: [8, 18, 0, 0],
    cursor: {
      sync: { key: group },
      drag: { x: false, y: false },
      points: { size: 7 },
      y: false,
    },
    scales: { x: { time: true }, y: yScale(scale) },
    axes: [
      {
        ...axis,
        size: 22,
        space: 70,
        grid: { show: false },
        values: (_, moments) => moments.map(hourAndMinute),
      },
      {
        ...axis,
        ...stepsOf(scale),
        size: 64,
        gap: 6,
        space: 26,
        values: (_, values) => values.map((v) => axisWords(v, inWords)),
      },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        width: 1.6,
        points: {
          show: false,
          size: 4,
          fill: colour(line.colour),
          filter: (chart: uPlot, index: number) => lonePoints(chart.data[index] ?? []),
        },
        spanGaps: false,
      })),
    ],
    hooks: {
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? undefined)],
      draw: [
        (chart) => {
          if (scale.kind === 'shares of target') drawTarget(chart, dim);
          for (const mark of marks()) drawMark(chart, mark, colour('--critical'));
        },
      ],
    },
  };
}

/** Bytes are told in powers of two, so their lines stand there too. */
function stepsOf(scale: ChartScale): Partial<uPlot.Axis> {
  if (scale.kind === 'shares of target')
    return { splits: (_, __, lowest, highest) => logSteps(lowest, highest) };
  return scale.binary === true ? { incrs: BINARY_STEPS } : {};
}

const BINARY_STEPS = Array.from({ length: 50 }, (_, power) => 2 ** power);

function yScale(scale: ChartScale): uPlot.Scale {
  if (scale.kind === 'linear') {
    const { full } = scale;
    return { range: (_, __, highest) => [0, Math.max(full ?? highest * 1.15, highest, 1e-9)] };
  }
  return {
    distr: 3,
    log: 10,
    range: (_, lowest, highest) => [
      10 ** Math.floor(Math.log10(Math.min(0.1, Math.max(lowest, 1e-3)))),
      Math.max(highest * 1.4, 2),
    ],
  };
}

/** uPlot leaves labels out on a log axis by handing over null. */
function axisWords(value: number | null, inWords: (value: number) => string): string {
  return value === null ? '' : inWords(value);
}

function hourAndMinute(seconds: number): string {
  const moment = new Date(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

function drawTarget(chart: uPlot, colour: string): void {
  const y = Math.round(chart.valToPos(1, 'y', true));
  stroked(chart, colour, [5, 4], () => {
    chart.ctx.moveTo(chart.bbox.left, y);
    chart.ctx.lineTo(chart.bbox.left + chart.bbox.width, y);
  });
}

function drawMark(chart: uPlot, { atSeconds, words }: ChartMark, colour: string): void {
  const { left, top, width, height } = chart.bbox;
  const x = Math.round(chart.valToPos(atSeconds, 'x', true));
  if (x < left || x > left + width) return;
  stroked(chart, colour, [], () => {
    chart.ctx.moveTo(x, top);
    chart.ctx.lineTo(x, top + height);
  });
  const right = x > left + width / 2;
  const { ctx } = chart;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = right ? 'right' : 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(words, x + (right ? -6 : 6), top + 2);
  ctx.restore();
}

function stroked(chart: uPlot, colour: string, dash: readonly number[], path: () => void): void {
  const { ctx } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  path();
  ctx.stroke();
  ctx.restore();
}
