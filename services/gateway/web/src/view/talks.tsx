import type { Talk } from '../containers/talks.ts';
import { OUTSIDE } from '../containers/talks.ts';
import { opened } from '../store.ts';

/** Talks shown of one kind; a busy store is heard by many. */
const MOST_SHOWN = 60;

type Onwards = {
  /** The row to open for each name. */
  rowIds: ReadonlyMap<string, string>;
  /** Where such a row leads back to. */
  back: 'map' | undefined;
};

/** Both directions of one container, each name leading on to its own dialog. */
export function Talks({
  to,
  from,
  ...onwards
}: Onwards & { to: readonly Talk[]; from: readonly Talk[] }) {
  if (to.length + from.length === 0) return null;
  return (
    <div class="talks">
      <TalkList title="Talks to" talks={to} {...onwards} />
      <TalkList title="Heard by" talks={from} {...onwards} />
    </div>
  );
}

function TalkList({
  title,
  talks,
  rowIds,
  back,
}: Onwards & { title: string; talks: readonly Talk[] }) {
  const left = talks.length - MOST_SHOWN;
  return (
    <section>
      <h3>{title}</h3>
      {talks.length === 0 && <p class="dim">nobody that was seen</p>}
      <ul class="link-lines">
        {talks.slice(0, MOST_SHOWN).map(({ name, port, seen }) => {
          const id = rowIds.get(name);
          return (
            <li key={`${name} ${port}`}>
              {id === undefined ? (
                <span>{name === OUTSIDE ? 'outside' : name}</span>
              ) : (
                <button
                  type="button"
                  class="name"
                  onClick={() => {
                    opened.value = { kind: 'row', id, from: back };
                  }}
                >
                  {name}
                </button>
              )}
              {port !== '' && <span class="port">{port}</span>}
              <small>{seen}</small>
            </li>
          );
        })}
      </ul>
      {left > 0 && <p class="dim">and {left} more</p>}
    </section>
  );
}
