import { trading } from '../store.ts';
import { latencyRows } from '../trading/latency-rows.ts';
import { Dialog } from './dialog.tsx';
import { HistoryPanel } from './history-panel.tsx';

/** The score and every P95 over time, under one cursor. */
export function TradingDialog() {
  const sample = trading.value?.sample;
  if (sample === undefined) return null;
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
      <HistoryPanel kind="trading" host={sample.host} charts={charts} />
    </Dialog>
  );
}
