import { fromIoreg } from '../reading/macos/ioreg.ts';
import { fromPmset } from '../reading/macos/pmset.ts';
import { fromSysctl, SYSCTL_NAMES } from '../reading/macos/sysctl.ts';
import { fromSystemProfiler } from '../reading/macos/system-profiler.ts';
import { fromVmStat } from '../reading/macos/vm-stat.ts';
import type { Reading } from '../reading/reading.ts';
import type { ToolCommand } from './ask-tool.ts';

export type Tool = ToolCommand & {
  readonly everySeconds: number;
  readonly read: (text: string) => Reading | undefined;
  /** The fields that are missing without its answer. */
  readonly fields: readonly string[];
};

/** They answer in some milliseconds; one that has not after this hangs. */
const TIMEOUT_SECONDS = 5;

/** The tools that are asked, each as seldom as its figures allow: every question starts a process. */
export const tools = {
  vmStat: {
    program: 'vm_stat',
    arguments: [],
    timeoutSeconds: TIMEOUT_SECONDS,
    everySeconds: 2,
    read: fromVmStat,
    fields: ['memory.used_bytes', 'memory.wired_bytes', 'memory.compressed_bytes'],
  },
  sysctl: {
    program: 'sysctl',
    arguments: SYSCTL_NAMES,
    timeoutSeconds: TIMEOUT_SECONDS,
    everySeconds: 2,
    read: (text: string) => fromSysctl(text, SYSCTL_NAMES),
    fields: [
      'memory.total_bytes',
      'memory.swap_total_bytes',
      'memory.swap_used_bytes',
      'memory.pressure',
      'memory.free_ratio',
      'cpu.load1',
    ],
  },
  ioreg: {
    program: 'ioreg',
    arguments: ['-r', '-d', '1', '-w', '0', '-c', 'IOAccelerator'],
    timeoutSeconds: TIMEOUT_SECONDS,
    everySeconds: 1,
    read: fromIoreg,
    fields: ['gpu.active_ratio'],
  },
  pmset: {
    program: 'pmset',
    arguments: ['-g', 'therm'],
    timeoutSeconds: TIMEOUT_SECONDS,
    everySeconds: 30,
    read: fromPmset,
    fields: ['thermal'],
  },
  /** For the cores of the GPU; all else that it tells, sysctl tells sooner. */
  systemProfiler: {
    program: 'system_profiler',
    arguments: ['-json', 'SPDisplaysDataType'],
    timeoutSeconds: 60, // It takes a second, and many of them on a Mac that has just started.
    everySeconds: Number.POSITIVE_INFINITY,
    read: fromSystemProfiler,
    fields: ['chip.gpu_cores'],
  },
} as const satisfies Record<string, Tool>;
