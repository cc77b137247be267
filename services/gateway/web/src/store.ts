import type { Alert, HistoryColumns } from '@m4max/contracts';
import { batch, computed, signal } from '@preact/signals';
import type { Acknowledging } from './alerts/acknowledging.ts';
import { announcement } from './alerts/words.ts';
import { oncePerFrame } from './browser/frame.ts';
import type { Theme } from './browser/theme.ts';
import { acknowledge } from './http/acknowledge.ts';
import { dataAge } from './state/age.ts';
import type { Board, LiveEvent } from './state/board.ts';
import { applyEvent, gatewayTime, hostsOf, withAlert, withHistory } from './state/board.ts';
import type { Connection, ConnectionEvent } from './state/connection.ts';
import { nextConnection } from './state/connection.ts';
import { headlineOf } from './state/headline.ts';

/** What is open over the board. */
export type Opened =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'help' }
  | { readonly kind: 'trading' }
  | { readonly kind: 'tile'; readonly id: string }
  /** `at` is the name that has the focus at first. */
  | { readonly kind: 'map'; readonly at?: string }
  /** Closed again, it leads back to the map it was opened from. */
  | { readonly kind: 'row'; readonly id: string; readonly from?: 'map' | undefined };

const noAlerts: ReadonlyMap<string, Alert> = new Map();

/** What arrived, and what was drawn last: drawing follows at most once a frame. */
let arrived: { board: Board | undefined; connection: Connection } = {
  board: undefined,
  connection: { kind: 'connecting', since: new Date() },
};

export const board = signal<Board | undefined>(undefined);
export const connection = signal<Connection>(arrived.connection);
/** Ticks once a second, for everything that counts. */
export const now = signal(new Date());
export const chosenHost = signal<string | undefined>(undefined);
export const opened = signal<Opened>({ kind: 'nothing' });
export const search = signal('');
export const theme = signal<Theme>('system');
export const acknowledging = signal<ReadonlyMap<string, Acknowledging>>(new Map());
export const announced = signal('');

export const hosts = computed(() => (board.value === undefined ? [] : hostsOf(board.value)));
export const host = computed(() => {
  const chosen = chosenHost.value;
  return chosen !== undefined && hosts.value.includes(chosen) ? chosen : hosts.value[0];
});
export const hardware = computed(() => ofHost(board.value?.hardware));
export const containers = computed(() => ofHost(board.value?.containers));
export const trading = computed(() => ofHost(board.value?.trading));
export const alerts = computed(() => board.value?.alerts ?? noAlerts);
export const health = computed(() => board.value?.health);
export const trends = computed(() => ofHost(board.value?.trends));
export const headline = computed(() => headlineOf(connection.value, board.value, now.value));
export const age = computed(() =>
  board.value === undefined ? undefined : dataAge(board.value, host.value, now.value),
);
/** For moments that the gateway set, such as an escalation. */
export const gatewayNow = computed(() =>
  board.value === undefined ? now.value : gatewayTime(board.value, now.value),
);

const draw = oncePerFrame(() => {
  batch(() => {
    const heard = announcement(alerts.value, arrived.board?.alerts ?? noAlerts);
    if (heard !== undefined && board.value !== undefined) announced.value = heard;
    board.value = arrived.board;
    connection.value = arrived.connection;
  });
});

export function onEvent(event: LiveEvent): void {
  arrived = { ...arrived, board: applyEvent(arrived.board, event, new Date()) };
  draw();
}

export function onConnection(event: ConnectionEvent): void {
  arrived = { ...arrived, connection: nextConnection(arrived.connection, event, new Date()) };
  draw();
}

export function onHistory(ofWhichHost: string, history: HistoryColumns): void {
  if (arrived.board === undefined) return;
  arrived = { ...arrived, board: withHistory(arrived.board, ofWhichHost, history) };
  draw();
}

export const tick = oncePerFrame(() => {
  now.value = new Date();
});

/** The headline as it is now, drawn or not: the title of a hidden page follows it. */
export function currentHeadline() {
  return headlineOf(arrived.connection, arrived.board, new Date());
}

export async function acknowledgeAlert(id: string): Promise<void> {
  acknowledging.value = new Map(acknowledging.value).set(id, { kind: 'sending' });
  const outcome = await acknowledge(id);
  const next = new Map(acknowledging.value);
  if (outcome.kind === 'refused') {
    acknowledging.value = next.set(id, outcome);
    return;
  }
  next.delete(id);
  acknowledging.value = next;
  if (arrived.board === undefined) return;
  const after = withAlert(arrived.board.alerts, outcome.alert);
  arrived = { ...arrived, board: { ...arrived.board, alerts: after } };
  draw();
}

function ofHost<Value>(values: ReadonlyMap<string, Value> | undefined): Value | undefined {
  const which = host.value;
  return which === undefined ? undefined : values?.get(which);
}
