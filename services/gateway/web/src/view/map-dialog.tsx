import type { LatestContainers } from '@m4max/contracts';
import { useState } from 'preact/hooks';
import { drawnOf } from '../containers/map/drawn.ts';
import { captionOf, countsOf, reasonsOf } from '../containers/map/map-words.ts';
import type { Pick } from '../containers/map/picked.ts';
import { litNames } from '../containers/map/picked.ts';
import type { Places } from '../containers/map/places.ts';
import { placesOf } from '../containers/map/places.ts';
import { shortNames } from '../containers/map/short-names.ts';
import type { TalkMap } from '../containers/map/talk-map.ts';
import { talkMapOf } from '../containers/map/talk-map.ts';
import { rowsOf } from '../containers/rows.ts';
import { ageOf } from '../state/age.ts';
import { alerts, containers, health, now } from '../store.ts';
import { Absent } from './absent.tsx';
import { Dialog } from './dialog.tsx';
import { LinkList } from './link-list.tsx';
import { MapDrawing } from './map-drawing.tsx';
import { Marked } from './marked.tsx';
import { NetworkLanes, Unlinked } from './network-lanes.tsx';
import { StaleWord } from './trading.tsx';

/** Where everything stood when the map was last drawn, by host: it stands there again. */
const keptPlaces = new Map<string, Places>();

const NOTHING: Pick = { kind: 'nothing' };

export function MapDialog() {
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
      <p class="map-caption">{captionOf(map, sample)}</p>
      {reasonsOf(sample).map((reason) => (
        <p key={reason} class="map-caption">
          <Marked text={reason} />
        </p>
      ))}
    </>
  );
  return (
    <Dialog title={TITLE} wide>
      <p class="map-counts">{age.stale ? <StaleWord seconds={age.seconds} /> : countsOf(map)}</p>
      <div class={age.stale ? 'map stale' : 'map'}>
        {map.links.length > 0 && (
          <NetworkChips map={map} chosen={chosen} onPoint={setPointed} onChoose={setChosen} />
        )}
        {map.links.length === 0 && caption}
        <MapBody sample={sample} map={map} pick={pick} onPick={pickNode} />
        {map.links.length > 0 && caption}
        <LinkList map={map} pick={pick} />
      </div>
    </Dialog>
  );
}

const TITLE = 'Who talks to whom';

function MapBody({
  sample,
  map,
  pick,
  onPick,
}: {
  sample: LatestContainers;
  map: TalkMap;
  pick: Pick;
  onPick: (key: string | undefined) => void;
}) {
  const { beginnings, shortOf } = shortNames(sample.containers);
  const lit = pick.kind === 'nothing' ? undefined : litNames(pick, map);
  const lanes = { map, shortOf, lit, onPick };
  if (map.nodes.size === 0) return <p class="absent">The engine runs no container.</p>;
  if (map.links.length === 0) {
    return (
      <>
        <NetworkLanes {...lanes} />
        <LeftOut beginnings={beginnings} />
      </>
    );
  }
  const { names, left } = drawnOf(map, keptPlaces.get(sample.host));
  const places = placesOf(names, map.links, keptPlaces.get(sample.host));
  keptPlaces.set(sample.host, places);
  const unlinked = [...map.nodes.values()].filter(
    ({ key, kind }) => kind === 'container' && !places.has(key),
  );
  return (
    <>
      <MapDrawing map={map} places={places} shortOf={shortOf} pick={pick} onPick={onPick} />
      <Unlinked {...lanes} nodes={left === 0 ? unlinked : []} />
      {left > 0 && (
        <p class="map-caption">
          {left} containers with the fewest links are not drawn; all links stand below in words.
        </p>
      )}
      <LeftOut beginnings={beginnings} />
    </>
  );
}

/** Names as they are drawn begin later than they do. */
function LeftOut({ beginnings }: { beginnings: readonly string[] }) {
  if (beginnings.length === 0) return null;
  return (
    <p class="map-caption">
      Drawn without the beginnings that names share:{' '}
      <Marked text={beginnings.map((beginning) => `\`${beginning}\``).join(' ')} />
    </p>
  );
}

/** The networks as a tint to switch on: those within one can talk, seen or not. */
function NetworkChips({
  map: { networks },
  chosen,
  onPoint,
  onChoose,
}: {
  map: TalkMap;
  chosen: Pick;
  onPoint: (pick: Pick) => void;
  onChoose: (pick: Pick) => void;
}) {
  if (networks.length === 0) return null;
  return (
    <div class="chips" role="group" aria-label="Networks: show who is in one">
      <small>Networks</small>
      {networks.map(({ key, name, members }) => {
        const pressed = chosen.kind === 'network' && chosen.key === key;
        const pick: Pick = { kind: 'network', key };
        return (
          <button
            key={key}
            type="button"
            class="pill"
            aria-pressed={pressed}
            onPointerEnter={() => onPoint(pick)}
            onPointerLeave={() => onPoint(NOTHING)}
            onClick={() => onChoose(pressed ? NOTHING : pick)}
          >
            {name} <small>{members.length}</small>
          </button>
        );
      })}
    </div>
  );
}
