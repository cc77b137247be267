import { useRef, useState } from 'preact/hooks';
import { orderRows } from '../containers/order.ts';
import type { Row } from '../containers/rows.ts';
import { enginesNotHere, matching, rowsOf } from '../containers/rows.ts';
import { whyNone } from '../containers/words.ts';
import { ageOf } from '../state/age.ts';
import { alerts, containers, health, now, opened, search } from '../store.ts';
import { Absent } from './absent.tsx';
import { ContainerRow } from './container-row.tsx';
import { Marked } from './marked.tsx';
import { StaleWord } from './trading.tsx';

export function Containers() {
  const received = containers.value;
  const [held, setHeld] = useState({ pointer: false, focus: false });
  const order = useRef<readonly string[]>([]);
  if (received === undefined) {
    return (
      <section class="card containers" aria-label="Engines and containers">
        <Absent title="No containers seen yet" service="container-exporter" health={health.value} />
      </section>
    );
  }
  const { sample } = received;
  const age = ageOf(received, now.value);
  const all = rowsOf(sample, alerts.value.values());
  const rows = orderRows(order.current, all, held.pointer || held.focus);
  order.current = rows.map(({ id }) => id);
  const shown = matching(rows, search.value);
  return (
    <section class={age.stale ? 'card containers stale' : 'card containers'}>
      <h2>
        Engines and containers
        <small>
          {age.stale ? <StaleWord seconds={age.seconds} /> : all.length > 0 && countsInWords(all)}
        </small>
        {all.length > 0 && <MapButton />}
        {all.length > 0 && <Search />}
      </h2>
      {all.length === 0 ? (
        <p class="absent">
          <Marked text={whyNone(sample)} />
        </p>
      ) : (
        <div class="wide">
          <table class="container-table">
            <caption class="unseen">Containers, trouble first</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">State</th>
                <th scope="col">CPU, cores of limit</th>
                <th scope="col">Memory of limit</th>
                <th scope="col">Network, in and out</th>
                <th scope="col" class="num">
                  Probe
                </th>
                <th scope="col">Restarts</th>
                <th scope="col" class="num">
                  Up
                </th>
              </tr>
            </thead>
            <tbody
              onPointerEnter={() => setHeld({ ...held, pointer: true })}
              onPointerLeave={() => setHeld({ ...held, pointer: false })}
              onFocusIn={() => setHeld({ ...held, focus: true })}
              onFocusOut={() => setHeld({ ...held, focus: false })}
            >
              {shown.map((row) => (
                <ContainerRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p class="absent">Nothing here is called “{search.value}”.</p>}
        </div>
      )}
      <NotHere names={enginesNotHere(sample)} />
    </section>
  );
}

function NotHere({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p class="not-here">
      {names.length} {names.length === 1 ? 'engine' : 'engines'} of the platform not seen here:{' '}
      {names.join(', ')}
    </p>
  );
}

function MapButton() {
  return (
    <button
      type="button"
      class="pill"
      aria-haspopup="dialog"
      onClick={() => {
        opened.value = { kind: 'map' };
      }}
    >
      Who talks to whom <kbd>m</kbd>
    </button>
  );
}

function Search() {
  return (
    <label class="search">
      <span class="unseen">Search by name, image, network or state</span>
      <input
        id="search"
        type="search"
        placeholder="Search  /"
        value={search.value}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
    </label>
  );
}

function countsInWords(rows: readonly Row[]): string {
  const running = rows.filter(({ container }) => container?.state === 'running').length;
  const troubled = rows.filter(({ trouble }) => trouble.tone === 'critical').length;
  const watched = rows.filter(({ trouble }) => trouble.tone === 'warning').length;
  return [
    `${running} running`,
    troubled > 0 ? `${troubled} in trouble` : undefined,
    watched > 0 ? `${watched} to watch` : undefined,
    'trouble first',
  ]
    .filter(Boolean)
    .join(' · ');
}
