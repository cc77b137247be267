/**
 * Reads the command line of powermetrics.
 *
 * Known from recorded sessions: the sentences for an unknown sampler (said before the question for
 * root), a wrong short option and a wrong order, the latter two with the usage behind them; all of
 * them in the words of getopt_long, so that options may be shortened, bundled and stand anywhere.
 * Assumed: the sentences for a wrong number and a wrong format, and that every refusal ends with 1,
 * as the one for a user who is not root does.
 */
import type { Dialect } from './powermetrics-usage.ts';

export type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly because: string; readonly withUsage: boolean }
  | Run;
export type Run = {
  readonly kind: 'run';
  readonly samplers: ReadonlySet<string>;
  /** 0: only when a signal asks for it. */
  readonly milliseconds: number;
  /** Below 0: without end. */
  readonly samples: number;
  readonly format: 'text' | 'plist';
  readonly outputFile: string | undefined;
  readonly initialUsage: boolean;
  readonly byCoalition: boolean;
  readonly energyByProcess: boolean;
};

const ORDERS = new Set(['pid', 'wakeups', 'cputime', 'composite']);
/** Of the orders; they take nothing. */
const ORDER_FLAGS = 'WCO';

export function readCommandLine(words: readonly string[], dialect: Dialect): Request {
  const given = readWords(words, dialect);
  if ('because' in given) return { kind: 'refused', ...given };
  const { values } = given;
  if (values.has('help')) return { kind: 'help' };

  for (const { name, value } of dialect.options) {
    const text = values.get(name);
    if (text === undefined) continue;
    if ((value === 'N' || value === 'size') && !/^-?\d+$/.test(text))
      return refuse(`powermetrics: invalid value for --${name}: ${text}`);
    if (value === 'method' && !ORDERS.has(text))
      return refuse(`powermetrics: unrecognized order: ${text}`);
    if (value === 'format' && text !== 'text' && text !== 'plist')
      return refuse(`powermetrics: unrecognized format: ${text}`);
  }
  const everything = values.has('show-all');
  const asked = (values.get('samplers') ?? (everything ? 'all' : 'default')).split(',');
  const groups: Readonly<Record<string, readonly string[]>> = {
    all: dialect.samplers,
    default: dialect.defaultSamplers,
  };
  const samplers = asked.flatMap((name) => groups[name] ?? [name]);
  const unknown = samplers.find((name) => !dialect.samplers.includes(name));
  if (unknown !== undefined)
    return {
      kind: 'refused',
      because: `powermetrics: unrecognized sampler: ${unknown}`,
      withUsage: false,
    };
  const interval = values.get('sample-rate') ?? values.get('sample-interval') ?? '5000';
  return {
    kind: 'run',
    samplers: new Set(samplers),
    milliseconds: Math.max(0, Number(interval)),
    samples: Number(values.get('sample-count') ?? -1),
    format: values.get('format') === 'plist' ? 'plist' : 'text',
    outputFile: values.get('output-file'),
    initialUsage: values.has('show-initial-usage'),
    byCoalition: everything || values.has('show-process-coalition'),
    energyByProcess: everything || values.has('show-process-energy'),
  };
}

function refuse(because: string): Request {
  return { kind: 'refused', because, withUsage: true };
}

type Given = { readonly values: ReadonlyMap<string, string> };
type Mistake = { readonly because: string; readonly withUsage: true };

/** As getopt_long: the last of repeated options counts, and what is no option is passed over. */
function readWords(words: readonly string[], { options }: Dialect): Given | Mistake {
  const values = new Map<string, string>();
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') break;
    if (word.startsWith('--')) {
      const [typed = '', attached] = word.slice(2).split(/=(.*)/s, 2);
      const found = longOption(typed, options);
      if (typeof found === 'string') return mistake(found);
      const takes = found.value !== undefined;
      if (!takes && attached !== undefined)
        return mistake(`option \`--${found.name}' doesn't allow an argument`);
      const value = takes ? (attached ?? queue.shift()) : '';
      if (value === undefined) return mistake(`option \`--${found.name}' requires an argument`);
      values.set(found.name, value);
      continue;
    }
    if (!word.startsWith('-') || word === '-') continue;
    for (let position = 1; position < word.length; position += 1) {
      const letter = word.charAt(position);
      const found = options.find(({ short }) => short === letter);
      if (found === undefined && ORDER_FLAGS.includes(letter)) continue;
      if (found === undefined) return mistake(`invalid option -- ${letter}`);
      if (found.value === undefined) {
        values.set(found.name, '');
        continue;
      }
      const value = word.slice(position + 1) || queue.shift();
      if (value === undefined) return mistake(`option requires an argument -- ${letter}`);
      values.set(found.name, value);
      break;
    }
  }
  return { values };
}

/** An option by its name or by a beginning of it that no other has; otherwise what is wrong. */
function longOption(
  typed: string,
  options: Dialect['options'],
): Dialect['options'][number] | string {
  const exact = options.find(({ name }) => name === typed);
  if (exact !== undefined) return exact;
  const [first, second] = options.filter(({ name }) => name.startsWith(typed));
  if (first === undefined) return `unrecognized option \`--${typed}'`;
  return second === undefined ? first : `option \`--${typed}' is ambiguous`;
}

function mistake(because: string): Mistake {
  return { because: `powermetrics: ${because}`, withUsage: true };
}
