import { rowCharts, rowFacts } from '../containers/details.ts';
import { rowsOf } from '../containers/rows.ts';
import { heardBy, talksTo } from '../containers/talks.ts';
import { alertsOf } from '../containers/trouble.ts';
import { ageOf } from '../state/age.ts';
import type { Opened } from '../store.ts';
import { alerts, containers, gatewayNow, now } from '../store.ts';
import { AlertCard } from './alert-card.tsx';
import { Dialog } from './dialog.tsx';
import { FactList } from './fact-list.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { Talks } from './talks.tsx';

export function RowDialog({ id, from }: { id: string; from: 'map' | undefined }) {
  const received = containers.value;
  if (received === undefined) return null;
  const { sample } = received;
  const rows = rowsOf(sample, alerts.value.values());
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) return null;
  const age = { sample, ageSeconds: ageOf(received, now.value).seconds };
  const then: Opened = from === 'map' ? { kind: 'map', at: row.name } : { kind: 'nothing' };
  const rowIds = new Map(rows.map((other) => [other.name, other.id]));
  return (
    <Dialog title={row.name} then={then}>
      <FactList facts={rowFacts(row, received, gatewayNow.value)} />
      <ul class="alert-list">
        {alertsOf({ host: sample.host, calledBy: row.calledBy }, alerts.value.values()).map(
          (alert) => (
            <AlertCard key={alert.id} alert={alert} />
          ),
        )}
      </ul>
      <Talks
        to={talksTo(row.name, sample.links, age)}
        from={heardBy(row.name, sample.links, age)}
        rowIds={rowIds}
        back={from}
      />
      {row.container !== undefined && (
        <HistoryPanel kind="containers" host={sample.host} charts={rowCharts(row)} firstRange={1} />
      )}
    </Dialog>
  );
}
