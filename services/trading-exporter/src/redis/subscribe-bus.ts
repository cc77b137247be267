import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Part } from '@m4max/service-kit';
import type { Redis } from 'ioredis';
import type { BusAddress } from '../config.ts';
import { PLATFORM_CHANNELS } from '../platform/platform-stream.ts';
import type { InputState } from '../sample/input-state.ts';
import { adviceFor, connectBus, disconnect, shownAddress } from './bus-connection.ts';

const RECONNECT_SECONDS = 2;
/** A subscription may be silent for hours; asking tells whether its server is still there. */
const PING_SECONDS = 5;
/**
 * Messages that are read before timers and replies get their turn, some twenty milliseconds of work.
 * The rest of the turn is only counted: Redis cuts off whoever falls behind, and then all is lost.
 */
const READ_PER_TURN = 2000;

const CUT_OFF =
  'it closed the connection, which is tried again each two seconds: it was stopped, or a flood of messages is more than its client-output-buffer-limit pubsub allows';

export type BusSubscriber = Part & {
  readonly address: string;
  /** Nothing until something was published there: most buses publish nothing. */
  state(): InputState | undefined;
  /** Why nothing can be heard on a bus that answers. */
  refusal(): string | undefined;
};

export type Published = {
  readonly channel: string;
  readonly message: Buffer;
  /** Not when more came than can be read: then it is only to be counted. */
  readonly isRead: boolean;
};

/** Hears what is published on the channels of one Redis. What is published while it is away is lost, as for everyone. */
export function subscribeBus(options: {
  readonly bus: BusAddress;
  readonly onMessage: (input: string, published: Published, nowMilliseconds: number) => void;
  readonly log: Context<unknown>['log'];
}): BusSubscriber {
  const { bus, onMessage, log } = options;
  const address = shownAddress(bus.url);
  const name = `${address} channels`;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let isHeard = false;
  let trouble: string | undefined = 'not connected yet';
  let refusal: string | undefined;
  let readInTurn = 0;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await withConnection();
      } catch (error) {
        if (!signal.aborted) wentAway(error);
      }
      await sleep(RECONNECT_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  async function withConnection(): Promise<void> {
    const client = await connectBus(bus.url);
    const ended = new AbortController();
    client.once('end', () => ended.abort());
    client.on('pmessageBuffer', (_pattern: unknown, channel: Buffer | string, message: Buffer) =>
      hear(String(channel), message),
    );
    try {
      await subscribe(client);
      trouble = undefined;
      const either = AbortSignal.any([signal, ended.signal]);
      while (!signal.aborted) {
        await sleep(PING_SECONDS * 1000, undefined, { signal: either }).catch(() => undefined);
        if (ended.signal.aborted) throw new Error(CUT_OFF);
        if (!signal.aborted) await client.ping();
      }
    } finally {
      disconnect(client);
    }
  }

  async function subscribe(client: Redis): Promise<void> {
    try {
      await client.psubscribe(PLATFORM_CHANNELS);
      refusal = undefined;
    } catch (error) {
      if (error instanceof Error && error.message.includes('NOPERM')) {
        if (refusal === undefined) log.warn('bus lets nobody listen', { bus: address, error });
        refusal = `what engines publish is not heard: allow its user PSUBSCRIBE and the channels ${PLATFORM_CHANNELS}`;
      }
      throw error;
    }
  }

  function hear(channel: string, message: Buffer): void {
    isHeard = true;
    if (readInTurn === 0) setImmediate(beginTurn);
    readInTurn += 1;
    onMessage(name, { channel, message, isRead: readInTurn <= READ_PER_TURN }, Date.now());
  }

  function beginTurn(): void {
    readInTurn = 0;
  }

  function wentAway(error: unknown): void {
    const detail = refusal ?? adviceFor(error);
    if (isHeard && trouble === undefined) log.warn('bus is not heard', { bus: address, detail });
    trouble = detail;
  }

  return {
    name: `channels ${address}`,
    address,
    state() {
      if (!isHeard) return undefined;
      return trouble === undefined
        ? { kind: 'bus', name, up: true }
        : { kind: 'bus', name, up: false, detail: trouble };
    },
    refusal: () => refusal,
    async start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
