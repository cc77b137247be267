import type { PowerSample } from './powermetrics-sample.ts';
import { downRatio, energyOf, pressureOf } from './powermetrics-sample.ts';
import type { Cluster, Unit } from './simulated-mac.ts';
import { clockOf } from './simulated-mac.ts';
import type { Board } from './simulated-mac-board.ts';
import { boardOf } from './simulated-mac-board.ts';

/** What stands once above all samples of a text. */
export function textHead({ osBuild, bootedAt }: Pick<PowerSample, 'osBuild' | 'bootedAt'>): string {
  return [
    'Machine model: Mac16,5',
    `OS version: ${osBuild}`,
    'Boot arguments: ',
    `Boot time: ${asctime(bootedAt)}`,
    '',
    '',
  ].join('\n');
}

/** Writes a sample as `-f text` does on an M4 Max: labels, widths, and two digits of a share. */
export function powermetricsText(sample: PowerSample): string {
  const { at, elapsedNs, samplers, moment } = sample;
  const board = boardOf(moment);
  const zone = `${asctime(at)} +0000`;
  const sections: Readonly<Record<string, () => readonly string[]>> = {
    tasks: () => ['*** Running tasks ***', '', ...tasks(board)],
    battery: () => [
      '',
      '',
      '**** Battery and backlight usage ****',
      '',
      `Battery: percent_charge: ${board.batteryPercent}`,
    ],
    network: () => ['', '', '**** Network activity ****', '', ...network(board.network)],
    disk: () => ['', '', '**** Disk activity ****', '', ...disk(board.disk)],
    interrupts: () => ['', '****  Interrupt distribution ****', '', ...interrupts(board), '', ''],
    cpu_power: () => ['', '**** Processor usage ****', '', ...processor(sample)],
    thermal: () => [
      '',
      '',
      '**** Thermal pressure ****',
      '',
      `Current pressure level: ${pressureOf(moment.heat)}`,
    ],
    sfi: () => ['', '', '**** Selective Forced Idle ****', ''],
    gpu_power: () => ['', '**** GPU usage ****', '', ...gpu(sample)],
  };
  const lines = Object.entries(sections).flatMap(([sampler, write]) =>
    samplers.has(sampler) ? write() : [],
  );
  const elapsed = (elapsedNs / 1e6).toFixed(2);
  return `\n\n*** Sampled system activity (${zone}) (${elapsed}ms elapsed) ***\n\n${lines.join('\n')}\n`;
}

function processor(sample: PowerSample): readonly string[] {
  const { clusters } = sample.moment;
  const milliwatts = powerOf(sample);
  return [
    ...clusters.flatMap((cluster) => [...clusterLines(cluster, sample.invalid), '']),
    `CPU Power: ${milliwatts('cpu')} mW`,
    `GPU Power: ${milliwatts('gpu')} mW`,
    `ANE Power: ${milliwatts('ane')} mW`,
    `Combined Power (CPU + GPU + ANE): ${milliwatts('cpu', 'gpu', 'ane')} mW`,
  ];
}

/** The cluster's own line is bogus, as on the real chip: it never idles. */
function clusterLines({ name, tier, cores }: Cluster, invalid: boolean): readonly string[] {
  const clock = cores.reduce((sum, core) => sum + clockOf(core), 0) / cores.length;
  const [first] = cores;
  const states = first?.states.map((state) => ({ ...state, ratio: 1 / first.states.length })) ?? [];
  return [
    ...(name === 'P1-Cluster' ? [] : [`${name} Online: 100%`]),
    `${name} HW active frequency: ${Math.round(invalid ? 0 : clock)} MHz`,
    `${name} HW active residency: ${percent(1)} (${shares(states)})`,
    `${name} idle residency: ${percent(0)}`,
    `${name} down residency: ${percent(0)}`,
    ...cores.flatMap((core) => {
      const down = downRatio(tier, core);
      const active = invalid ? Number.NaN : core.active;
      return [
        `CPU ${core.core} frequency: ${Math.round(invalid ? 0 : clockOf(core))} MHz`,
        `CPU ${core.core} active residency: ${percent(active)} (${shares(core.states)})`,
        `CPU ${core.core} idle residency: ${percent(1 - active - down)}`,
        `CPU ${core.core} down residency: ${percent(down)}`,
      ];
    }),
  ];
}

