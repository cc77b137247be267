import type { PowerSample } from './powermetrics-sample.ts';
import { array, dict, integer, real, text } from './powermetrics-values.ts';
import type { Board } from './simulated-mac-board.ts';
import { boardOf } from './simulated-mac-board.ts';

/** What of a plist comes before the processor: who was active, and what came and went. */
export function activityEntries(sample: PowerSample): Readonly<Record<string, string>> {
  const { moment, elapsedNs, samplers, byCoalition } = sample;
  const board = boardOf(moment);
  const seconds = elapsedNs / 1e9;
  const has = (sampler: string) => samplers.has(sampler);
  const tasks = has('tasks') ? tasksOf(board, sample) : [];
  const totals = totalOf(board, sample);
  return {
    ...(has('tasks')
      ? {
          [byCoalition ? 'coalitions' : 'tasks']: array(byCoalition ? [coalition(tasks)] : tasks),
          all_tasks: totals,
        }
      : {}),
    ...(has('battery') ? { battery: dict({ percent_charge: integer(board.batteryPercent) }) } : {}),
    ...(has('network') ? { network: networkOf(board.network, seconds) } : {}),
    ...(has('disk') ? { disk: diskOf(board.disk, seconds) } : {}),
    ...(has('interrupts') ? { interrupts: interruptsOf(board.interruptsPerSecond, seconds) } : {}),
  };
}

function tasksOf({ processes }: Board, sample: PowerSample): readonly string[] {
  return processes.map((process) => task(process, sample));
}

function totalOf({ processes }: Board, sample: PowerSample): string {
  const cores = processes.reduce((sum, process) => sum + process.cores, 0);
  return task({ pid: -2, name: 'ALL_TASKS', cores, userRatio: 0.7 }, sample);
}

function task(
  { pid, name, cores, userRatio }: Board['processes'][number],
  { elapsedNs, energyByProcess }: PowerSample,
): string {
  const seconds = elapsedNs / 1e9;
  const counted = (key: string, perSecond: number) => ({
    [key]: integer(perSecond * seconds),
    [`${key}_per_s`]: real(perSecond),
  });
  return dict({
    pid: integer(pid),
    name: text(name),
    started_abstime_ns: integer(0),
    interval_ns: integer(elapsedNs),
    cputime_ns: integer(cores * elapsedNs),
    cputime_ms_per_s: real(cores * 1000),
    cputime_userland_ratio: real(userRatio),
    ...counted('intr_wakeups', 40 * cores),
    ...counted('idle_wakeups', 4 * cores),
    ...(energyByProcess
      ? { energy_impact: real(90 * cores * seconds), energy_impact_per_s: real(90 * cores) }
      : {}),
  });
}

function coalition(tasks: readonly string[]): string {
  return dict({
    id: integer(1000),
    name: text('com.example.trading & charts'),
    tasks: array(tasks),
  });
}

function networkOf({ in: received, out: sent }: Board['network'], seconds: number): string {
  return dict({
    opackets: integer(sent.packets * seconds),
    opacket_rate: real(sent.packets),
    ipackets: integer(received.packets * seconds),
    ipacket_rate: real(received.packets),
    obytes: integer(sent.bytes * seconds),
    obyte_rate: real(sent.bytes),
    ibytes: integer(received.bytes * seconds),
    ibyte_rate: real(received.bytes),
  });
}

function diskOf({ in: read, out: written }: Board['disk'], seconds: number): string {
  return dict({
    rops_diff: integer(read.operations * seconds),
    rops_per_s: real(read.operations),
    wops_diff: integer(written.operations * seconds),
    wops_per_s: real(written.operations),
    rbytes_diff: integer(read.bytes * seconds),
    rbytes_per_s: real(read.bytes),
    wbytes_diff: integer(written.bytes * seconds),
    wbytes_per_s: real(written.bytes),
  });
}

function interruptsOf(perSecond: readonly number[], seconds: number): string {
  const source = (name: string, rate: number) =>
    dict({ name: text(name), events: integer(rate * seconds), events_per_s: real(rate) });
  return array(
    perSecond.map((rate, cpu) =>
      dict({
        cpu: integer(cpu),
        interrupts: array([
          source('IRQ', rate),
          source('IPI', 0.7 * rate),
          source('TIMER', 0.3 * rate),
        ]),
      }),
    ),
  );
}
