import { useRef } from 'preact/hooks';
import type { DrawnArrow } from '../containers/map/drawing.ts';
import { drawingOf } from '../containers/map/drawing.ts';
import type { Pick } from '../containers/map/picked.ts';
import { isLit, litNames } from '../containers/map/picked.ts';
import type { Places } from '../containers/map/places.ts';
import type { TalkMap } from '../containers/map/talk-map.ts';
import { isOld } from '../containers/talks.ts';
import { MapBox } from './map-box.tsx';
import { useWidth } from './use-width.ts';

/** Arrows in SVG under boxes that are buttons. What it shows stands below it in words as well. */
export function MapDrawing({
  map,
  places,
  shortOf,
  pick,
  at,
  onPick,
}: {
  map: TalkMap;
  places: Places;
  shortOf: (name: string) => string;
  pick: Pick;
  at: string | undefined;
  onPick: (key: string | undefined) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const { nodes, links } = map;
  const portsOf = (key: string) => nodes.get(key)?.ports ?? [];
  const drawing = drawingOf({ places, links, portsOf, width });
  const lit = litNames(pick, map);
  const picked = pick.kind !== 'nothing';
  const arrows = drawing?.arrows ?? [];
  return (
    <div
      class={`map-drawing ${drawing?.size.look ?? ''}`}
      ref={element}
      style={{ height: `${drawing?.height ?? 0}px` }}
    >
      {drawing !== undefined && (
        <svg width={drawing.width} height={drawing.height} aria-hidden="true">
          {arrows.map((arrow) => (
            <Arrow key={arrow.link.key} arrow={arrow} kind={picked ? 'arrow faded' : 'arrow'} />
          ))}
          {arrows
            .filter(({ link }) => isLit(link, pick, lit))
            .map((arrow) => (
              <Arrow key={arrow.link.key} arrow={arrow} kind="lit" />
            ))}
        </svg>
      )}
      {drawing?.boxes.map(({ key, left, top }) => {
        const node = nodes.get(key);
        if (node === undefined) return null;
        return (
          <MapBox
            key={key}
            node={node}
            label={shortOf(node.name)}
            links={links}
            startsFocused={key === at}
            faded={picked && !lit.has(key)}
            style={{
              left: `${left}px`,
              top: `${top}px`,
              width: `${drawing.boxWidth}px`,
              height: `${drawing.size.height}px`,
            }}
            onPick={onPick}
          />
        );
      })}
    </div>
  );
}

/** One that stands out is drawn once more, on top of all others. */
function Arrow({
  arrow: { link, line, head },
  kind,
}: {
  arrow: DrawnArrow;
  kind: 'arrow' | 'arrow faded' | 'lit';
}) {
  return (
    <g class={isOld(link.ageSeconds) ? `${kind} old` : kind}>
      <path class="line" d={line} />
      <path class="head" d={head} />
    </g>
  );
}
