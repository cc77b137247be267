import { DDSketch } from '@datadog/sketches-js';
import { build } from 'hdr-histogram-js';
import { Histogram, Summary } from 'prom-client';
import { addTimes } from '../../../services/trading-exporter/src/histogram/bucket-counts.ts';
import { bucketOf } from '../../../services/trading-exporter/src/histogram/buckets.ts';
import {
  createHistogram,
  quantile,
} from '../../../services/trading-exporter/src/histogram/histogram.ts';
import { createLatencyRecorder } from '../../../services/trading-exporter/src/latency/latency-recorder.ts';

/** Somebody who keeps times. The loops are their own, so that each is compiled for itself alone. */
export type Recorder = {
  /** Each at its moment, in milliseconds since 1970, for those who do not look at a clock of their own. */
  recordAll(nanoseconds: Float64Array, moments: Float64Array): void;
  /** In nanoseconds; of those that know more than buckets. */
  quantile?(ratio: number, nowMilliseconds: number): number | Promise<number>;
};

export type Contestant = {
  readonly name: string;
  readonly create: () => Recorder;
  /** Takes microseconds a sample, so it gets fewer of them. */
  readonly isSlow?: boolean;
};

export const HELD = 'm4max, a series that is held';

const WINDOW_SECONDS = 60;
const RATIOS = [0.5, 0.95, 0.99, 0.999];
/** Those of the platform's own monitor. */
const BOUNDS_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
const ORDER_TYPES = ['MARKET', 'LIMIT', 'STOP_MARKET', 'STOP_LIMIT', 'MARKET_IF_TOUCHED'];
const VENUES = ['BINANCE', 'BYBIT', 'IBKR', 'OKX', 'KRAKEN', 'XNAS', 'XCME', 'IDEALPRO', 'SIM'];

export const contestants: readonly Contestant[] = [
  { name: 'm4max, buckets alone', create: bare },
  { name: HELD, create: held },
  { name: 'm4max, a series looked up by its labels', create: lookedUp },
  { name: 'DDSketch (1 %)', create: ddSketch },
  { name: 'hdr-histogram-js, WebAssembly (3 digits)', create: () => hdr(true) },
  { name: 'hdr-histogram-js (3 digits)', create: () => hdr(false), isSlow: true },
  { name: 'prom-client Histogram (8 buckets, labels)', create: promHistogram, isSlow: true },
  { name: 'prom-client Summary (labels, window)', create: promSummary, isSlow: true },
];

/** Buckets alone, as most of the others have them. */
function bare(): Recorder {
  const histogram = createHistogram();
  return {
    recordAll(nanoseconds) {
      for (let at = 0; at < nanoseconds.length; at++)
        addTimes(histogram.buckets, bucketOf(nanoseconds[at] ?? 0), 1);
      histogram.count += nanoseconds.length;
    },
    quantile: (ratio) => quantile({ ...histogram, min: 0, max: Infinity }, ratio) ?? Number.NaN,
  };
}

/** As whoever reads a stream has it: window, smallest and largest, buckets for Prometheus and all. */
function held(): Recorder {
  const labels = { order_type: 'LIMIT', venue: 'SIM' };
  const recorder = createLatencyRecorder(WINDOW_SECONDS);
  const series = recorder.seriesOf({ kind: 'order', stage: 'submit_ack', labels });
  return {
    recordAll(nanoseconds, moments) {
      for (let at = 0; at < nanoseconds.length; at++)
        series.record(nanoseconds[at] ?? 0, 1, moments[at] ?? 0);
    },
    quantile(ratio, nowMilliseconds) {
      const whole = createHistogram();
      series.mergeWithin(whole, nowMilliseconds);
      return quantile(whole, ratio) ?? Number.NaN;
    },
  };
}

function lookedUp(): Recorder {
  const recorder = createLatencyRecorder(WINDOW_SECONDS);
  return {
    recordAll(nanoseconds, moments) {
      for (let at = 0; at < nanoseconds.length; at++)
        recorder.record(
          {
            kind: 'order',
            stage: 'submit_ack',
            labels: labelsOf(at),
            nanoseconds: nanoseconds[at] ?? 0,
            failed: false,
            times: 1,
          },
          moments[at] ?? 0,
        );
    },
  };
}

function ddSketch(): Recorder {
  const sketch = new DDSketch({ relativeAccuracy: 0.01 });
  return {
    recordAll(nanoseconds) {
      for (let at = 0; at < nanoseconds.length; at++) sketch.accept(nanoseconds[at] ?? 0);
    },
    quantile: (ratio) => sketch.getValueAtQuantile(ratio),
  };
}

/** WebAssembly has to be loaded before. */
function hdr(useWebAssembly: boolean): Recorder {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3600e9,
    numberOfSignificantValueDigits: 3,
    useWebAssembly,
  });
  return {
    recordAll(nanoseconds) {
      for (let at = 0; at < nanoseconds.length; at++) histogram.recordValue(nanoseconds[at] ?? 0);
    },
    quantile: (ratio) => histogram.getValueAtPercentile(ratio * 100),
  };
}

function promHistogram(): Recorder {
  const histogram = new Histogram({
    name: 'latency_seconds',
    help: 'Latency.',
    labelNames: ['order_type', 'venue'],
    buckets: BOUNDS_SECONDS,
    registers: [],
  });
  return {
    recordAll(nanoseconds) {
      for (let at = 0; at < nanoseconds.length; at++)
        histogram.observe(labelsOf(at), (nanoseconds[at] ?? 0) / 1e9);
    },
  };
}

function promSummary(): Recorder {
  const summary = new Summary({
    name: 'latency_seconds',
    help: 'Latency.',
    labelNames: ['order_type', 'venue'],
    percentiles: RATIOS,
    maxAgeSeconds: WINDOW_SECONDS,
    ageBuckets: 5,
    registers: [],
  });
  const labels = { order_type: 'LIMIT', venue: 'SIM' };
  return {
    recordAll(nanoseconds) {
      for (let at = 0; at < nanoseconds.length; at++)
        summary.observe(labels, (nanoseconds[at] ?? 0) / 1e9);
    },
    async quantile(ratio) {
      const { values } = await summary.get();
      const found = values.find(({ labels: its }) => 'quantile' in its && its.quantile === ratio);
      return (found?.value ?? Number.NaN) * 1e9;
    },
  };
}

/** An object made for each sample, as a decoder makes it. */
function labelsOf(at: number) {
  return {
    order_type: ORDER_TYPES[at % ORDER_TYPES.length] ?? '',
    venue: VENUES[(at >> 3) % VENUES.length] ?? '',
  };
}
