import { expect, it } from '@jest/globals';
import { fromSysctl, isSysctlLine, SYSCTL_NAMES } from './sysctl.ts';

it.each([
  {
    line: 'hw.memsize: 137438953472',
    read: {
      chip: { memory_bytes: 137_438_953_472 },
      parts: { memory: { total_bytes: 137_438_953_472 } },
    },
  },
  { line: 'hw.model: Mac16,5', read: { model: 'Mac16,5' } },
  { line: 'Mac16,5', read: { model: 'Mac16,5' } },
  { line: 'kern.osversion: 25B78', read: { osBuild: '25B78' } },
  { line: 'machdep.cpu.brand_string: Apple M4 Max', read: { chip: { name: 'Apple M4 Max' } } },
  { line: 'Apple M4 Max', read: { chip: { name: 'Apple M4 Max' } } },
  {
    line: 'vm.swapusage: total = 6144.00M  used = 1024.00M  free = 5120.00M  (encrypted)',
    read: {
      parts: { memory: { swap_total_bytes: 6_442_450_944, swap_used_bytes: 1_073_741_824 } },
    },
  },
  {
    line: 'total = 2,00G  used = 512,00K  free = 1,99G',
    read: { parts: { memory: { swap_total_bytes: 2_147_483_648, swap_used_bytes: 524_288 } } },
  },
  { line: 'vm.loadavg: { 2.78 3.45 3.39 }', read: { parts: { cpu: { load1: 2.78 } } } },
  { line: '{ 2,78 3,45 3,39 }', read: { parts: { cpu: { load1: 2.78 } } } },
  {
    line: 'kern.memorystatus_vm_pressure_level: 1',
    read: { parts: { memory: { pressure: 'normal' } } },
  },
  {
    line: 'kern.memorystatus_vm_pressure_level: 2',
    read: { parts: { memory: { pressure: 'warning' } } },
  },
  {
    line: 'kern.memorystatus_vm_pressure_level: 4',
    read: { parts: { memory: { pressure: 'critical' } } },
  },
  { line: 'kern.memorystatus_level=35', read: { parts: { memory: { free_ratio: 0.35 } } } },
])('reads $line', ({ line, read }) => {
  expect(isSysctlLine(line)).toBe(true);
  expect(fromSysctl(`${line}\n`)).toMatchObject({ ...read, missing: [] });
});

it.each([
  { line: 'kern.memorystatus_vm_pressure_level: 3', fields: ['memory.pressure'] },
  { line: 'kern.memorystatus_vm_pressure_level: constructor', fields: ['memory.pressure'] },
  { line: 'kern.memorystatus_level: 101', fields: ['memory.free_ratio'] },
  { line: 'hw.memsize: 18446744073709551615', fields: ['memory.total_bytes', 'chip.memory_bytes'] },
  { line: 'vm.loadavg: { nan 1 1 }', fields: ['cpu.load1'] },
  {
    line: 'vm.swapusage: off',
    fields: ['memory.swap_total_bytes', 'memory.swap_used_bytes'],
  },
  { line: 'machdep.cpu.brand_string:', fields: ['chip.name'] },
  {
    line: '{ sec = 1784098183, usec = 710968 } Wed Jul 15 14:49:43 2026',
    fields: ['kern.boottime'],
  },
])('says that $line gives nothing', ({ line, fields }) => {
  const reading = fromSysctl(line);
  expect(reading).toMatchObject({ chip: {}, parts: {} });
  expect(reading?.missing.map(({ field }) => field)).toEqual(fields);
});

it('lets the last of repeated names count, whatever else sysctl lists', () => {
  const reading = fromSysctl(
    'hw.ncpu: 16\r\nkern.memorystatus_level: 10\r\nhw.osenvironment: \r\nkern.memorystatus_level: 20\r\n',
  );
  expect(reading?.parts).toEqual({ memory: { free_ratio: 0.2 } });
});

it('names the fields whose names this macOS does not know', () => {
  const reading = fromSysctl('hw.memsize: 4096\nhw.perflevel0.physicalcpu: 4\n', SYSCTL_NAMES);
  const missing = new Map(reading?.missing.map(({ field, reason }) => [field, reason]));
  expect(missing.get('memory.pressure')).toBe(
    'sysctl of this Mac does not know kern.memorystatus_vm_pressure_level',
  );
  expect(missing.has('memory.total_bytes')).toBe(false);
  expect(missing.has('chip.p_cores')).toBe(true);
});

it.each(['', 'hw.ncpu: 16', 'hw.toString: 1', 'sysctl: unknown oid', '{"a": 1}', 'total = 1'])(
  'finds nothing in %j',
  (text) => {
    expect(fromSysctl(text)).toBeUndefined();
  },
);
