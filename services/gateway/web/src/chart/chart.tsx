import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { theme } from '../store.ts';
import { summaryOf } from '../words/summary.ts';
import type { ChartLine, ChartMark, ChartScale } from './options.ts';
import { chartOptions } from './options.ts';

const noMarks: readonly ChartMark[] = [];

/** Lines over time, with a legend that reads the place under the pointer, and the same in words. */
export function Chart({
  times,
  lines,
  scale,
  height,
  inWords,
  group,
  title,
  marks = noMarks,
}: {
  /** Seconds since 1970, one for each value of each line. */
  times: readonly number[];
  lines: readonly ChartLine[];
  scale: ChartScale;
  height: number;
  inWords: (value: number) => string;
  group: string;
  title: string;
  marks?: readonly ChartMark[];
}) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const marked = useRef(marks);
  const [cursor, setCursor] = useState<number>();
  const labels = lines.map(({ label }) => label).join('|');
  const full = scale.kind === 'linear' ? scale.full : undefined;
  marked.current = marks;

  useEffect(() => {
    const host = element.current;
    if (host === null) return undefined;
    const draw = () => {
      chart.current?.destroy();
      const marksNow = () => marked.current;
      const options = { element: host, height, lines, scale, inWords, group, marks: marksNow };
      chart.current = new uPlot(
        chartOptions({ ...options, onCursor: setCursor }),
        columnsOf(times, lines),
        host,
      );
    };
    draw();
    const sizes = new ResizeObserver(() => {
      chart.current?.setSize({ width: Math.max(120, host.clientWidth), height });
    });
    sizes.observe(host);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      sizes.disconnect();
      dark.removeEventListener('change', draw);
      chart.current?.destroy();
      chart.current = undefined;
    };
    // The chart is made anew only for other lines, another scale or another theme.
  }, [labels, full, height, theme.value]);

  useEffect(() => {
    chart.current?.setData(columnsOf(times, lines));
  }, [times, lines]);

  const summary = lines
    .map(({ label, values }) => `${label}: ${summaryOf(values, inWords)}`)
    .join('. ');
  return (
    <figure class="chart">
      <figcaption>
        <ul>
          {lines.map(({ label, colour, values }) => (
            <li key={label}>
              <i style={{ '--colour': `var(${colour})` }} aria-hidden="true" />
              {label} <b>{valueAt(values, cursor, inWords)}</b>
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={element} role="img" aria-label={`${title}. ${summary}.`} />
    </figure>
  );
}

function columnsOf(times: readonly number[], lines: readonly ChartLine[]): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => values.map((value) => value ?? null))];
}

function valueAt(
  values: readonly (number | null | undefined)[],
  cursor: number | undefined,
  inWords: (value: number) => string,
): string {
  const value =
    cursor === undefined
      ? values.findLast((candidate) => candidate !== null && candidate !== undefined)
      : values[cursor];
  return value === null || value === undefined ? '–' : inWords(value);
}
