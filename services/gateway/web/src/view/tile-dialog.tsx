import { hardware } from '../store.ts';
import { tileFacts } from '../tiles/details.ts';
import { tileCharts } from '../tiles/history.ts';
import { tilesOf } from '../tiles/tiles.ts';
import { Dialog } from './dialog.tsx';
import { FactList } from './fact-list.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { Marked } from './marked.tsx';

export function TileDialog({ id }: { id: string }) {
  const sample = hardware.value?.sample;
  if (sample === undefined) return null;
  const tiles = tilesOf(sample);
  const tile = tiles.find((candidate) => candidate.id === id);
  if (tile === undefined) return null;
  return (
    <Dialog title={`${tile.title} on ${sample.host}`}>
      {tile.reading.kind === 'unknown' && (
        <p>
          Not known: <Marked text={tile.reading.why} />
        </p>
      )}
      <FactList facts={tileFacts(id, sample)} />
      <HistoryPanel kind="hardware" host={sample.host} charts={tileCharts(id, tiles)} />
    </Dialog>
  );
}
