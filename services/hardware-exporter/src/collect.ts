import { setTimeout as sleep } from 'node:timers/promises';
import type { HardwareSample, HardwareSourceHealth, HardwareSourceName } from '@m4max/contracts';
import { HardwareSourceName as SourceName, STALE_INTERVALS } from '@m4max/contracts';
import type { Components } from './reading/power-document.ts';
import type { ParseFault, Reading } from './reading/reading.ts';
import { NO_FAULTS } from './reading/reading.ts';
import { assemble } from './sample/assemble.ts';
import { addWindow, NO_ENERGY } from './sample/energy.ts';
import type { Sourced } from './sample/merge.ts';
import type { MeterHistory } from './sample/meters.ts';
import { settleMeters } from './sample/meters.ts';
import { NOT_YET } from './sample/why-missing.ts';
import { withoutOverlongWindow } from './sample/window.ts';

/** A streaming source sets the pace while it delivers; when it is this late, samples go on without it. */
const LATE_INTERVALS = 2;

/** Answers are waited for so long, that samples tell of now; what comes later is in the next one. */
const ANSWER_INTERVALS = 0.25;
const MOST_ANSWER_SECONDS = 2;

/** A source that delivers by itself. */
type StreamedSource = {
  readonly source: HardwareSourceName;
  readonly restarts: () => number;
  readonly trouble: () => string | undefined;
};

/** A source that is asked. */
type PolledSource = {
  readonly source: HardwareSourceName;
  /** Asks what is due; resolves with the answers. Never rejects. */
  readonly refresh: () => Promise<unknown>;
  /** What it knows now, or why it knows nothing. */
  readonly reading: () => Reading | { readonly why: string };
};

export type CollectorOptions = {
  readonly host: string;
  readonly platform: NodeJS.Platform;
  readonly intervalSeconds: number;
  readonly aneMaxWatts: number | undefined;
  readonly streamed: readonly StreamedSource[];
  readonly polled: readonly PolledSource[];
  /** Sources that are not asked, with the reason. */
  readonly unused: ReadonlyMap<HardwareSourceName, string>;
  readonly publish: (sample: HardwareSample, before: HardwareSample | undefined) => void;
  readonly now: () => Date;
};

export type Collector = {
  /** Takes what a streaming source says now. */
  take(source: HardwareSourceName, reading: Reading): void;
  /** Counts a document that could not be read. */
  fault(source: HardwareSourceName, reason: ParseFault): void;
  /** The repeated job: asks the sources that are asked, and publishes while no other delivers. */
  round(): Promise<void>;
  /** Whether a streaming source tells this part of the machine now. */
  isStreamed(part: keyof Reading['parts']): boolean;
  /** The newest sample; `undefined` when it is too old to be shown. */
  latest(): HardwareSample | undefined;
  sources(): readonly HardwareSourceHealth[];
};

/** What is kept of a streaming source from one document to the next. */
type Heard = {
  readonly reading?: Reading;
  readonly at?: Date;
  readonly meters: MeterHistory;
  readonly faults: Readonly<Record<ParseFault, number>>;
};

