import { expect, it } from '@jest/globals';
import { Container } from '@m4max/contracts';
import { runningContainer } from '../fixtures/running-container.ts';
import type { CgroupFiles } from './cgroup.ts';
import { withCgroup } from './cgroup.ts';

const plain = runningContainer();

/** The part that was added, checked against the contract. */
function added(files: CgroupFiles, over: Partial<Container> = {}) {
  const { pressure, memory, block_io } = Container.parse(withCgroup({ ...plain, ...over }, files));
  return { pressure, memory, block_io };
}

/** Recorded of kernel 6.18 beside a busy container; its processor was short for 1.582726 s. */
const cpuPressure = `some avg10=9.05 avg60=1.63 avg300=0.34 total=1582726
full avg10=9.05 avg60=1.63 avg300=0.34 total=1576759
`;
const memoryEvents = `low 0
high 3
max 41
oom 2
oom_kill 1
oom_group_kill 0
sock_throttled 0
`;
const ioStat = `8:0 rbytes=90112 wbytes=4096 rios=7 wios=1 dbytes=0 dios=0
253:0 rbytes=1024 wbytes=0 rios=2 wios=0 dbytes=0 dios=0 cost.usage=17
`;

it('reads microseconds of pressure as seconds: some is waiting, full is stalled', () => {
  const none =
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n';
  const files = { 'cpu.pressure': cpuPressure, 'memory.pressure': none, 'io.pressure': none };
  const zero = { waiting_seconds_total: 0, stalled_seconds_total: 0 };
  expect(added(files).pressure).toEqual({
    cpu: { waiting_seconds_total: 1.582726, stalled_seconds_total: 1.576759 },
    memory: zero,
    io: zero,
  });
});

it.each([
  {
    title: 'a kernel before 5.13 gives no full for the processor',
    text: 'some avg10=0.00 avg60=0.00 avg300=0.00 total=250000\n',
    expected: { waiting_seconds_total: 0.25 },
  },
  {
    title: 'a hundred years',
    text: 'some avg10=100.00 avg60=100.00 avg300=100.00 total=3155760000000000\n',
    expected: { waiting_seconds_total: 3_155_760_000 },
  },
  { title: 'an empty file', text: '', expected: undefined },
  { title: 'half a line', text: 'some avg10=0.00 avg6', expected: undefined },
  { title: 'a total that is no number', text: 'some avg10=0.00 total=-1\n', expected: undefined },
  { title: 'another file', text: '42\n', expected: undefined },
])('pressure: $title', ({ text, expected }) => {
  expect(added({ 'cpu.pressure': text }).pressure?.cpu).toEqual(expected);
});

it('reads the events of memory, and leaves newer kinds', () => {
  expect(added({ 'memory.events': memoryEvents }).memory).toEqual({
    events: { low: 0, high: 3, max: 41, oom: 2, oom_kill: 1 },
  });
});

it.each([
  {
    title: 'a kernel before 4.19 has no oom_kill',
    text: 'low 0\nhigh 0\nmax 5\noom 1\n',
    events: { low: 0, high: 0, max: 5, oom: 1 },
  },
  { title: 'an empty file', text: '', events: undefined },
  { title: 'counts that are none', text: 'low max\nhigh -1\n', events: undefined },
])('memory events: $title', ({ text, events }) => {
  expect(added({ 'memory.events': text }).memory?.events).toEqual(events);
});

it('adds swap and the most memory used to what the engine tells', () => {
  const files = { 'memory.swap.current': '1048576\n', 'memory.peak': '900\n' };
  expect(added(files, { memory: { usage_bytes: 600 } }).memory).toEqual({
    usage_bytes: 600,
    swap_bytes: 1_048_576,
    max_usage_bytes: 900,
  });
  expect(added(files, { memory: { max_usage_bytes: 700 } }).memory?.max_usage_bytes).toBe(700);
});

it.each([{ text: 'max\n' }, { text: '' }, { text: '1 2\n' }, { text: 'some avg10=0.00' }])(
  'bytes: nothing for $text',
  ({ text }) => {
    expect(added({ 'memory.swap.current': text }).memory).toBeUndefined();
  },
);

it.each([
  {
    title: 'two devices',
    text: ioStat,
    expected: {
      read_bytes_total: 91_136,
      write_bytes_total: 4096,
      read_operations_total: 9,
      write_operations_total: 1,
    },
  },
  {
    title: 'a device without figures, alone and before another on its line',
    text: '8:16\n253:0 8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0\n',
    expected: {
      read_bytes_total: 10,
      write_bytes_total: 20,
      read_operations_total: 1,
      write_operations_total: 2,
    },
  },
  {
    title: 'nothing was read or written',
    text: '',
    expected: {
      read_bytes_total: 0,
      write_bytes_total: 0,
      read_operations_total: 0,
      write_operations_total: 0,
    },
  },
])('io.stat: $title', ({ text, expected }) => {
  expect(added({ 'io.stat': text }).block_io).toEqual(expected);
});

it("keeps the engine's bytes, of which its rates were made, and adds the operations", () => {
  const block_io = { read_bytes_total: 90_000, write_bytes_total: 4000, read_bytes_per_second: 5 };
  expect(added({ 'io.stat': ioStat }, { block_io }).block_io).toEqual({
    ...block_io,
    read_operations_total: 9,
    write_operations_total: 1,
  });
});

it('adds nothing where no file could be read', () => {
  expect(withCgroup(plain, {})).toEqual(plain);
});

it('does not count an OOM kill twice: the events of the engine stay as they are', () => {
  expect(withCgroup(plain, { 'memory.events': memoryEvents }).oom_events).toBe(0);
});
