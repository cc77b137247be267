import { readdir, readFile } from 'node:fs/promises';
import type { HardwareSample } from '@m4max/contracts';
import { processes } from 'systeminformation';
import type { ProcessTimes } from '../counters/process-times.ts';
import { busiest, processTimes, residentBytes } from '../counters/process-times.ts';
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
  if (platform !== 'linux') return async () => ({ kind: 'value', value: await fromLibrary() });
  let before:
    | { readonly processes: readonly ProcessTimes[]; readonly atSeconds: number }
    | undefined;
  return async (nowSeconds) => {
    const after = await fromKernel();
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

async function withMemory(process: ProcessTimes & { readonly coresUsed: number }) {
  return knownFields({
    name: process.name,
    cpu_cores_used: process.coresUsed,
    memory_bytes: residentBytes(await readOrEmpty(`/proc/${process.pid}/status`)),
  });
}

/** A process may end between being listed and being read. */
function readOrEmpty(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** `ps` of a Mac gives a mean over the last minute, in hundredths of a core. */
async function fromLibrary(): Promise<TopProcesses> {
  const { list } = await processes();
  return list
    .filter(({ name, cpu }) => name !== '' && cpu > 0)
    .sort((left, right) => right.cpu - left.cpu)
    .slice(0, MOST)
    .map(({ name, cpu, memRss }) => ({
      name,
      cpu_cores_used: cpu / 100,
      memory_bytes: memRss * 1024,
    }));
}
