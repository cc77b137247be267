import type { Latency } from '@m4max/contracts';
import type { ComponentChildren } from 'preact';
import { firstRows, latencyRows } from '../trading/latency-rows.ts';
import { rangeOf } from '../trading/range.ts';
import { latencyTone, targetOf } from '../trading/target.ts';
import { bound, count, milliseconds } from '../words/units.ts';
import { ToneShape } from './tone-shape.tsx';

/** Percentiles of every stage, or of the first few and those over their target. */
export function LatencyTable({
  latencies,
  most,
  more,
}: {
  latencies: readonly Latency[];
  /** So many rows, and then how many are left out. */
  most?: number;
  more?: (leftOut: number) => ComponentChildren;
}) {
  const all = latencyRows(latencies);
  const rows = most === undefined ? all : firstRows(all, most);
  return (
    <table class="latencies">
      <caption class="unseen">Latency in milliseconds</caption>
      <thead>
        <tr>
          <th scope="col">Latency, ms</th>
          <th scope="col" class="num">
            P50
          </th>
          <th scope="col" class="num">
            P95
          </th>
          <th scope="col" class="num">
            P99
          </th>
          <th scope="col" class="num target">
            target
          </th>
          <th scope="col" class="bar">
            <span class="key">
              P50–P99, <i class="key-mark" /> P95, <i class="key-target" /> target
            </span>
          </th>
          <th scope="col" class="num samples">
            samples
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, title, labels, latency }) => (
          <tr key={key} class={latencyTone(latency)}>
            <th scope="row">
              {title}
              {labels !== '' && <small>{labels}</small>}
            </th>
            <td class="num">{inMilliseconds(latency.p50)}</td>
            <td class="num strong">
              <LatencyShape latency={latency} />
              {inMilliseconds(latency.p95)}
            </td>
            <td class="num">{inMilliseconds(latency.p99)}</td>
            <td class="num dim target">{bound(inMilliseconds(targetOf(latency)))}</td>
            <td class="bar">
              <RangeBar latency={latency} />
            </td>
            <td class="num dim samples">
              {count(latency.samples)}
              {latency.failed > 0 && <small> {count(latency.failed)} failed</small>}
            </td>
          </tr>
        ))}
      </tbody>
      {more !== undefined && rows.length < all.length && (
        <tfoot>
          <tr>
            <td colSpan={7}>{more(all.length - rows.length)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function LatencyShape({ latency }: { latency: Latency }) {
  const tone = latencyTone(latency);
  return <ToneShape tone={tone} words={tone === 'critical' ? 'far over target' : 'over target'} />;
}

function RangeBar({ latency }: { latency: Latency }) {
  const range = rangeOf(latency);
  if (range === undefined) return <span class="dim">too few samples</span>;
  return (
    <div class="range" aria-hidden="true">
      <b style={{ '--from': range.from, '--to': range.to }} />
      {range.target !== undefined && <s style={{ '--at': range.target }} />}
      <u style={{ '--at': range.mark }} />
    </div>
  );
}

function inMilliseconds(seconds: number | undefined): string {
  return seconds === undefined ? '–' : milliseconds(seconds);
}
