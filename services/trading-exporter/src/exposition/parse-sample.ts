/** A line that is a value, before it is known to which family it belongs. */
export type SampleLine = {
  readonly name: string;
  /** Name and labels as they stand there. */
  readonly series: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly timestamp: number | undefined;
};

/** Prometheus itself takes some thirty by default. */
const MAX_LABELS = 64;
const NAME = /[a-zA-Z_:][\w:]*/y;
const SPACES = /[ \t]*/y;
const LABEL = /[ \t]*([a-zA-Z_]\w*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*/y;
/** No two ways to read the same digits: a line of them must not take quadratic time. */
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/** Reads `name{label="value"} 1.5 1700000000000`; answers with the fault of a line that is not one. */
export function parseSample(line: string): SampleLine | string {
  const nameEnd = matchEnd(NAME, line, 0);
  if (nameEnd === undefined) return 'does not begin with the name of a metric';
  const afterName = matchEnd(SPACES, line, nameEnd) ?? nameEnd;
  const labelled = line[afterName] === '{' ? parseLabels(line, afterName + 1) : undefined;
  if (typeof labelled === 'string') return labelled;
  const rest = line.slice(labelled?.end ?? nameEnd);
  if (labelled === undefined && rest !== '' && !/^[ \t]/.test(rest))
    return 'its name holds a character that no name may have';
  const [value, timestamp, ...more] = withoutExemplar(rest)
    .split(/[ \t]+/)
    .filter(isText);
  if (value === undefined) return 'has no value';
  if (more.length > 0) return 'says more than a value and a time';
  const number = parseValue(value);
  if (number === undefined) return `its value is not a number: ${shown(value)}`;
  const time = timestamp === undefined ? undefined : parseValue(timestamp);
  if (timestamp !== undefined && (time === undefined || !Number.isFinite(time)))
    return `its time is not a number: ${shown(timestamp)}`;
  return {
    name: line.slice(0, nameEnd),
    series: line.slice(0, labelled?.end ?? nameEnd),
    labels: labelled?.labels ?? {},
    value: number,
    timestamp: time,
  };
}

function parseLabels(
  line: string,
  start: number,
): { readonly labels: Readonly<Record<string, string>>; readonly end: number } | string {
  const labels: (readonly [name: string, value: string])[] = [];
  let at = start;
  for (;;) {
    LABEL.lastIndex = at;
    const label = LABEL.exec(line);
    if (label === null) break;
    const [, name = '', value = ''] = label;
    if (labels.some(([known]) => known === name)) return `has the label ${shown(name)} twice`;
    if (labels.length === MAX_LABELS) return `has more than ${MAX_LABELS} labels`;
    labels.push([name, unescape(value)]);
    at = LABEL.lastIndex;
    if (line[at] !== ',') break;
    at += 1;
  }
  const end = matchEnd(SPACES, line, at) ?? at;
  return line[end] === '}'
    ? { labels: Object.fromEntries(labels), end: end + 1 }
    : `its labels cannot be read from here: ${shown(line.slice(at))}`;
}

/** Undefined for what is none; Infinity only where it is written so, never for want of digits. */
export function parseValue(text: string): number | undefined {
  if (NUMBER.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  }
  if (/^\+?inf(?:inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(?:inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  return /^nan$/i.test(text) ? Number.NaN : undefined;
}

/** A backslash before any other character stands for itself, as Prometheus reads it. */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(/\\([\\"n])/g, (_, character: string) =>
    character === 'n' ? '\n' : character,
  );
}

/** OpenMetrics may add an example of what was counted: ` # {trace_id="…"} 0.3`. */
function withoutExemplar(rest: string): string {
  const at = rest.includes('#') ? rest.search(/[ \t]#[ \t]*\{/) : -1;
  return at === -1 ? rest : rest.slice(0, at);
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function isText(word: string): boolean {
  return word !== '';
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