/** read → parse → sample: keeps what has to be known from one sample to the next. */
export function createCollector(options: CollectorOptions): Collector {
  const { host, platform, intervalSeconds, aneMaxWatts, streamed, polled, unused, now } = options;
  const startedAt = now();
  const heard = new Map<HardwareSourceName, Heard>(
    streamed.map(({ source }) => [source, { meters: [], faults: NO_FAULTS }]),
  );
  let energy = NO_ENERGY;
  let newest: HardwareSample | undefined;

  function take(source: HardwareSourceName, told: Reading): void {
    const at = now();
    const before = heard.get(source) ?? { meters: [], faults: NO_FAULTS };
    const meters = isHeard(source, at, STALE_INTERVALS) ? before.meters : [];
    const { history, reading: settled } = settleMeters(meters, told);
    const reading = withoutOverlongWindow(settled, intervalSeconds);
    // A mean that reaches back over a sleep would say as little as the window itself.
    heard.set(source, { ...before, reading, at, meters: reading === settled ? history : [] });
    const joules = believedJoules(source, at);
    energy = addWindow(energy, { source, at, seconds: reading.windowSeconds, joules });
    if (source === leader(at)) publish(at);
  }

  /** The energy that no more believed source meters: a meter may be dead in one and alive in another. */
  function believedJoules(source: HardwareSourceName, at: Date): Components {
    const joulesOf = (name: HardwareSourceName) => heard.get(name)?.reading?.joules ?? {};
    const others = inOrder(streamed)
      .map((other) => other.source)
      .filter((name) => isHeard(name, at, LATE_INTERVALS));
    const believed = Object.entries(joulesOf(source)).filter(
      ([component]) => others.find((name) => component in joulesOf(name)) === source,
    );
    return Object.fromEntries(believed);
  }

  /** The most believed of the streaming sources that are not late. */
  function leader(at: Date): HardwareSourceName | undefined {
    return inOrder(streamed).find(({ source }) => isHeard(source, at, LATE_INTERVALS))?.source;
  }

  function isHeard(source: HardwareSourceName, at: Date, intervals: number): boolean {
    const last = heard.get(source)?.at;
    return last !== undefined && isWithin(last, at, intervals);
  }

  async function round(): Promise<void> {
    const seconds = Math.min(MOST_ANSWER_SECONDS, intervalSeconds * ANSWER_INTERVALS);
    await Promise.race([
      Promise.all(polled.map((source) => source.refresh())),
      sleep(seconds * 1000, undefined, { ref: false }),
    ]);
    const at = now();
    const isStarting = streamed.length > 0 && isWithin(startedAt, at, LATE_INTERVALS);
    if (!isStarting && leader(at) === undefined) publish(at);
  }

  function publish(at: Date): void {
    const before = newest;
    const silent = new Map(unused);
    const readings: Sourced[] = [];
    for (const { source, trouble } of streamed) {
      const last = heard.get(source);
      if (last?.reading !== undefined && isHeard(source, at, STALE_INTERVALS))
        readings.push({ source, reading: last.reading });
      else silent.set(source, trouble() ?? whySilent(source, last?.at));
    }
    for (const { source, reading: ask } of polled) {
      const reading = ask();
      if ('why' in reading) silent.set(source, reading.why);
      else readings.push({ source, reading });
    }
    newest = assemble({
      host,
      takenAt: at,
      intervalSeconds,
      readings: inOrder(readings),
      energy: energy.totals,
      aneMaxWatts,
      missing: [],
      sources: { platform, silent },
    });
    options.publish(newest, before);
  }

  /** What lies in the future was said before the clock was set back: how old it is cannot be known. */
  function isWithin(then: Date, at: Date, intervals: number): boolean {
    const age = at.getTime() - then.getTime();
    return age >= 0 && age <= intervals * intervalSeconds * 1000;
  }

  function healthOfStreamed({ source, restarts }: StreamedSource): HardwareSourceHealth {
    const last = heard.get(source);
    return {
      source,
      ...toldOf(last?.reading),
      up: isHeard(source, now(), STALE_INTERVALS),
      ...(last?.at === undefined ? {} : { lastSampleAt: last.at }),
      restarts: restarts(),
      parseErrors: last?.faults ?? NO_FAULTS,
    };
  }

  return {
    take,
    fault(source, reason) {
      const before = heard.get(source) ?? { meters: [], faults: NO_FAULTS };
      const faults = { ...before.faults, [reason]: before.faults[reason] + 1 };
      heard.set(source, { ...before, faults });
    },
    round,
    isStreamed(part) {
      const at = now();
      return streamed.some(
        ({ source }) =>
          isHeard(source, at, STALE_INTERVALS) &&
          heard.get(source)?.reading?.parts[part] !== undefined,
      );
    },
    latest() {
      if (newest === undefined) return undefined;
      return isWithin(new Date(newest.taken_at), now(), STALE_INTERVALS) ? newest : undefined;
    },
    sources() {
      return [
        ...inOrder(streamed).map(healthOfStreamed),
        ...inOrder(polled).map(({ source, reading: ask }) => {
          const reading = ask();
          const known = 'why' in reading ? undefined : reading;
          return {
            source,
            ...toldOf(known),
            up: known !== undefined,
            restarts: 0,
            parseErrors: {},
          };
        }),
      ];
    },
  };
}

function whySilent(source: HardwareSourceName, last: Date | undefined): string {
  return last === undefined
    ? `${NOT_YET} ${source} has delivered nothing`
    : `${source} has delivered nothing since ${last.toISOString()}`;
}

/** What a source said of itself and of its machine. */
function toldOf(
  reading: Reading | undefined,
): Pick<HardwareSourceHealth, 'version' | 'model' | 'osBuild'> {
  const { version, model, osBuild } = reading ?? {};
  return {
    ...(version === undefined ? {} : { version }),
    ...(model === undefined ? {} : { model }),
    ...(osBuild === undefined ? {} : { osBuild }),
  };
}

/** The most believed source first. */
function inOrder<Item extends { readonly source: HardwareSourceName }>(
  items: readonly Item[],
): readonly Item[] {
  const order = SourceName.options;
  return items.toSorted((one, other) => order.indexOf(one.source) - order.indexOf(other.source));
}
