import type { EngineEntry, EngineReport } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import { addressesOf } from '../engines/addresses-of.ts';
import type { EngineMemory } from '../engines/engine-memory.ts';
import { createEngineMemory } from '../engines/engine-memory.ts';
import { readEnginePage } from '../engines/read-engine-page.ts';
import type { EngineAnswer } from './ask-engine.ts';
import { askEngine } from './ask-engine.ts';

const ASK_SECONDS = 5;
/** Pages that are held at once, each of some megabytes at most. */
const ASKED_AT_ONCE = 8;

export type EngineReader = Part & {
  /** One round; the part makes one every five seconds. */
  read(signal: AbortSignal): Promise<void>;
  /** Of the engines whose page is there, or was. */
  reports(): readonly EngineReport[];
};

type Known = {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Named by its URL, so its absence is worth telling. */
  readonly isExpected: boolean;
  readonly memory: EngineMemory;
  report?: EngineReport;
};

/**
 * Reads the pages of the engines that have one. An engine that never answered is not there: most
 * machines run some of them only.
 */
export function readEngines(options: {
  readonly entries: readonly EngineEntry[];
  readonly isInContainer: boolean;
  readonly windowSeconds: number;
  readonly log: Context<unknown>['log'];
  /** Milliseconds of a clock that is never set back. */
  readonly now?: () => number;
}): EngineReader {
  const { entries, isInContainer, windowSeconds, log, now = () => performance.now() } = options;
  const engines: readonly Known[] = entries
    .map((entry) => ({
      name: entry.name,
      addresses: addressesOf(entry, isInContainer),
      isExpected: entry.metrics_url !== undefined,
      memory: createEngineMemory(windowSeconds),
    }))
    .filter(({ addresses }) => addresses.length > 0);

  async function readOne(engine: Known, signal: AbortSignal): Promise<void> {
    const answer = await firstAnswer(engine.addresses, signal);
    if (signal.aborted) return;
    const page = answer.kind === 'page' ? readEnginePage(answer.body) : undefined;
    const wasUp = engine.report?.up;
    if (page?.kind === 'figures') {
      engine.memory.take(page.figures, now());
      engine.report = { engine: engine.name, up: true, ...engine.memory.growth() };
      if (wasUp !== true) log.info('engine tells its figures', { engine: engine.name });
      return;
    }
    const isUnknown = answer.kind === 'nobody' && wasUp === undefined && !engine.isExpected;
    if (isUnknown) return;
    const detail = page?.reason ?? (answer.kind === 'page' ? undefined : answer.reason);
    engine.report = {
      engine: engine.name,
      up: false,
      ...(detail === undefined ? {} : { detail }),
    };
    if (wasUp !== false) log.warn('engine tells no figures', { engine: engine.name, detail });
  }

  async function read(signal: AbortSignal): Promise<void> {
    const waiting = engines.values();
    const readOn = async () => {
      for (const engine of waiting) if (!signal.aborted) await readOne(engine, signal);
    };
    await Promise.all(Array.from({ length: ASKED_AT_ONCE }, readOn));
  }

  return {
    ...ticker({ name: 'engines', seconds: ASK_SECONDS, log, job: read }),
    read,
    reports: () => engines.flatMap(({ report }) => report ?? []),
  };
}

/** Of the addresses of an engine, the first at which somebody is. */
async function firstAnswer(
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<EngineAnswer> {
  const reasons: string[] = [];
  for (const address of addresses) {
    const answer = await askEngine(address, signal);
    if (answer.kind !== 'nobody') return answer;
    reasons.push(answer.reason);
  }
  return { kind: 'nobody', reason: reasons.join('; ') };
}
