import type { Random } from './seeded-random.ts';

/** Changes a property list in one to three of the ways below; what comes out need not be one. */
export function mutatePlist(
  text: string,
  random: Random,
): { readonly bytes: Buffer; readonly how: string } {
  let bytes: Buffer = Buffer.from(text);
  const how: string[] = [];
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const name = random.pick(random.below(3) > 0 ? STILL_LISTS : NAMES);
    how.push(name);
    bytes = MUTATIONS[name](bytes, random);
  }
  return { bytes, how: how.join(', ') };
}

const NUMBERS = [
  ...['1e308', '1e400', '-1e400', '18446744073709551615', '99999999999999999999', '9e15', '1e15'],
  ...['-1', '-0', '0', '0.0', '1', '1.5', '7', '1.0004', '1.002', '0.999', '1e-400', '5e-324'],
  ...['nan', 'NaN', 'inf', '-inf', 'Infinity', '0x1f', '0b1', '1_000', '1,5', '1.2.3', '1e', '.5'],
  ...['5.', '', ' ', ' 3 ', '+4', '1 2', 'invalid', 'true', '\0', '12\0', '٣', '5%'],
];
const FRAGMENTS = [
  ...[
    '<!--',
    '-->',
    '<!-- -->',
    '<!-->',
    ']]>',
    '<![CDATA[',
    '<![CDATA[1]]>',
    '<?pi x?>',
    '<?',
    '?>',
  ],
  ...[
    '&amp;',
    '&',
    '&#0;',
    '&#xD800;',
    '&#9999999;',
    '&unknown;',
    '<!DOCTYPE x>',
    '<',
    '>',
    '</',
    '/>',
  ],
  ...[
    '<dict>',
    '</dict>',
    '<array>',
    '</array>',
    '<dict/>',
    '<array/>',
    '<true/>',
    '<plist>',
    '</plist>',
  ],
  ...['\n</plist>\n', '</plist>\n', '\n', '\t', '\0', '\0\0', '\ufeff', '<key>', '</key>'],
  ...['<key>invalid</key><true/>', '<key>cpu_power</key><real>5</real>', '<key>a</key>', '7'],
];
const KEYS = [
  'invalid',
  'cpu',
  'freq',
  'used_ratio',
  'idle_ratio',
  'down_ratio',
  'clusters',
  'x',
  '',
];
const DEEP = 100_000;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const MUTATIONS = {
  'cut off': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'without its beginning': (bytes, random) => bytes.subarray(random.below(bytes.length)),
  'with a hole': (bytes, random) => {
    const from = random.below(bytes.length);
    return spliced(bytes, { from, to: from + random.below(200), put: '' });
  },
  'bits flipped': (bytes, random) => {
    const flipped = Buffer.from(bytes);
    for (let count = 1 + random.below(8); count > 0 && flipped.length > 0; count -= 1) {
      const at = random.below(flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
    }
    return flipped;
  },
  'bytes that are no UTF-8': (bytes, random) =>
    inserted(
      bytes,
      random,
      Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80].slice(random.below(7))),
    ),
  'a fragment put in': (bytes, random) =>
    inserted(bytes, random, Buffer.from(random.pick(FRAGMENTS))),
  'a fragment put in at a line': (bytes, random) =>
    onLines(bytes, (lines) => lines.splice(random.below(lines.length), 0, random.pick(FRAGMENTS))),
  'a line taken out': (bytes, random) =>
    onLines(bytes, (lines) => lines.splice(random.below(lines.length), 1)),
  'a line repeated': (bytes, random) =>
    onLines(bytes, (lines) => lines.splice(random.below(lines.length), 0, random.pick(lines))),
  'keys shuffled': (bytes, random) =>
    onLines(bytes, (lines) =>
      swap(lines, random, (line) => /^<key>.*<\/(?:integer|real|string)>$/.test(line)),
    ),
  'values swapped': (bytes, random) =>
    onValues(bytes, (values) => swap(values, random, () => true)),
  'a hostile number': (bytes, random) =>
    onValues(bytes, (values) => {
      values[random.below(values.length)] = random.pick(NUMBERS);
    }),
  'hostile numbers': (bytes, random) =>
    onValues(bytes, (values) => {
      for (let count = 0; count < 10; count += 1)
        values[random.below(values.length)] = random.pick(NUMBERS);
    }),
  'a key renamed': (bytes, random) =>
    replacedOnce(bytes, random, /<key>[^<]*<\/key>/g, () => `<key>${random.pick(KEYS)}</key>`),
  'a type changed': (bytes, random) =>
    replacedOnce(bytes, random, /<(integer|real|string)>([^<]*)<\/\1>/g, (value) => {
      const type = random.pick(['integer', 'real', 'string', 'date', 'data', 'true', 'dict']);
      return `<${type}>${value.replace(/<[^>]*>/g, '')}</${type}>`;
    }),
  'endless depth': (bytes, random) =>
    random.below(50) > 0
      ? bytes // Seldom: each is a megabyte.
      : onLines(bytes, (lines) =>
          lines.splice(
            random.below(lines.length),
            0,
            random.pick(['<array>', '<dict><key>a</key>']).repeat(DEEP),
          ),
        ),
} satisfies Record<string, Mutation>;

const NAMES = Object.keys(MUTATIONS) as (keyof typeof MUTATIONS)[];
/** What leaves most documents readable, so that there is something to compare. */
const STILL_LISTS: readonly (keyof typeof MUTATIONS)[] = [
  'keys shuffled',
  'values swapped',
  'a hostile number',
  'hostile numbers',
  'a key renamed',
  'a type changed',
];

function spliced(bytes: Buffer, change: { from: number; to: number; put: string }): Buffer {
  const { from, to, put } = change;
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(to)]);
}

function inserted(bytes: Buffer, random: Random, piece: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

/** Latin-1 keeps bytes that are no UTF-8 as they are. */
function onLines(bytes: Buffer, change: (lines: string[]) => void): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  change(lines);
  return Buffer.from(lines.join('\n'), 'latin1');
}

/** The contents of all numbers, in their order. */
function onValues(bytes: Buffer, change: (values: string[]) => void): Buffer {
  const pattern = /(?<=<(?:integer|real)>)[^<]*(?=<)/g;
  const text = bytes.toString('latin1');
  const values = text.match(pattern) ?? [];
  if (values.length === 0) return bytes;
  change(values);
  let at = -1;
  return Buffer.from(
    text.replace(pattern, () => values[(at += 1)] ?? ''),
    'latin1',
  );
}

function replacedOnce(
  bytes: Buffer,
  random: Random,
  pattern: RegExp,
  change: (found: string) => string,
): Buffer {
  const text = bytes.toString('latin1');
  const chosen = random.below(text.match(pattern)?.length ?? 0);
  let at = -1;
  return Buffer.from(
    text.replace(pattern, (found) => {
      at += 1;
      return at === chosen ? change(found) : found;
    }),
    'latin1',
  );
}

function swap(items: string[], random: Random, mayMove: (item: string) => boolean): void {
  const movable = [...items.keys()].filter((at) => mayMove(items[at] ?? ''));
  if (movable.length === 0) return;
  const [one, other] = [random.pick(movable), random.pick(movable)];
  [items[one], items[other]] = [items[other] ?? '', items[one] ?? ''];
}
