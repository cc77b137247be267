import { fromIoreg, IOREG_HEAD } from './macos/ioreg.ts';
import { fromMemoryPressure, MEMORY_PRESSURE_HEAD } from './macos/memory-pressure.ts';
import { mergeReadings } from './macos/merge-readings.ts';
import { fromPmset, PMSET_HEAD } from './macos/pmset.ts';
import { fromSysctl, isSysctlLine } from './macos/sysctl.ts';
import { fromSystemProfiler, SYSTEM_PROFILER_HEAD } from './macos/system-profiler.ts';
import { fromVmStat, VM_STAT_HEAD } from './macos/vm-stat.ts';
import type { Reading } from './reading.ts';

type Tool = {
  /** Whether a line can only stand in this tool's output, so that everything after it is the tool's. */
  readonly begins: (line: string) => boolean;
  readonly read: (text: string) => Reading | undefined;
};

const TOOLS: readonly Tool[] = [
  { begins: (line) => VM_STAT_HEAD.test(line), read: fromVmStat },
  { begins: (line) => MEMORY_PRESSURE_HEAD.test(line), read: fromMemoryPressure },
  { begins: (line) => IOREG_HEAD.test(line), read: fromIoreg },
  { begins: (line) => SYSTEM_PROFILER_HEAD.test(line), read: fromSystemProfiler },
  { begins: (line) => PMSET_HEAD.test(line), read: fromPmset },
  { begins: isSysctlLine, read: (text) => fromSysctl(text) },
];

/**
 * Outputs of macOS' own tools, one or several after each other, known by what they say. `undefined`
 * when there is nothing of them in the text.
 */
export function fromMacos(text: string): Reading | undefined {
  const readings = outputsOf(text).flatMap(({ tool, lines }) => tool.read(lines.join('\n')) ?? []);
  return readings.length === 0 ? undefined : mergeReadings(readings);
}

type Output = { readonly tool: Tool; readonly lines: string[] };

function outputsOf(text: string): readonly Output[] {
  const outputs: Output[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const last = outputs.at(-1);
    const tool = TOOLS.find(({ begins }) => begins(line));
    if (tool !== undefined && tool !== last?.tool) outputs.push({ tool, lines: [line] });
    else last?.lines.push(line);
  }
  return outputs;
}
