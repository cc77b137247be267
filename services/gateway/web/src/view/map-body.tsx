import type { LatestContainers } from '@m4max/contracts';
import { drawnOf } from '../containers/map/drawn.ts';
import type { Pick } from '../containers/map/picked.ts';
import { litNames } from '../containers/map/picked.ts';
import type { Places } from '../containers/map/places.ts';
import { placesOf } from '../containers/map/places.ts';
import { shortNames } from '../containers/map/short-names.ts';
import type { TalkMap } from '../containers/map/talk-map.ts';
import { whyNone } from '../containers/words.ts';
import { MapDrawing } from './map-drawing.tsx';
import { Marked } from './marked.tsx';
import { NetworkLanes, Unlinked } from './network-lanes.tsx';

/** Where everything stood when the map was last drawn, by host: it stands there again. */
const keptPlaces = new Map<string, Places>();

/** The drawing, and beside it whoever was not seen to talk; only the networks where nobody was. */
export function MapBody({
  sample,
  map,
  pick,
  at,
  onPick,
}: {
  sample: LatestContainers;
  map: TalkMap;
  pick: Pick;
  at: string | undefined;
  onPick: (key: string | undefined) => void;
}) {
  const { beginnings, shortOf } = shortNames(sample.containers);
  const lit = pick.kind === 'nothing' ? undefined : litNames(pick, map);
  const lanes = { map, shortOf, lit, onPick };
  if (map.nodes.size === 0) {
    return (
      <p class="absent">
        <Marked text={whyNone(sample)} />
      </p>
    );
  }
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
  const linked = new Set(map.links.flatMap(({ from, to }) => [from, to]));
  const unlinked = [...map.nodes.values()].filter(
    ({ key }) => !linked.has(key) && !places.has(key),
  );
  return (
    <>
      <MapDrawing map={map} places={places} shortOf={shortOf} pick={pick} at={at} onPick={onPick} />
      <Unlinked {...lanes} nodes={unlinked} />
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
