/** Reads macmon's command line as its parser, clap, does: its sentences, and exit code 2. */
export type MacmonRequest =
  | { readonly kind: 'version' }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'not simulated'; readonly command: string }
  | {
      readonly kind: 'pipe';
      readonly milliseconds: number;
      /** 0: without end. */
      readonly samples: number;
      readonly socInfo: boolean;
    };

const COMMANDS = new Set(['pipe', 'raw', 'serve', 'debug', 'stress', 'help']);
/** A shorter interval is taken for this one. */
const SHORTEST_MILLISECONDS = 100;
const LARGEST = 2 ** 32 - 1;
const MORE = "\n\nFor more information, try '--help'.\n";

export function readMacmonLine(words: readonly string[]): MacmonRequest {
  let command: string | undefined;
  let milliseconds = 1000;
  let samples = 0;
  let socInfo = false;
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const isPipe = command === 'pipe' || command === 'raw';
    const usage = `\n\nUsage: macmon ${isPipe ? 'pipe [OPTIONS]' : '[OPTIONS] [COMMAND]'}${MORE}`;
    if (!word.startsWith('-')) {
      if (command !== undefined) return refuse(`unexpected argument '${word}' found${usage}`);
      if (!COMMANDS.has(word)) return refuse(`unrecognized subcommand '${word}'${usage}`);
      command = word;
      continue;
    }
    if (word === '-h' || word === '--help') return { kind: 'help' };
    if (command === undefined && (word === '-V' || word === '--version'))
      return { kind: 'version' };
    if (isPipe && word === '--soc-info') {
      socInfo = true;
      continue;
    }
    const [, name, attached] =
      /^(-[is]|--interval|--samples)(?:=|(?<=^-[is]))?(.+)?$/.exec(word) ?? [];
    const isInterval = name === '-i' || name === '--interval';
    if (name === undefined || (!isInterval && !isPipe))
      return refuse(`unexpected argument '${word}' found${usage}`);
    const option = isInterval ? '--interval <INTERVAL>' : '--samples <SAMPLES>';
    const value = attached ?? queue.shift();
    if (value === undefined)
      return refuse(`a value is required for '${option}' but none was supplied${MORE}`);
    if (attached === undefined && value.startsWith('-'))
      return refuse(`unexpected argument '${value.slice(0, 2)}' found${usage}`);
    if (!/^\d+$/.test(value))
      return refuse(
        `invalid value '${value}' for '${option}': invalid digit found in string${MORE}`,
      );
    if (Number(value) > LARGEST)
      return refuse(
        `invalid value '${value}' for '${option}': ${value} is not in 0..=${LARGEST}${MORE}`,
      );
    if (isInterval) milliseconds = Math.max(SHORTEST_MILLISECONDS, Number(value));
    else samples = Number(value);
  }
  if (command === 'help') return { kind: 'help' };
  if (command !== 'pipe' && command !== 'raw')
    return { kind: 'not simulated', command: command ?? 'its own screen' };
  return { kind: 'pipe', milliseconds, samples, socInfo };
}

function refuse(sentence: string): MacmonRequest {
  return { kind: 'refused', sentence: `error: ${sentence}` };
}
