import { useEffect, useRef } from 'preact/hooks';
import { nodeInWords } from '../containers/map/map-words.ts';
import type { MapLink, MapNode } from '../containers/map/talk-map.ts';
import { portInWords } from '../containers/talks.ts';
import { troubleShape } from '../containers/trouble.ts';
import { opened } from '../store.ts';
import { Name } from './name.tsx';

/** Ports that fit into a box; the words below name all. */
const PORTS_SHOWN = 3;

/** One container of the map, or what stands for everything outside. */
export function MapBox({
  node,
  label,
  note,
  links,
  faded,
  startsFocused = false,
  style,
  onPick,
}: {
  node: MapNode;
  label: string;
  /** What stands in the second line when all is well. */
  note?: string | undefined;
  links: readonly MapLink[];
  faded: boolean;
  startsFocused?: boolean;
  style?: Readonly<Record<'left' | 'top' | 'width' | 'height', string>>;
  onPick: (key: string | undefined) => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (startsFocused) button.current?.focus();
  }, [startsFocused]);
  const { key, kind, tone, why, ports, count, rowId } = node;
  const shown = ports.slice(0, PORTS_SHOWN).map(portInWords).join(' ');
  const more = ports.length > PORTS_SHOWN ? ` +${ports.length - PORTS_SHOWN}` : '';
  const quiet = tone === 'fine' || kind === 'outside';
  const content = (
    <>
      <span class="box-name">
        {kind === 'container' && (
          <span class="shape" aria-hidden="true">
            {troubleShape[tone]}
          </span>
        )}
        <span class="box-label">
          <Name name={label} end={numberOf(label).length} />
        </span>
        {count > 1 && <small>×{count}</small>}
      </span>
      <small class="box-note">
        {ports.length > 0 && (
          <span>
            {shown}
            {more}
          </span>
        )}
        {quiet ? (
          note !== undefined && <span>{note}</span>
        ) : (
          <span class="why">{briefly(why)}</span>
        )}
      </small>
    </>
  );
  const shared = {
    class: `box ${kind} ${tone}${faded ? ' faded' : ''}`,
    style,
    title: `${node.name}: ${why}`,
    'aria-label': nodeInWords(node, links),
    onPointerEnter: () => onPick(key),
    onPointerLeave: () => onPick(undefined),
    onFocus: () => onPick(key),
    onBlur: () => onPick(undefined),
  };
  if (rowId === undefined) {
    return (
      <div {...shared} role="group" tabIndex={0}>
        {content}
      </div>
    );
  }
  return (
    <button
      ref={button}
      {...shared}
      type="button"
      aria-haspopup="dialog"
      onClick={() => {
        opened.value = { kind: 'row', id: rowId, from: 'map' };
      }}
    >
      {content}
    </button>
  );
}

/** `-2`, `_12`: what tells the members of a family apart. */
function numberOf(name: string): string {
  return /[-_.]\d+$/.exec(name)?.[0] ?? '';
}

/** `running · unhealthy` is `unhealthy` where there is no room. */
function briefly(why: string): string {
  return why.replace(/^running · /, '');
}
