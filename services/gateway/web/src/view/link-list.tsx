import { linkInWords } from '../containers/map/map-words.ts';
import type { Pick } from '../containers/map/picked.ts';
import { isLit, litNames } from '../containers/map/picked.ts';
import type { MapLink, MapNode, TalkMap } from '../containers/map/talk-map.ts';
import { isOld } from '../containers/talks.ts';
import { troubleShape } from '../containers/trouble.ts';
import { opened } from '../store.ts';

/** Lines shown; a sample may hold some hundreds. */
const MOST_LINES = 250;

/** Every link in words, by who opened it: for reading out, for narrow pages and for searching. */
export function LinkList({ map, pick }: { map: TalkMap; pick: Pick }) {
  const { links, nodes } = map;
  if (links.length === 0) return null;
  const nameOf = (key: string) => nodes.get(key)?.name ?? key;
  const lit = litNames(pick, map);
  const shown = links.slice(0, MOST_LINES);
  const sources = [...new Set(shown.map(({ from }) => from))];
  const isFaded = (link: MapLink) => pick.kind !== 'nothing' && !isLit(link, pick, lit);
  return (
    <section class="link-list">
      <h3>In words</h3>
      <div class="link-groups">
        {sources.map((source) => {
          const ofSource = shown.filter(({ from }) => from === source);
          const allFaded = ofSource.every(isFaded);
          return (
            <div key={source} class={allFaded ? 'link-group faded' : 'link-group'}>
              <Source node={nodes.get(source)} name={nameOf(source)} />
              <ul class="link-lines">
                {ofSource.map((link) => {
                  const { target, port, seen } = linkInWords(link, nameOf);
                  const tone = [
                    isOld(link.ageSeconds) && 'old',
                    isFaded(link) && !allFaded && 'faded',
                  ];
                  return (
                    <li key={link.key} class={tone.filter(Boolean).join(' ')}>
                      <span class="unseen">{nameOf(source)} </span>
                      <span class="target">
                        → {target} <span class="port">{port}</span>
                      </span>
                      <span class="unseen">, </span>
                      <small>{seen}</small>
                    </li>
                  );
                })}
              </ul>
            </div>
          );
        })}
      </div>
      {links.length > shown.length && (
        <p class="dim">and {links.length - shown.length} further links</p>
      )}
    </section>
  );
}

function Source({ node, name }: { node: MapNode | undefined; name: string }) {
  const id = node?.rowId;
  if (node === undefined || id === undefined) return <h4>{name}</h4>;
  return (
    <h4 class={node.tone}>
      <button
        type="button"
        class="name"
        aria-haspopup="dialog"
        title={node.why}
        onClick={() => {
          opened.value = { kind: 'row', id, from: 'map' };
        }}
      >
        <span class="shape" aria-hidden="true">
          {troubleShape[node.tone]}
        </span>
        {name}
        <span class="unseen">, {node.why}</span>
      </button>
    </h4>
  );
}
