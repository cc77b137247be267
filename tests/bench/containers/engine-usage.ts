import { readdir, readFile } from 'node:fs/promises';
import { usageOf } from '../process-usage.ts';

/** The processes of an engine; those inside its containers are nobody's cost of watching. */
const PROGRAMS = ['dockerd', 'containerd', 'containerd-shim'];

/**
 * CPU seconds that an engine has used so far: the daemon, its containerd, every shim, and the
 * children of theirs that ended. They are told from those of other engines by their folder.
 */
export async function engineCpuSeconds(folder: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const used = await Promise.all(pids.map((pid) => cpuSecondsOf(pid, folder).catch(() => 0)));
  return used.reduce((sum, seconds) => sum + seconds, 0);
}

async function cpuSecondsOf(pid: string, folder: string): Promise<number> {
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8');
  if (!PROGRAMS.includes((await read('comm')).trim())) return 0;
  if (!(await read('cmdline')).includes(folder)) return 0;
  const { cpuSeconds, childrenCpuSeconds } = await usageOf(Number(pid));
  return cpuSeconds + childrenCpuSeconds;
}
