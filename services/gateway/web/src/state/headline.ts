import type { LiveHealth } from '@m4max/contracts';
import { clockTimeWithSeconds, secondsSince, wholeDuration } from '../words/time.ts';
import type { Board } from './board.ts';
import type { Connection } from './connection.ts';

export type Headline = {
  readonly tone: 'fine' | 'warning' | 'critical' | 'unknown';
  /** The shape and the word of the state, so that colour is not needed. */
  readonly shape: string;
  readonly word: string;
  readonly sentence: string;
  readonly detail: string;
};

type Status = LiveHealth['health']['overall_status'];

const statuses: Readonly<Record<Status, Pick<Headline, 'tone' | 'shape' | 'word'>>> = {
  healthy: { tone: 'fine', shape: '●', word: 'Healthy' },
  degraded: { tone: 'warning', shape: '▲', word: 'Degraded' },
  critical: { tone: 'critical', shape: '◆', word: 'Critical' },
  down: { tone: 'critical', shape: '■', word: 'Down' },
};

/** The sentence a person reads first. A verdict is only the present one while the line is up. */
export function headlineOf(connection: Connection, board: Board | undefined, now: Date): Headline {
  if (connection.kind === 'live' && board !== undefined) {
    const { health } = board.health;
    return {
      ...statuses[health.overall_status],
      sentence: health.verdict,
      detail: countsInWords(health),
    };
  }
  if (connection.kind !== 'reconnecting') {
    return {
      tone: 'unknown',
      shape: '○',
      word: 'Connecting',
      sentence: 'Waiting for the gateway',
      detail: '',
    };
  }
  const away = wholeDuration(secondsSince(connection.since, now));
  const why = connection.why === undefined ? '' : `: ${connection.why}`;
  const last = board === undefined ? '' : ` The last verdict was: ${board.health.health.verdict}`;
  return {
    tone: 'critical',
    shape: '■',
    word: 'No connection',
    sentence: `No connection to the gateway for ${away}`,
    detail: `Since ${clockTimeWithSeconds(connection.since)}${why}.${last}`,
  };
}

function countsInWords(health: LiveHealth['health']): string {
  const others = health.active_alerts - health.critical_alerts - health.warning_alerts;
  const counts = [
    { number: health.critical_alerts, word: 'critical' },
    { number: health.warning_alerts, word: 'warning' },
    { number: others, word: 'other' },
  ].filter(({ number }) => number > 0);
  const firing = counts.map(({ number, word }) => `${number} ${word}`).join(', ');
  const seen =
    health.acknowledged_alerts > 0 ? `${health.acknowledged_alerts} acknowledged` : undefined;
  return [firing, seen].filter(Boolean).join(' · ');
}
