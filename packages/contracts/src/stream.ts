import type { z } from 'zod';
import { AlertEvent } from './alert.ts';
import { ContainerEvent } from './container-event.ts';
import { ContainersSample } from './containers-sample.ts';
import { HardwareSample } from './hardware-sample.ts';
import type { SampleKind } from './sample.ts';
import { TradingSample } from './trading-sample.ts';

/** A Redis stream whose entries hold one field, `json`. */
export type Stream<Entry> = {
  readonly key: string;
  readonly entry: z.ZodType<Entry>;
  readonly keepSeconds: number;
};

/** A stream of samples, and the kind under which its newest sample and history are kept. */
export type SampleStream<Sample> = Stream<Sample> & {
  readonly kind: SampleKind;
  /** Most entries of one publisher; age trims before, unless a clock or a publisher runs wild. */
  readonly keepEntries: number;
};

const QUARTER_HOUR_SECONDS = 15 * 60;
/** Ten a second for as long as they are kept is the fastest that exporters accept. */
const FASTEST_ENTRIES = QUARTER_HOUR_SECONDS * 10;
/**
 * A sample of a hundred containers has 230 kB, one of trading with all the label sets that it may
 * carry 40 kB. At one in five seconds this many are as old as age lets them be; at one a second,
 * while somebody watches the board, they are three minutes.
 */
const LARGE_ENTRIES = 180;
const WEEK_SECONDS = 7 * 24 * 3600;

export const hardwareSamples: SampleStream<HardwareSample> = {
  kind: 'hardware',
  key: '{m4max}:samples:hardware',
  entry: HardwareSample,
  keepSeconds: QUARTER_HOUR_SECONDS,
  keepEntries: FASTEST_ENTRIES,
};

export const containersSamples: SampleStream<ContainersSample> = {
  kind: 'containers',
  key: '{m4max}:samples:containers',
  entry: ContainersSample,
  keepSeconds: QUARTER_HOUR_SECONDS,
  keepEntries: LARGE_ENTRIES,
};

export const tradingSamples: SampleStream<TradingSample> = {
  kind: 'trading',
  key: '{m4max}:samples:trading',
  entry: TradingSample,
  keepSeconds: QUARTER_HOUR_SECONDS,
  keepEntries: LARGE_ENTRIES,
};

export const containerEvents: Stream<ContainerEvent> = {
  key: '{m4max}:events:containers',
  entry: ContainerEvent,
  keepSeconds: WEEK_SECONDS,
};

export const alertEvents: Stream<AlertEvent> = {
  key: '{m4max}:events:alerts',
  entry: AlertEvent,
  keepSeconds: WEEK_SECONDS,
};

/** Newest sample per `<kind>:<host>`. */
export const LATEST_KEY = '{m4max}:latest';
/** Exists while somebody watches the board. */
export const VIEWERS_KEY = '{m4max}:viewers';
