import type { Alert, LiveHealth } from '@m4max/contracts';
import { heapsOf } from '../alerts/order.ts';
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
      detail: countsInWords(board.alerts.values(), now),
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
    sentence: `The gateway has not been heard for ${away}`,
    detail: `Since ${clockTimeWithSeconds(connection.since)}${why}.${last}`,
  };
}

/** From the alerts themselves: what is acknowledged or held back is not counted as firing. */
function countsInWords(alerts: Iterable<Alert>, now: Date): string {
  const { firing, acknowledged } = heapsOf(alerts, now);
  const counts = (['emergency', 'critical', 'warning', 'info'] as const).flatMap((severity) => {
    const number = firing.filter((alert) => alert.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  const seen = acknowledged.length === 0 ? [] : [`${acknowledged.length} acknowledged`];
  return [...(counts.length === 0 ? [] : [counts.join(', ')]), ...seen].join(' · ');
}
