import type { EngineReport, TradingSample } from '@m4max/contracts';
import { VERSION } from '@m4max/contracts';
import type { Backlog } from '../backlogs/backlog.ts';
import type { FixTaker } from '../fix/fix-taker.ts';
import type { Intake } from '../ledger/intake.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NautilusTaker } from '../orders/nautilus-taker.ts';
import { score } from '../score/score.ts';
import type { TelemetryTaker } from '../telemetry/telemetry-taker.ts';
import type { InputState } from './input-state.ts';
import { missingOf } from './missing-of.ts';
import { platformOf } from './platform-of.ts';
import { tellInput } from './tell-input.ts';

/** What the ledger knows of the window that ends now, as it is published. */
export function makeSample(options: {
  readonly intake: Intake;
  readonly inputs: readonly InputState[];
  readonly backlogs: readonly Backlog[];
  readonly engines?: readonly EngineReport[];
  readonly host: string;
  readonly intervalSeconds: number;
  /** When watching began: a rate does not count time before that as silence. */
  readonly since: Date;
  readonly now: Date;
}): TradingSample {
  const { intake, inputs, backlogs, engines = [], host, intervalSeconds, since, now } = options;
  const { ledger, nautilus, telemetry, platform, fix } = intake;
  const nowMilliseconds = now.getTime();
  const readable = new Set(inputs.flatMap(({ name, up }) => (up ? [name] : [])));
  const coveredSeconds = covered({ ledger, since, now });
  const lostEntries = ledger.losses.within(inputs, nowMilliseconds);
  ledger.inputs.forgetFuture(nowMilliseconds);
  nautilus.settle(nowMilliseconds);
  const { latencies: told, leftOut } = ledger.latency.latencies(nowMilliseconds);
  const latencies = [...told];
  const measured = {
    latencies,
    throughput: throughputOf(ledger, backlogs, nowMilliseconds, coveredSeconds),
    ml: mlOf(telemetry, latencies, nowMilliseconds, coveredSeconds),
    ...riskOf(latencies, coveredSeconds),
    ...ordersOf(nautilus, fix, nowMilliseconds),
  };
  return {
    v: VERSION,
    host,
    taken_at: now.toISOString(),
    interval_seconds: intervalSeconds,
    window_seconds: ledger.windowSeconds,
    score: score({ ...measured, ...(lostEntries === undefined ? {} : { lostEntries }) }),
    ...measured,
    ...platformOf(platform, nowMilliseconds, coveredSeconds),
    ...(engines.length === 0 ? {} : { engines: [...engines] }),
    inputs: inputs.map((input) => tellInput(intake, input, nowMilliseconds, coveredSeconds)),
    slos: [...ledger.slos.slos(nowMilliseconds)],
    venue_clocks: [...nautilus.venueClocks(nowMilliseconds)],
    sessions: [...ledger.sessions.sessions(nowMilliseconds, (input) => readable.has(input))],
    missing: [
      ...missingOf({ measured, inputs, leftOut, windowSeconds: ledger.windowSeconds }),
      ...ledger.sessions.missing(nowMilliseconds),
    ],
  };
}

function covered({
  ledger,
  since,
  now,
}: {
  readonly ledger: Ledger;
  readonly since: Date;
  readonly now: Date;
}): number {
  const start = Math.min(since.getTime(), ledger.firstAt() ?? now.getTime());
  const seconds = (now.getTime() - start) / 1000;
  return Math.min(ledger.windowSeconds, Math.max(1, seconds));
}

function throughputOf(
  ledger: Ledger,
  backlogs: readonly Backlog[],
  nowMilliseconds: number,
  coveredSeconds: number,
): TradingSample['throughput'] {
  const rates = new Map(ledger.components.rates(nowMilliseconds).map((rate) => [rate.name, rate]));
  const behind = new Map(backlogs.map((backlog) => [backlog.component, backlog]));
  return [...new Set([...rates.keys(), ...behind.keys()])].map((component) => {
    const rate = rates.get(component);
    const backlog = behind.get(component);
    return {
      component,
      messages_per_second: (rate?.messages ?? 0) / coveredSeconds,
      ...(rate === undefined
        ? {}
        : {
            bytes_per_second: rate.bytes / coveredSeconds,
            peak_per_second: rate.peak,
            peak_10ms: rate.burst,
          }),
      ...backlogOf(backlog),
    };
  });
}

function backlogOf(backlog: Backlog | undefined): Partial<TradingSample['throughput'][number]> {
  if (backlog === undefined) return {};
  const { entries, ageSeconds, pendingEntries, consumersIdleSeconds } = backlog;
  return {
    ...(entries === undefined ? {} : { backlog_entries: entries }),
    ...(ageSeconds === undefined ? {} : { backlog_age_seconds: ageSeconds }),
    pending_entries: pendingEntries,
    ...(consumersIdleSeconds === undefined ? {} : { consumers_idle_seconds: consumersIdleSeconds }),
  };
}

/**
 * A bus tells more of an order than the log of a session, and both may tell of the same one: they are
 * not added. It is the bus's to tell, unless only the logs have had orders lately.
 */
function ordersOf(
  nautilus: NautilusTaker,
  fix: FixTaker,
  nowMilliseconds: number,
): Pick<TradingSample, 'orders'> {
  const told = [nautilus.orders(nowMilliseconds), fix.orders(nowMilliseconds)];
  const orders = told.find(isTrading) ?? told[0] ?? told[1];
  return orders === undefined ? {} : { orders };
}

/** Whether anything was sent or answered in the window, or waits for its answer. */
function isTrading(orders: TradingSample['orders']): boolean {
  if (orders === undefined) return false;
  const { submitted, accepted, rejected, filled, canceled, in_flight } = orders;
  return submitted + accepted + rejected + filled + canceled + in_flight > 0;
}

function riskOf(
  latencies: TradingSample['latencies'],
  coveredSeconds: number,
): Pick<TradingSample, 'risk'> {
  const stages = latencies.filter(
    (it) => it.kind === 'risk' && Object.keys(it.labels).length === 0,
  );
  if (stages.length === 0) return {};
  const checks = stages.reduce((sum, { samples }) => sum + samples, 0);
  const failed = stages.reduce((sum, it) => sum + it.failed, 0);
  return {
    risk: { checks, failed_checks: failed, checks_per_second: checks / coveredSeconds },
  };
}

function mlOf(
  telemetry: TelemetryTaker,
  latencies: TradingSample['latencies'],
  nowMilliseconds: number,
  coveredSeconds: number,
): TradingSample['ml'] {
  const inferences = new Map(
    latencies.flatMap(({ kind, stage, labels, samples }) =>
      kind === 'ml' && stage === 'infer' && labels.model_name !== undefined
        ? [[labels.model_name, samples] as const]
        : [],
    ),
  );
  const accuracies = new Map(
    telemetry.accuracy.accuracies(nowMilliseconds).map((accuracy) => [accuracy.model, accuracy]),
  );
  return [...new Set([...inferences.keys(), ...accuracies.keys()])].map((model) => {
    const { outcomes, ratio, lowerBound } = accuracies.get(model) ?? {};
    return {
      model_name: model,
      predictions_per_second: (inferences.get(model) ?? 0) / coveredSeconds,
      ...(ratio === undefined ? {} : { accuracy: ratio }),
      ...(lowerBound === undefined ? {} : { accuracy_lower_bound: lowerBound }),
      ...(outcomes === undefined ? {} : { accuracy_samples: outcomes }),
    };
  });
}
