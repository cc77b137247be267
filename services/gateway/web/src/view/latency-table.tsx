import type { Latency } from '@m4max/contracts';
import { latencyRows } from '../trading/latency-rows.ts';
import { rangeOf } from '../trading/range.ts';
import { latencyTone, targetOf } from '../trading/target.ts';
import { bound, count, milliseconds } from '../words/units.ts';

/** More stages than this are left to the API; the table says so. */
const MOST_ROWS = 10;

export function LatencyTable({ latencies }: { latencies: readonly Latency[] }) {
  const rows = latencyRows(latencies);
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
          <th scope="col">
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
        {rows.slice(0, MOST_ROWS).map(({ key, title, labels, latency }) => (
          <tr key={key} class={latencyTone(latency)}>
            <th scope="row">
              {title}
              {labels !== '' && <small>{labels}</small>}
            </th>
            <td class="num">{inMilliseconds(latency.p50)}</td>
            <td class="num strong">
              <ToneShape latency={latency} />
              {inMilliseconds(latency.p95)}
            </td>
            <td class="num">{inMilliseconds(latency.p99)}</td>
            <td class="num dim target">{bound(inMilliseconds(targetOf(latency.kind)))}</td>
            <td>
              <RangeBar latency={latency} />
            </td>
            <td class="num dim samples">
              {count(latency.samples)}
              {latency.failed > 0 && <small> {count(latency.failed)} failed</small>}
            </td>
          </tr>
        ))}
      </tbody>
      {rows.length > MOST_ROWS && (
        <tfoot>
          <tr>
            <td colSpan={7} class="dim">
              and {rows.length - MOST_ROWS} more in /api/v1/monitoring/trading/metrics
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function ToneShape({ latency }: { latency: Latency }) {
  const tone = latencyTone(latency);
  if (tone === 'fine') return null;
  return (
    <span class="tone-shape">
      <span aria-hidden="true">{tone === 'critical' ? '◆' : '▲'}</span>
      <span class="unseen">{tone === 'critical' ? 'far over target' : 'over target'}</span>
    </span>
  );
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
