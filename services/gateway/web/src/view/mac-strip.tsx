import { ageOf } from '../state/age.ts';
import { trendColumn } from '../state/trend.ts';
import { alerts, connection, hardware, health, host, now, trends } from '../store.ts';
import { tilesOf } from '../tiles/tiles.ts';
import { tileAlert } from '../tiles/trouble.ts';
import { wholeDuration } from '../words/time.ts';
import { Absent } from './absent.tsx';
import { TileCard } from './tile-card.tsx';

export function MacStrip() {
  const received = hardware.value;
  if (received === undefined) {
    return (
      <section class="card" aria-label="Machine">
        <Absent
          title="No reading of this machine yet"
          service="hardware-exporter"
          health={health.value}
        />
      </section>
    );
  }
  const { sample } = received;
  const age = ageOf(received, now.value);
  const until = new Date(sample.taken_at);
  return (
    <section class={age.stale ? 'machine stale' : 'machine'} aria-label="Machine">
      {age.stale && connection.value.kind === 'live' && (
        <p class="stale-note">
          <span aria-hidden="true">▲</span> The machine's readings are {wholeDuration(age.seconds)}{' '}
          old: hardware-exporter has not published since.
        </p>
      )}
      {tilesOf(sample).map((tile) => (
        <TileCard
          key={tile.id}
          tile={tile}
          column={trendColumn(trends.value?.get(tile.series) ?? [], until)}
          alert={tileAlert(tile.id, alerts.value.values(), host.value ?? '')}
        />
      ))}
    </section>
  );
}
