import type { Source } from '../state/sources.ts';
import {
  allMissing,
  engineSources,
  hardwareSource,
  inputSources,
  serviceSources,
} from '../state/sources.ts';
import { containers, hardware, health, trading } from '../store.ts';
import { groupByReason } from '../words/missing.ts';
import { Marked } from './marked.tsx';

/** Where the numbers come from, and which are not to be had and why. */
export function Sources() {
  const machine = hardware.value?.sample;
  const engines = containers.value?.sample;
  const market = trading.value?.sample;
  const fleet = health.value;
  const inputs = [
    ...(machine === undefined ? [] : [hardwareSource(machine)]),
    ...(engines === undefined ? [] : engineSources(engines)),
    ...(market === undefined ? [] : inputSources(market)),
  ];
  const missing = groupByReason(allMissing([machine, engines, market, fleet?.health]));
  return (
    <footer>
      <List title="Inputs" sources={inputs} />
      <List title="Fleet" sources={fleet === undefined ? [] : serviceSources(fleet)} />
      {missing.length > 0 && (
        <section>
          <h2>Not readable here</h2>
          <ul class="missing">
            {missing.map(({ reason, fields }) => (
              <li key={reason}>
                <b>{fields.join(', ')}</b> <Marked text={reason} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </footer>
  );
}

function List({ title, sources }: { title: string; sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="sources">
        {sources.map(({ name, up, detail }) => (
          <li key={name} class={up ? undefined : 'away'}>
            <span aria-hidden="true">{up ? '✓' : '✗'}</span>
            <b>{name}</b>
            {!up && <span class="unseen">not available</span>}
            {detail !== undefined && (
              <span>
                <Marked text={detail} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
