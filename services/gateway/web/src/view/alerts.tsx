import { useState } from 'preact/hooks';
import type { AlertHeaps } from '../alerts/order.ts';
import { heapsOf, shownAtFirst } from '../alerts/order.ts';
import { adviceOf } from '../state/advice.ts';
import { alerts, announced, gatewayNow, health, hosts } from '../store.ts';
import { AlertCard } from './alert-card.tsx';
import { Marked } from './marked.tsx';

export function Alerts() {
  const heaps = heapsOf(alerts.value.values(), gatewayNow.value);
  const [all, setAll] = useState(false);
  const first = shownAtFirst(heaps.firing);
  const shown = all ? heaps.firing : heaps.firing.slice(0, first);
  const crowded = heaps.firing.length + heaps.acknowledged.length > first;
  const hidden = heaps.firing.length - shown.length;
  return (
    <section class="card alerts">
      <h2>
        Alerts <small>{countsInWords(heaps)}</small>
      </h2>
      <p class="unseen" role="status" aria-live="polite">
        {announced.value}
      </p>
      {heaps.firing.length + heaps.acknowledged.length === 0 && (
        <p class="calm">
          {health.value?.health.checks['alerting']?.status === 'fail'
            ? 'The alert-manager does not answer: nobody is judging the readings.'
            : hosts.value.length === 0
              ? 'Nothing fires, but nothing is measured either.'
              : 'Nothing fires.'}
        </p>
      )}
      <ul class="alert-list">
        {shown.map((alert) => (
          <AlertCard key={alert.id} alert={alert} />
        ))}
      </ul>
      {(hidden > 0 || all) && heaps.firing.length > first && (
        <button type="button" class="more" data-item onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${hidden} more`}
        </button>
      )}
      {crowded ? (
        <Folded title="acknowledged" alerts={heaps.acknowledged} />
      ) : (
        <ul class="alert-list">
          {heaps.acknowledged.map((alert) => (
            <AlertCard key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      <Folded title="held back by a graver alert or a silence" alerts={heaps.quiet} />
      <Folded title="resolved in the last 15 min" alerts={heaps.resolved} />
      <Checks />
      <Advice />
    </section>
  );
}

function Folded({ title, alerts: folded }: { title: string; alerts: AlertHeaps['quiet'] }) {
  if (folded.length === 0) return null;
  return (
    <details class="folded">
      <summary data-item>
        {folded.length} {title}
      </summary>
      <ul class="alert-list">
        {folded.map((alert) => (
          <AlertCard key={alert.id} alert={alert} />
        ))}
      </ul>
    </details>
  );
}

/** What was looked at for the verdict, as far as it is not as it should be. */
function Checks() {
  const checks = Object.entries(health.value?.health.checks ?? {});
  if (checks.length === 0) return null;
  const odd = checks.filter(([, { status }]) => status !== 'pass');
  const well = checks.length - odd.length;
  return (
    <>
      <h3>
        Checks{' '}
        <small>
          {well === checks.length ? `all ${well} pass` : `${well} of ${checks.length} pass`}
        </small>
      </h3>
      <ul class="advice">
        {odd.map(([name, { status, detail }]) => (
          <li key={name} class={status === 'fail' ? 'critical' : 'warning'}>
            <span class="severity">{status === 'fail' ? '◆ Fails' : '▲ Warns'}</span>{' '}
            <Marked text={detail} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Advice() {
  const advice = health.value === undefined ? [] : adviceOf(health.value, alerts.value);
  if (advice.length === 0) return null;
  return (
    <>
      <h3>
        Advice <small>{advice.length}</small>
      </h3>
      <ul class="advice">
        {advice.map((sentence) => (
          <li key={sentence}>
            <Marked text={sentence} />
          </li>
        ))}
      </ul>
    </>
  );
}

function countsInWords({ firing, acknowledged }: AlertHeaps): string {
  return [
    firing.length > 0 && `${firing.length} firing`,
    acknowledged.length > 0 && `${acknowledged.length} acknowledged`,
  ]
    .filter(Boolean)
    .join(' · ');
}
