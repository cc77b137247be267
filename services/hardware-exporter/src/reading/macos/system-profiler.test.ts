import { expect, it } from '@jest/globals';
import { fromSystemProfiler } from './system-profiler.ts';

function hardware(fields: object): string {
  return JSON.stringify({ SPHardwareDataType: [{ _name: 'hardware_overview', ...fields }] });
}

function displays(...entries: readonly object[]): string {
  return JSON.stringify({ SPDisplaysDataType: entries }, undefined, 2);
}

it('knows a Mac without its serial number', () => {
  const reading = fromSystemProfiler(
    hardware({
      chip_type: 'Apple M4 Max',
      machine_model: 'Mac16,5',
      number_processors: 'proc 16:12:4',
      physical_memory: '48 GB',
      serial_number: 'XSERIALX',
      platform_UUID: '11111111-2222-3333-4444-555555555555',
    }),
  );
  expect(reading).toEqual({
    model: 'Mac16,5',
    chip: { name: 'Apple M4 Max', p_cores: 12, e_cores: 4, memory_bytes: 51_539_607_552 },
    parts: { memory: { total_bytes: 51_539_607_552 } },
    joules: {},
    missing: [],
  });
});

it.each([
  { processors: 'proc 16:12:4:0', chip: { p_cores: 12, e_cores: 4 } },
  { processors: 'proc 18:6:0:12', chip: {} },
  { processors: 'proc 16:12:2', chip: {} },
  { processors: '4', chip: {} },
  { processors: 4, chip: {} },
  { processors: undefined, chip: {} },
])('of the processors $processors it takes $chip', ({ processors, chip }) => {
  const reading = fromSystemProfiler(hardware({ number_processors: processors }));
  expect(reading?.chip).toEqual(chip);
  expect(reading?.missing).toHaveLength('p_cores' in chip ? 0 : 2);
});

it.each([
  { memory: '1 TB', bytes: 2 ** 40 },
  { memory: '36 GB', bytes: 36 * 2 ** 30 },
  { memory: '512 MB', bytes: 2 ** 29 },
  { memory: '36 PB', bytes: undefined },
  { memory: 'much', bytes: undefined },
])('takes $memory for $bytes bytes', ({ memory, bytes }) => {
  expect(fromSystemProfiler(hardware({ physical_memory: memory }))?.chip.memory_bytes).toBe(bytes);
});

it('counts the cores of the GPU that is part of the chip', () => {
  const reading = fromSystemProfiler(
    displays(
      { sppci_model: 'Some Card', sppci_cores: '99' },
      { sppci_model: 'Apple M4 Max', sppci_cores: '40' },
    ),
  );
  expect(reading).toMatchObject({ chip: { name: 'Apple M4 Max', gpu_cores: 40 }, missing: [] });
});

it('says when the cores of the GPU are not there', () => {
  const reading = fromSystemProfiler(displays({ sppci_model: 'Apple M4' }));
  expect(reading?.missing.map(({ field }) => field)).toEqual(['chip.gpu_cores']);
});

it('reads documents after each other, and past one that is cut off', () => {
  const texts = [
    displays({ sppci_model: 'Apple M4', sppci_cores: '10' }),
    '{\n  "SPHardwareDataType" : [',
    hardware({ machine_model: 'Mac16,1' }),
    'mac ~ %',
  ];
  expect(fromSystemProfiler(texts.join('\n'))).toMatchObject({
    model: 'Mac16,1',
    chip: { gpu_cores: 10 },
  });
});

it.each(['', '{', '{}', '[]', '{"SPHardwareDataType": 5}', '{"a": 1}', '{\n{\n{\n'])(
  'finds nothing in %j',
  (text) => {
    expect(fromSystemProfiler(text)).toBeUndefined();
  },
);
