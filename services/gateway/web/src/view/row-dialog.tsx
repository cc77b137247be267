import { rowCharts, rowFacts } from '../containers/details.ts';
import { rowsOf } from '../containers/rows.ts';
import { alertsOf } from '../containers/trouble.ts';
import { alerts, containers, gatewayNow } from '../store.ts';
import { AlertCard } from './alert-card.tsx';
import { Dialog } from './dialog.tsx';
import { FactList } from './fact-list.tsx';
import { HistoryPanel } from './history-panel.tsx';

export function RowDialog({ id, from }: { id: string; from: 'map' | undefined }) {
  const sample = containers.value?.sample;
  if (sample === undefined) return null;
  const row = rowsOf(sample, alerts.value.values()).find((candidate) => candidate.id === id);
  if (row === undefined) return null;
  return (
    <Dialog title={row.name} then={{ kind: from ?? 'nothing' }}>
      <FactList facts={rowFacts(row, sample, gatewayNow.value)} />
      <ul class="alert-list">
        {alertsOf({ host: sample.host, calledBy: row.calledBy }, alerts.value.values()).map(
          (alert) => (
            <AlertCard key={alert.id} alert={alert} />
          ),
        )}
      </ul>
      {row.container !== undefined && (
        <HistoryPanel kind="containers" host={sample.host} charts={rowCharts(row)} firstRange={1} />
      )}
    </Dialog>
  );
}
