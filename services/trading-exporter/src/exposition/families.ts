import type { ExpositionFamily, ExpositionSample } from './exposition.ts';
import { parseSample, unescape } from './parse-sample.ts';

/** A label value of a kilobyte is a mistake already. */
const MAX_LINE_CHARACTERS = 16 * 1024;

/** What the samples of a family may end in besides its name, by its type (0.0.4 and OpenMetrics 1.0). */
const SUFFIXES: ReadonlyMap<string, readonly string[]> = new Map([
  ['counter', ['_total', '_created']],
  ['histogram', ['_bucket', '_sum', '_count', '_created']],
  ['gaugehistogram', ['_bucket', '_gsum', '_gcount']],
  ['summary', ['_sum', '_count', '_created']],
  ['info', ['_info']],
]);
const ONLY_OPEN_METRICS = new Set(['gaugehistogram', 'info', 'stateset', 'unknown']);
const SUFFIX = /_(?:total|created|bucket|sum|count|gsum|gcount|info)$/;
const COMMENT = /^#[ \t]+(HELP|TYPE|UNIT)[ \t]+([a-zA-Z_:][\w:]*)(?:[ \t]+(.*))?$/s;

type OpenFamily = {
  readonly name: string;
  type?: string;
  unit?: string;
  help?: string;
  readonly samples: ExpositionSample[];
};

/** The families of a page in the order in which it names them. */
export function createFamilies(timestampsPerSecond: number): {
  /** Answers with the fault of a line that cannot be taken. */
  take(line: string): string | undefined;
  all(): readonly ExpositionFamily[];
  /** Whether they were described as only OpenMetrics does. */
  areOpenMetrics(): boolean;
} {
  const families = new Map<string, OpenFamily>();
  const seen = new Set<string>();

  function familyOf(name: string): OpenFamily {
    const known = families.get(name);
    if (known !== undefined) return known;
    const made: OpenFamily = { name, samples: [] };
    families.set(name, made);
    return made;
  }

  /** `x_bucket` belongs to `x` when the page has said that x is a histogram. */
  function ownerOf(name: string): OpenFamily {
    const exact = families.get(name);
    if (exact?.type !== undefined) return exact;
    const [suffix] = SUFFIX.exec(name) ?? [''];
    const base = suffix === '' ? undefined : families.get(name.slice(0, -suffix.length));
    const isPart = base?.type !== undefined && SUFFIXES.get(base.type)?.includes(suffix);
    return base !== undefined && isPart === true ? base : familyOf(name);
  }

  function describe(what: string, name: string, text: string): string | undefined {
    const family = familyOf(name);
    if (what === 'HELP') family.help ??= unescape(text);
    if (what === 'UNIT') family.unit ??= text;
    if (what !== 'TYPE' || family.type === text) return undefined;
    if (text === '') return `gives ${name} no type`;
    if (family.type !== undefined)
      return `calls ${name} a ${text}, which it has called a ${family.type}`;
    if (family.samples.length > 0) return `gives the type of ${name} after its values`;
    family.type = text;
    return undefined;
  }

  return {
    areOpenMetrics: () =>
      [...families.values()].some(
        ({ type = '', unit }) => unit !== undefined || ONLY_OPEN_METRICS.has(type),
      ),
    all: () =>
      [...families.values()].filter(
        ({ type, samples }) => type !== undefined || samples.length > 0,
      ),
    take(line) {
      if (line.length > MAX_LINE_CHARACTERS) return `longer than ${MAX_LINE_CHARACTERS} characters`;
      if (line.startsWith('#')) {
        const [, what, name = '', text = ''] = COMMENT.exec(line) ?? [];
        return what === undefined ? undefined : describe(what, name, text);
      }
      const sample = parseSample(line);
      if (typeof sample === 'string') return sample;
      const { name, series, labels, value, timestamp } = sample;
      // A page may date several values of one series.
      const key = timestamp === undefined ? series : `${series} ${timestamp}`;
      if (seen.has(key)) return 'stands there twice: the first value counts';
      seen.add(key);
      ownerOf(name).samples.push(
        timestamp === undefined
          ? { name, labels, value }
          : { name, labels, value, timestampSeconds: timestamp / timestampsPerSecond },
      );
      return undefined;
    },
  };
}
