/**
 * A value of a property list. Numbers may be NaN, as powermetrics writes `nan` where it has no reading,
 * and Infinity where they pass what a number can hold; dates may be invalid.
 */
export type PlistValue = string | number | boolean | Date | readonly PlistValue[] | PlistDict;
export type PlistDict = ReadonlyMap<string, PlistValue>;

/** Why a text is not a property list, and where. */
export class PlistFault extends Error {
  override readonly name = 'PlistFault';
}

/** powermetrics nests seven deep; more than this is not its output and would only cost stack. */
const MAX_DEPTH = 32;
/** With all that it can be asked for, a document has some 15,000; small empty values cost memory. */
const MAX_VALUES = 250_000;
/** Numbers have some twenty characters; the pattern would run out of stack on millions. */
const MOST_DIGITS = 100;
/** As C writes them. What else JavaScript takes for numbers (nothing at all, `0x1f`) is none here. */
const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * Reads an XML property list. More forgiving than the format: of repeated keys the last one counts
 * (powermetrics repeats two in `gpu`), and an `&` that starts no entity is itself (it stands bare in
 * names of processes). Throws {@link PlistFault} for everything else that is malformed, cut off or far
 * larger than any output of powermetrics. Its time grows with the text, never faster.
 */
export function readPlist(text: string): PlistValue {
  const start = text.indexOf('<plist');
  if (start < 0) throw new PlistFault('it has no <plist> element');
  let position = text.indexOf('>', start) + 1;
  if (position === 0) throw new PlistFault('it ends inside <plist>');
  let values = 0;
  const value = readValue(nextTag(), 0);
  const end = nextTag();
  if (end !== '/plist') throw new PlistFault(`expected </plist>, found <${end}>`);
  return value;

  /** Moves past the next tag, skipping comments and the white space before it, and gives its name. */
  function nextTag(): string {
    for (;;) {
      const open = text.indexOf('<', position);
      const close = open < 0 ? -1 : text.indexOf('>', open);
      if (close < 0) throw new PlistFault(`it ends at character ${text.length}, inside the list`);
      if (text.startsWith('<!--', open)) {
        const after = text.indexOf('-->', open + 4);
        position = after < 0 ? text.length : after + 3;
        continue;
      }
      position = close + 1;
      return text.slice(open + 1, close);
    }
  }

  function readValue(tag: string, depth: number): PlistValue {
    if (depth > MAX_DEPTH) throw new PlistFault(`it nests deeper than ${MAX_DEPTH}`);
    values += 1;
    if (values > MAX_VALUES) throw new PlistFault(`it holds more than ${MAX_VALUES} values`);
    switch (tag) {
      case 'dict':
        return readDict(depth);
      case 'array':
        return readArray(depth);
      case 'integer':
      case 'real':
        return numberIn(readText(tag));
      case 'integer/':
      case 'real/':
        return Number.NaN;
      case 'string':
      case 'data':
        return unescape(readText(tag));
      case 'date':
        return dateIn(readText(tag));
      case 'true/':
        return true;
      case 'false/':
        return false;
      case 'dict/':
        return new Map();
      case 'array/':
        return [];
      case 'string/':
      case 'data/':
        return '';
      default:
        throw new PlistFault(`unexpected <${tag.slice(0, 40)}> before character ${position}`);
    }
  }

  function readDict(depth: number): PlistDict {
    const dict = new Map<string, PlistValue>();
    for (let tag = nextTag(); tag !== '/dict'; tag = nextTag()) {
      if (tag !== 'key')
        throw new PlistFault(`expected <key>, found <${tag.slice(0, 40)}> before ${position}`);
      const key = unescape(readText('key'));
      dict.set(key, readValue(nextTag(), depth + 1));
    }
    return dict;
  }

  function readArray(depth: number): readonly PlistValue[] {
    const items: PlistValue[] = [];
    for (let tag = nextTag(); tag !== '/array'; tag = nextTag())
      items.push(readValue(tag, depth + 1));
    return items;
  }

  /** The text up to the closing tag, and moves past it. */
  function readText(tag: string): string {
    const end = text.indexOf('<', position);
    if (end < 0 || !text.startsWith(`/${tag}>`, end + 1))
      throw new PlistFault(`<${tag}> before character ${position} is not closed`);
    const content = text.slice(position, end);
    position = end + tag.length + 3;
    return content;
  }
}

function numberIn(text: string): number {
  return text.length <= MOST_DIGITS && DECIMAL.test(text) ? Number(text) : Number.NaN;
}

/** A day that the calendar does not have is no date, though JavaScript counts on from it. */
function dateIn(text: string): Date {
  const date = new Date(DATE.test(text) ? text : Number.NaN);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, -1));
  return exists ? date : new Date(Number.NaN);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, ...groups) => {
      const [decimal, hexadecimal, name] = groups as (string | undefined)[];
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
