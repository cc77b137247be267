import { readdir, readFile } from 'node:fs/promises';
import type { HardwareSample } from '@m4max/contracts';
import type { ProcessTimes } from '../counters/process-times.ts';
import { busiest, processTimes, residentBytes } from '../counters/process-times.ts';
import { readProcesses } from '../macos/processes.ts';
import { knownFields } from '../reading/known-fields.ts';
import type { Answer } from './probe.ts';

type TopProcesses = NonNullable<HardwareSample['top_processes']>;

/** As many as the sample holds. */
const MOST = 5;
/** A machine with more processes than this is looked at in part; reading them all would cost too much. */
const MOST_READ = 4096;

/** Asks which processes keep the most cores busy. Only names of programs: arguments hold secrets. */
export function processReader(
  platform: NodeJS.Platform,
): (nowSeconds: number) => Promise<Answer<TopProcesses>> {
  const read = READERS[platform];
  let before:
    | { readonly processes: readonly ProcessTimes[]; readonly atSeconds: number }
    | undefined;
  return async (nowSeconds) => {
    if (read === undefined)
      return { kind: 'none', reason: 'processes are listed on macOS and Linux only' };
    const after = await read();
    const earlier = before;
    before = { processes: after, atSeconds: nowSeconds };
    if (earlier === undefined)
      return { kind: 'none', reason: 'not yet: shares of processes need two readings' };
    const found = busiest({
      before: earlier.processes,
      after,
      seconds: nowSeconds - earlier.atSeconds,
      most: MOST,
    });
    return { kind: 'value', value: await Promise.all(found.map(withMemory)) };
  };
}

const READERS: Partial<Record<NodeJS.Platform, () => Promise<readonly ProcessTimes[]>>> = {
  darwin: readProcesses,
  linux: fromKernel,
};

/** One after another: a machine full of processes must not have as many files open at once. */
async function fromKernel(): Promise<readonly ProcessTimes[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found: ProcessTimes[] = [];
  for (const id of ids.slice(0, MOST_READ)) {
    const times = processTimes(await readOrEmpty(`/proc/${id}/stat`));
    if (times !== undefined) found.push(times);
  }
  return found;
}

/** Linux tells the memory of a process in a file of its own, which is read for the few that are shown. */
async function withMemory(process: ProcessTimes & { readonly coresUsed: number }) {
  return knownFields({
    name: process.name,
    cpu_cores_used: process.coresUsed,
    memory_bytes:
      process.residentBytes ?? residentBytes(await readOrEmpty(`/proc/${process.pid}/status`)),
  });
}

/** A process may end between being listed and being read. */
function readOrEmpty(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
