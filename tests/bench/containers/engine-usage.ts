import { readdir, readFile } from 'node:fs/promises';

/** The clock of /proc, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

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
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  if (!PROGRAMS.includes(name)) return 0;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  if (!command.includes(folder)) return 0;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}
