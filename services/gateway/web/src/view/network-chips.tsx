import type { Pick } from '../containers/map/picked.ts';
import type { TalkMap } from '../containers/map/talk-map.ts';

/** The networks as a tint to switch on: those within one can talk, seen or not. */
export function NetworkChips({
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
            onPointerLeave={() => onPoint({ kind: 'nothing' })}
            onClick={() => onChoose(pressed ? { kind: 'nothing' } : pick)}
          >
            {name} <small>{members.length}</small>
          </button>
        );
      })}
    </div>
  );
}
