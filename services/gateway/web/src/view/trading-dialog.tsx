import { gatewayNow, trading } from '../store.ts';
import { componentTable, engineTable } from '../trading/components.ts';
import { inputTable } from '../trading/inputs.ts';
import { latencyRows } from '../trading/latency-rows.ts';
import { promiseTable } from '../trading/promises.ts';
import { venueTable } from '../trading/venues.ts';
import { DetailTable } from './detail-table.tsx';
import { Dialog } from './dialog.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { LatencyTable } from './latency-table.tsx';

/** Everything that is known of trading now, and the score and every P95 over time, under one cursor. */
export function TradingDialog() {
  const sample = trading.value?.sample;
  if (sample === undefined) return null;
  const tables = [
    componentTable(sample),
    promiseTable(sample),
    venueTable(sample, gatewayNow.value),
    inputTable(sample),
    engineTable(sample),
  ];
  const latencies = latencyRows(sample.latencies).filter(({ labels }) => labels === '');
  const charts = [
    { title: 'Score', unit: 'score', full: 100, series: 'score_overall' },
    ...latencies.map(({ title, latency: { kind, stage } }) => ({
      title: `${title}, P95`,
      unit: 'seconds',
      series: `latency_p95_seconds:${kind}/${stage}`,
    })),
  ];
  return (
    <Dialog title={`Trading on ${sample.host}`}>
      {sample.latencies.length > 0 && <LatencyTable latencies={sample.latencies} />}
      {tables.map((table) => (
        <DetailTable key={table.title} table={table} />
      ))}
      <HistoryPanel kind="trading" host={sample.host} charts={charts} />
    </Dialog>
  );
}