function gpu(sample: PowerSample): readonly string[] {
  const { gpu: unit } = sample.moment;
  const active = sample.invalid ? Number.NaN : unit.active;
  const named = (prefix: string, ratios: readonly number[]) =>
    ratios.map((ratio, index) => `${prefix}P${index + 1} : ${share(ratio)}`).join(' ');
  const used = unit.states.map(({ ratio }) => ratio);
  const requested = used.map((ratio) => (unit.active === 0 ? 0 : ratio / unit.active));
  return [
    `GPU HW active frequency: ${Math.round(sample.invalid ? 0 : clockOf(unit))} MHz`,
    `GPU HW active residency: ${percent(active)} (${shares(unit.states)})`,
    `GPU SW requested state: (${named('', requested)})`,
    `GPU SW state: (${named('SW_', used)})`,
    `GPU idle residency: ${percent(1 - active)}`,
    `GPU Power: ${powerOf(sample)('gpu')} mW`,
  ];
}

function powerOf(sample: PowerSample) {
  const energy = energyOf(sample);
  return (...parts: readonly (keyof typeof energy)[]) => {
    const millijoules = parts.reduce((sum, part) => sum + energy[part], 0);
    return sample.invalid ? 'nan' : String(Math.round(millijoules / (sample.elapsedNs / 1e9)));
  };
}

const TASK_COLUMNS = [35, 7, 10, 7, 8, 19, 8, 18];

function tasks({ processes }: Board): readonly string[] {
  const cores = processes.reduce((sum, process) => sum + process.cores, 0);
  const all = { pid: -2, name: 'ALL_TASKS', cores, userRatio: 0.7 };
  return [
    'Name                               ID     CPU ms/s  User%  Deadlines (<2 ms, 2-5 ms)  Wakeups (Intr, Pkg idle)',
    ...[...processes, all].map((process) => {
      const { name, pid, userRatio } = process;
      const rates = [40 * process.cores, 2 * process.cores, 60 * process.cores, process.cores];
      const numbers = [process.cores * 1000, userRatio * 100, ...rates];
      const cells = [name, String(pid), ...numbers.map((value) => value.toFixed(2))];
      return cells.map((cell, column) => cell.padEnd(TASK_COLUMNS[column] ?? 0)).join('');
    }),
  ];
}

function network({ in: received, out: sent }: Board['network']): readonly string[] {
  return [
    `out: ${sent.packets.toFixed(2)} packets/s, ${sent.bytes.toFixed(2)} bytes/s`,
    `in:  ${received.packets.toFixed(2)} packets/s, ${received.bytes.toFixed(2)} bytes/s`,
  ];
}

/** Its KByte has 1024 bytes. */
function disk({ in: read, out: written }: Board['disk']): readonly string[] {
  return [
    `read: ${read.operations.toFixed(2)} ops/s ${(read.bytes / 1024).toFixed(2)} KBytes/s`,
    `write: ${written.operations.toFixed(2)} ops/s ${(written.bytes / 1024).toFixed(2)} KBytes/s`,
  ];
}

function interrupts({ interruptsPerSecond }: Board): readonly string[] {
  return interruptsPerSecond.flatMap((rate, cpu) => [
    `CPU ${cpu}:`,
    `\tTotal IRQ: ${rate.toFixed(2)} interrupts/sec`,
    `\t|-> IPI: ${(0.7 * rate).toFixed(2)} interrupts/sec`,
    `\t|-> TIMER: ${(0.3 * rate).toFixed(2)} interrupts/sec`,
  ]);
}

function shares(states: Unit['states']): string {
  return states.map(({ megahertz, ratio }) => `${megahertz} MHz: ${share(ratio)}`).join(' ');
}

/** `100.00%`, `  7.58%`, `   nan%` */
function percent(ratio: number): string {
  return `${(Number.isNaN(ratio) ? 'nan' : (ratio * 100).toFixed(2)).padStart(6)}%`;
}

/** Three characters: `100%`, ` 75%`, `3.5%`, `.29%`, `  0%`. */
function share(ratio: number): string {
  const value = ratio * 100;
  if (value === 0) return '  0%';
  if (value >= 9.95) return `${value.toFixed(0).padStart(3)}%`;
  return `${value >= 0.995 ? value.toFixed(1) : value.toFixed(2).slice(1)}%`;
}

/** `Sat Nov  8 15:54:21 2025`, in UTC. */
function asctime(date: Date): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = date
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}
