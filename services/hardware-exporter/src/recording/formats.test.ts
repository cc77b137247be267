import { expect, it } from '@jest/globals';
import { plist } from '../reading/fixtures/reading-of.ts';
import type { Read, Reading } from '../reading/reading.ts';
import { formatNamed } from './formats.ts';

const MACMON = (second: number) =>
  JSON.stringify({
    timestamp: `2026-02-24T20:38:${String(second).padStart(2, '0')}.500+00:00`,
    cpu_power: 2,
    all_power: 2.5,
  });
const MACTOP = (second: number) =>
  JSON.stringify({
    timestamp: `2026-06-09T07:41:5${second}-05:00`,
    soc_metrics: { cpu_power: 3 },
  });

/** Everything that a recording yields, given in chunks of some bytes. */
function readAll(name: string, text: string, chunkBytes: number): readonly Read[] {
  const format = formatNamed(name);
  if (typeof format === 'string') throw new Error(format);
  const splitter = format.split();
  const reader = format.reader();
  const bytes = Buffer.from(text);
  const documents: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    documents.push(...splitter.push(bytes.subarray(at, at + chunkBytes)).documents);
  const rest = splitter.rest();
  return (rest === undefined ? documents : [...documents, rest]).map(reader);
}

function readings(reads: readonly Read[]): readonly Reading[] {
  return reads.flatMap((read) => (read.kind === 'reading' ? [read.reading] : []));
}

it.each([
  { format: 'powermetrics', text: `${plist}\0${plist}`, joules: [4.2, 4.2] },
  {
    format: 'powermetrics',
    text: 'Machine model: Mac16,5\n*** Sampled system activity (x) (2000ms elapsed) ***\nCPU Power: 500 mW\n',
    joules: [1],
  },
  { format: 'macmon', text: `${MACMON(1)}\n${MACMON(3)}\n${MACMON(2)}\n`, joules: [undefined, 4] },
  { format: 'mactop', text: `[${MACTOP(3)}\n,${MACTOP(4)}\n]`, joules: [undefined, 3] },
])('reads a recording of $format, wherever the chunks end', ({ format, text, joules }) => {
  for (const chunkBytes of [1, 100, text.length])
    expect(
      readings(readAll(format, text, chunkBytes))
        .slice(0, joules.length)
        .map((reading) => reading.joules.cpu),
    ).toEqual(joules);
});

it('knows no length of a window where the clock went back', () => {
  const [, , third] = readings(readAll('macmon', `${MACMON(1)}${MACMON(3)}${MACMON(2)}`, 100));
  expect(third?.windowSeconds).toBeUndefined();
});

it('reads outputs of several tools of macOS as one', () => {
  const text = `vm.swapusage: total = 6144.00M  used = 1024.00M  free = 5120.00M  (encrypted)
Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages wired down: 10.
`;
  const [reading] = readings(readAll('macos', text, 7));
  expect(reading?.parts.memory).toMatchObject({
    swap_used_bytes: 1024 * 1024 * 1024,
    wired_bytes: 163_840,
  });
});

it.each([
  { format: 'powermetrics', text: 'Hello', fault: 'unrecognised' },
  { format: 'macmon', text: '{"weather": "fine"}', fault: 'unrecognised' },
  { format: 'macmon', text: '{"cpu_power": }', fault: 'malformed' },
  { format: 'mactop', text: MACMON(1), fault: 'unrecognised' },
  { format: 'macos', text: 'Hello', fault: 'unrecognised' },
])('says what is wrong with $text as $format', ({ format, text, fault }) => {
  expect(readAll(format, text, 100)).toMatchObject([{ kind: 'fault', fault }]);
});

it('names the formats there are', () => {
  expect(formatNamed('htop')).toBe(
    'cannot read the format htop: there are powermetrics, macmon, mactop, macos',
  );
});
