import { cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HardwareSample } from '@m4max/contracts';
import type { Part } from '@m4max/service-kit';
import { version } from 'systeminformation';
import type { CoreTicks, TierLayout } from '../counters/cpu-from-ticks.ts';
import { cpuFromTicks } from '../counters/cpu-from-ticks.ts';
import { knownFields } from '../reading/known-fields.ts';
import type { Reading } from '../reading/reading.ts';
import { readTicks, readTiers } from './cores.ts';
import { diskReader } from './disk.ts';
import { readFilesystems } from './filesystems.ts';
import { readMemory } from './memory.ts';
import { networkReader } from './network.ts';
import type { Answer } from './probe.ts';
import { nowSeconds, probe } from './probe.ts';
import { processReader } from './processes.ts';
import { readTemperatures } from './temperatures.ts';

/** The first answers are worth this wait; after it the samples begin without those that are late. */
const FIRST_ANSWERS_SECONDS = 3;

export type Machine = Part & {
  readonly source: 'systeminformation';
  /** Reads the cores' counters and asks whatever is due; resolves with the answers. Never rejects. */
  refresh(): Promise<unknown>;
  /** Reads the processes before it is their turn: something happened that they may explain. */
  lookAtProcesses(): void;
  reading(): Reading;
};

/**
 * This machine as its operating system sees it. Each question has its own pace, as some of them start
 * a process: a slow answer delays no sample.
 */
export function machine(options: {
  readonly platform: NodeJS.Platform;
  readonly intervalSeconds: number;
}): Machine {
  const { platform, intervalSeconds: roundSeconds } = options;
  const probes = {
    memory: probe({ everySeconds: 2, roundSeconds, read: readMemory }),
    disk: probe({ everySeconds: 5, roundSeconds, read: diskReader(platform) }),
    network: probe({ everySeconds: 5, roundSeconds, read: networkReader(platform) }),
    filesystems: probe({ everySeconds: 30, roundSeconds, read: readFilesystems }),
    top_processes: probe({ everySeconds: 10, roundSeconds, read: processReader(platform) }),
    temperatures: probe({ everySeconds: 10, roundSeconds, read: temperatureReader(platform) }),
  };
  const chipName = cpus()[0]?.model.trim() || undefined;
  let tiers: TierLayout = [];
  let ticks: readonly CoreTicks[] | undefined;
  let cpu: HardwareSample['cpu'];

  function refresh(): Promise<unknown> {
    const current = readTicks();
    cpu = cpuFromTicks(ticks, current, tiers);
    ticks = current;
    const now = nowSeconds();
    return Promise.all(Object.values(probes).map((it) => it.refresh(now)));
  }

  return {
    name: 'machine',
    source: 'systeminformation',
    async start() {
      tiers = await Promise.race([
        readTiers(chipName).catch(() => []),
        sleep(FIRST_ANSWERS_SECONDS * 1000, [], { ref: false }),
      ]);
      await Promise.race([
        refresh(),
        sleep(FIRST_ANSWERS_SECONDS * 1000, undefined, { ref: false }),
      ]);
    },
    async stop() {},
    refresh,
    lookAtProcesses() {
      void probes.top_processes.refresh(nowSeconds(), { atOnce: true });
    },
    reading() {
      const now = nowSeconds();
      const answers = {
        memory: probes.memory.current(now),
        disk: probes.disk.current(now),
        network: probes.network.current(now),
        filesystems: probes.filesystems.current(now),
        top_processes: probes.top_processes.current(now),
        temperatures: probes.temperatures.current(now),
      };
      const load = knownFields({ load1: loadavg()[0] });
      return {
        version: version(),
        chip: { ...chipOf(chipName, tiers), memory_bytes: totalmem() },
        parts: knownFields({
          cpu: { tiers: [], clusters: [], cores: [], ...cpu, ...load },
          memory: valueOf(answers.memory),
          disk: valueOf(answers.disk),
          network: valueOf(answers.network),
          filesystems: valueOf(answers.filesystems),
          top_processes: valueOf(answers.top_processes),
          temperatures: valueOf(answers.temperatures),
        }),
        joules: {},
        missing: [
          ...(cpu === undefined
            ? [
                {
                  field: 'cpu',
                  reason: 'not yet: shares of cores need two readings of their counters',
                },
              ]
            : []),
          ...Object.entries(answers).flatMap(([field, answer]) =>
            answer.kind === 'none' ? [{ field, reason: answer.reason }] : [],
          ),
        ],
      };
    },
  };
}

function temperatureReader(platform: NodeJS.Platform): typeof readTemperatures {
  if (platform !== 'darwin') return readTemperatures;
  return async () => ({
    kind: 'none',
    reason:
      'macOS tells its temperatures to no ordinary program, macmon reads them: brew install macmon',
  });
}

function chipOf(name: string | undefined, tiers: TierLayout): HardwareSample['chip'] {
  const coresOf = (wanted: string) => tiers.find(({ tier }) => tier === wanted)?.cores;
  return knownFields({ name, p_cores: coresOf('P'), e_cores: coresOf('E') });
}

function valueOf<Value>(answer: Answer<Value>): Value | undefined {
  return answer.kind === 'value' ? answer.value : undefined;
}
