import { TelemetrySample } from '@m4max/contracts';
import type { Disbelief, Labels, Measurement } from '../latency/measurement.ts';
import { disbelief } from '../latency/measurement.ts';

/** A batch that claims more operations than this is a mistake. */
const MAX_TIMES = 1_000_000;

/** What one telemetry sample says, or why it is not taken: a short code for counting, a sentence for its sender. */
export type Telemetry =
  | {
      readonly kind: 'taken';
      readonly engine: string;
      /** Under which a repeat is known. */
      readonly repeatKey: string | undefined;
      readonly measurement: Measurement | undefined;
      readonly prediction:
        | { readonly id: string; readonly model: string; readonly value: string }
        | undefined;
      readonly outcome: { readonly id: string; readonly value: string } | undefined;
    }
  | { readonly kind: 'rejected'; readonly code: string; readonly reason: string };

const Lenient = TelemetrySample.strip();

/** A field map of the telemetry stream; fields of a later version are ignored. */
export function readTelemetryFields(fields: Readonly<Record<string, string>>): Telemetry {
  return interpret(Lenient.safeParse(fields));
}

/** A line of `POST /v1/samples`, parsed; unknown fields are refused. */
export function readTelemetryLine(line: unknown): Telemetry {
  return interpret(TelemetrySample.safeParse(line));
}

function interpret(parsed: ReturnType<typeof TelemetrySample.safeParse>): Telemetry {
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue?.path.join('.') || 'sample';
    return rejected(codes[at] ?? 'bad_field', `${at}: ${issue?.message ?? 'not understood'}`);
  }
  const sample = parsed.data;
  const { kind, engine, id, model_name: model = 'unknown', pred, outcome } = sample;
  const prediction =
    kind === 'ml' && id !== undefined && pred !== undefined
      ? { id, model, value: String(pred) }
      : undefined;
  const result =
    kind === 'ml' && id !== undefined && outcome !== undefined
      ? { id, value: String(outcome) }
      : undefined;
  const nanoseconds = durationOf(sample);
  if (nanoseconds === undefined && prediction === undefined && result === undefined)
    return rejected('no_duration', 'dur_ns: give it, or t0_ns and t1_ns of one clock');
  const times = Number(sample.n ?? 1);
  if (times < 1 || times > MAX_TIMES)
    return rejected('out_of_range', `n: expected 1 to ${MAX_TIMES}`);
  const measurement: Measurement | undefined =
    nanoseconds === undefined
      ? undefined
      : {
          kind,
          stage: stageOf(sample),
          labels: labelsOf(sample),
          nanoseconds,
          failed: Number(sample.ok ?? 1) === 0,
          times,
        };
  const doubt = measurement === undefined ? undefined : disbelief(measurement);
  if (doubt !== undefined) return rejected(doubt, doubts[doubt]);
  const repeatKey =
    id === undefined ? undefined : `${kind} ${engine} ${id} ${result === undefined}`;
  return { kind: 'taken', engine, repeatKey, measurement, prediction, outcome: result };
}

const doubts: Readonly<Record<Disbelief, string>> = {
  nan: 'dur_ns: not a number',
  negative: 't1_ns: before t0_ns: take both from one clock',
  clock_skew: 't1_ns: before t0_ns: these are two clocks that differ',
  zero: 'dur_ns: 0: nothing takes no time, this is the clock of a backtest',
  out_of_range: 'dur_ns: over an hour: were these nanoseconds, and one clock?',
};

const codes: Readonly<Record<string, string>> = {
  v: 'version',
  kind: 'unknown_kind',
  dur_ns: 'bad_duration',
  t0_ns: 'bad_duration',
  t1_ns: 'bad_duration',
};

function rejected(code: string, reason: string): Telemetry {
  return { kind: 'rejected', code, reason };
}

function durationOf({ dur_ns, t0_ns, t1_ns }: TelemetrySample): number | undefined {
  if (dur_ns !== undefined) return Number(dur_ns);
  if (t0_ns === undefined || t1_ns === undefined) return undefined;
  return Number(BigInt(t1_ns) - BigInt(t0_ns));
}

const stages: Readonly<Record<TelemetrySample['kind'], string>> = {
  order: 'submit_ack',
  market_data: 'feed',
  risk: 'check',
  ml: 'infer',
  db: 'query',
  custom: 'custom',
};

/** A risk calculation is told apart by its type; elsewhere the stage says what was timed. */
function stageOf({ kind, stage, risk_type }: TelemetrySample): string {
  if (kind !== 'risk') return stage ?? stages[kind];
  return risk_type ?? stage ?? stages.risk;
}

function labelsOf(sample: TelemetrySample): Labels {
  switch (sample.kind) {
    case 'order':
      return { order_type: sample.order_type ?? 'unknown', venue: sample.venue ?? 'unknown' };
    case 'market_data':
      return { venue: sample.venue ?? 'unknown', data_type: sample.data_type ?? 'unknown' };
    case 'risk':
      return { risk_type: stageOf(sample) };
    case 'ml':
      return { model_name: sample.model_name ?? 'unknown' };
    case 'db':
    case 'custom':
      return {};
  }
}
