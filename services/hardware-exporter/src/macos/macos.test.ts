import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { eventually } from '@m4max/test-kit';
import type { Reading } from '../reading/reading.ts';
import type { MacosTools } from './macos.ts';
import { macosTools } from './macos.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const usualPath = process.env['PATH'];
let folder: string;
let subject: MacosTools | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macos-'));
  process.env['PATH'] = folder;
});
afterEach(async () => {
  await subject?.stop();
  process.env['PATH'] = usualPath;
  rmSync(folder, { recursive: true, force: true });
});

/** A shell script in the place of a tool; each call leaves its command line. */
function standIn(name: string, script: string): void {
  writeFileSync(
    join(folder, name),
    `#!/bin/sh\necho "${name} $*" >> "${folder}/${name}.calls"\n${script}\n`,
  );
  chmodSync(join(folder, name), 0o755);
}

function callsOf(name: string): readonly string[] {
  const path = join(folder, `${name}.calls`);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}

const VM_STAT = `printf 'Mach Virtual Memory Statistics: (page size of 4096 bytes)
Anonymous pages: 10.
Pages purgeable: 2.
Pages wired down: 3.
Pages occupied by compressor: 4.
'`;
const SYSCTL = `printf 'hw.memsize: 65536
hw.model: Mac16,5
hw.perflevel0.name: Performance
hw.perflevel0.physicalcpu: 12
vm.loadavg: { 1.50 1.00 0.50 }
kern.memorystatus_vm_pressure_level: 1
'`;
const IOREG = `printf '+-o AGX  <class AGX>
    {
      "PerformanceStatistics" = {"Device Utilization %%"=50}
    }
'`;
const PMSET = `echo 'Note: No thermal warning level has been recorded'`;
const PROFILER = `echo '{"SPDisplaysDataType": [{"sppci_model": "Apple M4 Max", "sppci_cores": "40"}]}'`;

function allTools(): void {
  standIn('vm_stat', VM_STAT);
  standIn('sysctl', SYSCTL);
  standIn('ioreg', IOREG);
  standIn('pmset', PMSET);
  standIn('system_profiler', PROFILER);
}

async function started(wantsGpu = false): Promise<MacosTools> {
  subject = macosTools({ intervalSeconds: 1, wantsGpu: () => wantsGpu });
  await subject.start();
  return subject;
}

/** The first reading that has what is looked for, while the rounds go on. */
function readingWith(tools: MacosTools, what: string, has: (reading: Reading) => boolean) {
  return eventually(
    what,
    () => {
      void tools.refresh();
      const reading = tools.reading();
      return 'why' in reading || !has(reading) ? undefined : reading;
    },
    { seconds: 40 },
  );
}

function reasonsOf(reading: Reading): ReadonlyMap<string, string> {
  return new Map(reading.missing.map(({ field, reason }) => [field, reason]));
}

it('puts together what the tools say', async () => {
  allTools();
  const tools = await started();
  const reading = await readingWith(
    tools,
    'all answers',
    ({ chip, model, parts, missing }) =>
      chip.gpu_cores !== undefined &&
      model !== undefined &&
      parts.memory?.used_bytes !== undefined &&
      missing.some(({ field, reason }) => field === 'thermal' && reason.includes('on record')),
  );
  expect(reading).toMatchObject({
    model: 'Mac16,5',
    chip: { name: 'Apple M4 Max', p_cores: 12, gpu_cores: 40, memory_bytes: 65_536 },
    parts: {
      cpu: { load1: 1.5 },
      memory: {
        total_bytes: 65_536,
        used_bytes: 15 * 4096,
        wired_bytes: 3 * 4096,
        compressed_bytes: 4 * 4096,
        pressure: 'normal',
      },
    },
  });
  expect(reading.parts.gpu).toBeUndefined();
  expect(reasonsOf(reading).get('memory.free_ratio')).toBe(
    'sysctl of this Mac does not know kern.memorystatus_level',
  );
});

it('starts no more processes than it needs', async () => {
  allTools();
  const tools = await started();
  await readingWith(tools, 'the profile', ({ chip }) => chip.gpu_cores !== undefined);
  for (let round = 0; round < 50; round += 1) void tools.refresh();
  await eventually('a second look', () => {
    void tools.refresh();
    return callsOf('vm_stat').length > 1;
  });
  expect(callsOf('pmset')).toEqual(['pmset -g therm']);
  expect(callsOf('system_profiler')).toEqual(['system_profiler -json SPDisplaysDataType']);
  expect(callsOf('ioreg')).toEqual([]);
  expect(callsOf('sysctl')[0]).toContain(
    'hw.memsize vm.swapusage kern.memorystatus_vm_pressure_level',
  );
});

it('keeps what sysctl knows when it does not know all', async () => {
  standIn('sysctl', `${SYSCTL}; echo "sysctl: unknown oid 'vm.swapusage'" >&2; exit 1`);
  const tools = await started();
  const reading = await readingWith(tools, 'the size', ({ model }) => model !== undefined);
  expect(reading.parts.memory).toEqual({ total_bytes: 65_536, pressure: 'normal' });
  expect(reasonsOf(reading).get('memory.swap_used_bytes')).toContain('vm.swapusage');
});

it('misses only the fields of the tools that fail', async () => {
  allTools();
  standIn('vm_stat', 'echo "vm_stat: host_statistics failed" >&2; exit 1');
  standIn('pmset', 'echo nonsense');
  rmSync(join(folder, 'system_profiler'));
  const tools = await started();
  const reading = await readingWith(tools, 'the rest', ({ model }) => model !== undefined);
  const reasons = reasonsOf(reading);
  expect(reasons.get('memory.used_bytes')).toBe(
    'vm_stat ended with 1: vm_stat: host_statistics failed',
  );
  expect(reasons.get('thermal')).toBe('pmset printed nothing that is known of it');
  expect(reasons.get('chip.gpu_cores')).toContain('there is no system_profiler on PATH');
});

it('reads the GPU while it is wanted, and waits for enough moments to make a mean of', async () => {
  allTools();
  const tools = await started(true);
  const saysSoFar = (reads: number) => (reading: Reading) =>
    reasonsOf(reading).get('gpu.active_ratio')?.includes(`(${reads} so far)`) ?? false;
  await readingWith(tools, 'a first read', saysSoFar(1));
  const reading = await readingWith(tools, 'a second read', saysSoFar(2));
  expect(reading.parts.gpu).toBeUndefined();
  expect(callsOf('ioreg')[0]).toBe('ioreg -r -d 1 -w 0 -c IOAccelerator');
});

it('says why when no tool is there', async () => {
  const tools = await started();
  await eventually('a reason', () => {
    const reading = tools.reading();
    return 'why' in reading && reading.why.includes('there is no vm_stat on PATH');
  });
});

it('says why when only the profile is known, which tells nothing of now', async () => {
  standIn('system_profiler', PROFILER);
  const tools = await started();
  await eventually('the profile', () => callsOf('system_profiler')[0]);
  expect(tools.reading()).toEqual({ why: expect.stringContaining('there is no vm_stat on PATH') });
});

it('waits neither at its start nor at its end for a tool that hangs', async () => {
  allTools();
  standIn('system_profiler', `echo $$ > "${folder}/pid"; exec /bin/sleep 600`);
  const tools = await started();
  const pid = await eventually('the process', () => {
    const path = join(folder, 'pid');
    return existsSync(path) ? Number(readFileSync(path, 'utf8')) || undefined : undefined;
  });
  await tools.stop();
  await eventually('its end', () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
});
