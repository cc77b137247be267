import type { HardwareSample, HardwareSourceHealth } from '@m4max/contracts';
import { STALE_INTERVALS } from '@m4max/contracts';
import type { Logger } from '@m4max/service-kit';
import type { PlistValue } from './plist/read-plist.ts';
import { readPlist } from './plist/read-plist.ts';
import { fromPlist } from './reading/from-plist.ts';
import type { Reading } from './reading/reading.ts';
import { readingOf } from './reading/reading.ts';
import { assemble } from './sample/assemble.ts';
import type { Energy } from './sample/energy.ts';
import { addEnergy } from './sample/energy.ts';
import type { MachineFacts } from './sample/machine-facts.ts';
import type { ParseFault } from './sample/parse-fault.ts';
import { NO_FAULTS } from './sample/parse-fault.ts';
import { unreadable } from './sample/unreadable.ts';
import { withoutOverlongWindow } from './sample/window.ts';

/** Documents set the pace while they come; when one is this late, samples go on without them. */
const LATE_INTERVALS = 2;

export type CollectorOptions = {
  readonly host: string;
  readonly platform: NodeJS.Platform;
  readonly intervalSeconds: number;
  readonly aneMaxWatts: number;
  /** What runs powermetrics, or why nothing does. */
  readonly powermetrics:
    | { readonly restarts: () => number; readonly trouble: () => string | undefined }
    | { readonly why: string };
  /** The operating system, when it is asked. */
  readonly machine:
    | { readonly refresh: () => void; readonly facts: () => MachineFacts }
    | undefined;
  readonly publish: (sample: HardwareSample) => void;
  readonly now: () => Date;
  readonly log: Logger;
};

export type Collector = {
  /** Makes and publishes the sample of one document of powermetrics. */
  take(document: string): void;
  /** Counts a document that could not be read. */
  fault(reason: ParseFault): void;
  /** The repeated job: asks the operating system, and publishes while no documents come. */
  round(): void;
  /** The newest sample; `undefined` when it is too old to be shown. */
  latest(): HardwareSample | undefined;
  sources(): readonly HardwareSourceHealth[];
};

/** read → parse → sample: keeps what has to be known from one sample to the next. */
export function createCollector(options: CollectorOptions): Collector {
  const { host, platform, intervalSeconds, aneMaxWatts, powermetrics, machine, now, log } = options;
  const startedAt = now();
  const faults = { ...NO_FAULTS };
  let energy: Energy = {};
  let documentAt: Date | undefined;
  let newest: HardwareSample | undefined;

  function take(text: string): void {
    const reading = read(text);
    if (reading === undefined) return;
    documentAt = now();
    energy = addEnergy(energy, reading.joules);
    publish(withoutOverlongWindow(reading, intervalSeconds), documentAt);
  }

  function read(text: string): Reading | undefined {
    let list: PlistValue;
    try {
      list = readPlist(text);
    } catch (error) {
      fault('malformed');
      log.warn('a document of powermetrics is left out', { error });
      return undefined;
    }
    const document = fromPlist(list);
    if (document !== undefined) return readingOf(document, { aneMaxWatts });
    fault('unrecognised');
    return undefined;
  }

  function fault(reason: ParseFault): void {
    faults[reason] += 1;
  }

  function round(): void {
    machine?.refresh();
    const at = now();
    if (isWithin(documentAt ?? startedAt, at, LATE_INTERVALS) && 'trouble' in powermetrics) return;
    publish(undefined, at);
  }

  function publish(reading: Reading | undefined, takenAt: Date): void {
    newest = assemble({
      host,
      takenAt,
      intervalSeconds,
      reading,
      energy,
      facts: machine?.facts(),
      missing: unreadable({
        platform,
        powermetrics: reading === undefined ? whyNoDocument() : undefined,
        systeminformation:
          machine === undefined ? 'systeminformation is not among HARDWARE_SOURCES' : undefined,
      }),
    });
    options.publish(newest);
  }

  function whyNoDocument(): string {
    if ('why' in powermetrics) return powermetrics.why;
    return powermetrics.trouble() ?? 'powermetrics has delivered nothing yet';
  }

  function isWithin(then: Date, at: Date, intervals: number): boolean {
    return at.getTime() - then.getTime() <= intervals * intervalSeconds * 1000;
  }

  return {
    take,
    fault,
    round,
    latest() {
      if (newest === undefined) return undefined;
      return isWithin(new Date(newest.taken_at), now(), STALE_INTERVALS) ? newest : undefined;
    },
    sources() {
      const health: HardwareSourceHealth[] = [];
      if ('trouble' in powermetrics)
        health.push({
          source: 'powermetrics',
          up: documentAt !== undefined && isWithin(documentAt, now(), STALE_INTERVALS),
          ...(documentAt === undefined ? {} : { lastSampleAt: documentAt }),
          restarts: powermetrics.restarts(),
          parseErrors: faults,
        });
      if (machine !== undefined)
        health.push({ source: 'systeminformation', up: true, restarts: 0, parseErrors: {} });
      return health;
    },
  };
}
