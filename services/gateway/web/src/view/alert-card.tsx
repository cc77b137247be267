import type { Alert } from '@m4max/contracts';
import { useState } from 'preact/hooks';
import {
  alertTitle,
  escalationInWords,
  runbookOf,
  severityShape,
  sinceInWords,
  timelineWords,
  valueAgainstLimit,
} from '../alerts/words.ts';
import { acknowledgeAlert, acknowledging, gatewayNow } from '../store.ts';
import { clockTime, clockTimeWithSeconds, secondsSince, wholeDuration } from '../words/time.ts';
import { count } from '../words/units.ts';
import { Marked } from './marked.tsx';

/** One alert: what, how bad, since when, what happens next, and the button that takes it on. */
export function AlertCard({ alert }: { alert: Alert }) {
  const [open, setOpen] = useState(false);
  const { shape, word } = severityShape[alert.severity];
  const progress = acknowledging.value.get(alert.id);
  const sending = progress?.kind === 'sending';
  return (
    <li
      class={`alert ${alert.severity} ${sending ? 'sending' : alert.state}`}
      data-alert={alert.id}
    >
      <div class="alert-head">
        <button
          type="button"
          class="alert-title"
          data-item
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span class="severity">
            <span aria-hidden="true">{alert.state === 'resolved' ? '✓' : shape}</span> {word}
          </span>{' '}
          {alertTitle(alert)}
        </button>
        <Ending alert={alert} sending={sending} />
      </div>
      <p class={open ? undefined : 'clamped'}>
        <Marked text={alert.message} />
      </p>
      <p class="alert-facts">
        {factsOf(alert, gatewayNow.value).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        <Escalation alert={alert} />
      </p>
      {progress?.kind === 'refused' && alert.state === 'firing' && (
        <p class="refused" role="alert">
          Not acknowledged: <Marked text={progress.why} />
        </p>
      )}
      {open && <Details alert={alert} />}
    </li>
  );
}

function Ending({ alert, sending }: { alert: Alert; sending: boolean }) {
  const { acknowledgement, state } = alert;
  if (state === 'firing') {
    return (
      <button
        type="button"
        class="acknowledge"
        disabled={sending}
        onClick={() => void acknowledgeAlert(alert.id)}
      >
        {sending ? 'Sending…' : 'Acknowledge'}
        <span class="unseen">: {alertTitle(alert)}</span>
      </button>
    );
  }
  if (state === 'resolved') {
    const ended = new Date(alert.ended_at ?? alert.updated_at);
    return <small>resolved {clockTime(ended, gatewayNow.value)}</small>;
  }
  if (acknowledgement === undefined) return <small>acknowledged</small>;
  return (
    <small>
      acknowledged by {acknowledgement.by},{' '}
      {clockTime(new Date(acknowledgement.at), gatewayNow.value)}
    </small>
  );
}

function Escalation({ alert }: { alert: Alert }) {
  const words = escalationInWords(alert, gatewayNow.value);
  return words === undefined ? null : <span class="escalation">{words}</span>;
}

function factsOf(alert: Alert, now: Date): readonly string[] {
  const covered = alert.inhibited_by.length > 0 ? 'covered by a graver alert' : undefined;
  const silenced = alert.silenced_by.length > 0 ? 'silenced' : undefined;
  const silent =
    alert.silent_since === undefined
      ? undefined
      : `source silent for ${wholeDuration(secondsSince(new Date(alert.silent_since), now))}`;
  const since = alert.state === 'resolved' ? alert.resolved_because : sinceInWords(alert, now);
  return [valueAgainstLimit(alert), since, silent, covered, silenced].filter(
    (fact) => fact !== undefined,
  );
}

function Details({ alert }: { alert: Alert }) {
  const runbook = runbookOf(alert);
  const { comment } = alert.acknowledgement ?? {};
  return (
    <div class="alert-details">
      {alert.top_consumers.length > 0 && (
        <p>
          Top:{' '}
          {alert.top_consumers
            .map(({ name, value, unit }) => `${name} ${count(value)} ${unit}`)
            .join(', ')}
        </p>
      )}
      {comment !== undefined && <p>“{comment}”</p>}
      <ol class="timeline">
        {alert.timeline.map(({ at, what, detail }, index) => (
          <li key={`${at} ${index}`}>
            <time dateTime={at}>{clockTimeWithSeconds(new Date(at))}</time>
            <b>{timelineWords[what]}</b>
            <span>{detail}</span>
          </li>
        ))}
      </ol>
      <p class="labels">
        {Object.entries(alert.labels).map(([name, value]) => (
          <code key={name}>
            {name}={value}
          </code>
        ))}
      </p>
      {runbook?.kind === 'link' && (
        <p>
          <a href={runbook.where} target="_blank" rel="noreferrer">
            Runbook
          </a>
        </p>
      )}
      {runbook?.kind === 'document' && (
        <p>
          Runbook: <code>{runbook.where}</code>
        </p>
      )}
    </div>
  );
}
