import { useState } from 'preact/hooks';
import { captionOf, countsOf, reasonsOf } from '../containers/map/map-words.ts';
import type { Pick } from '../containers/map/picked.ts';
import { talkMapOf } from '../containers/map/talk-map.ts';
import { rowsOf } from '../containers/rows.ts';
import { ageOf } from '../state/age.ts';
import { alerts, containers, health, now } from '../store.ts';
import { Absent } from './absent.tsx';
import { Dialog } from './dialog.tsx';
import { LinkList } from './link-list.tsx';
import { MapBody } from './map-body.tsx';
import { Marked } from './marked.tsx';
import { NetworkChips } from './network-chips.tsx';
import { StaleWord } from './trading.tsx';

const NOTHING: Pick = { kind: 'nothing' };

/** `at` is the box that has the focus at first: where the reader came back from. */
export function MapDialog({ at }: { at: string | undefined }) {
  const [pointed, setPointed] = useState<Pick>(NOTHING);
  const [chosen, setChosen] = useState<Pick>(NOTHING);
  const received = containers.value;
  if (received === undefined) {
    return (
      <Dialog title={TITLE} wide>
        <Absent title="No containers seen yet" service="container-exporter" health={health.value} />
      </Dialog>
    );
  }
  const { sample } = received;
  const age = ageOf(received, now.value);
  const map = talkMapOf(sample, rowsOf(sample, alerts.value.values()), age.seconds);
  const pick = pointed.kind === 'nothing' ? chosen : pointed;
  const pickNode = (key: string | undefined) =>
    setPointed(key === undefined ? NOTHING : { kind: 'node', key });
  const caption = (
    <>
      <p class="map-caption">{captionOf(map)}</p>
      {reasonsOf(sample).map((reason) => (
        <p key={reason} class="map-caption">
          <Marked text={reason} />
        </p>
      ))}
    </>
  );
  return (
    <Dialog title={TITLE} wide>
      {map.nodes.size > 0 && (
        <p class="map-counts">{age.stale ? <StaleWord seconds={age.seconds} /> : countsOf(map)}</p>
      )}
      <div class={age.stale ? 'map stale' : 'map'}>
        {map.links.length > 0 && (
          <NetworkChips map={map} chosen={chosen} onPoint={setPointed} onChoose={setChosen} />
        )}
        {map.links.length === 0 && map.nodes.size > 0 && caption}
        <MapBody sample={sample} map={map} pick={pick} at={at} onPick={pickNode} />
        {map.links.length > 0 && caption}
        <LinkList map={map} pick={pick} />
      </div>
    </Dialog>
  );
}

const TITLE = 'Who talks to whom';
