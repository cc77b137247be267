/** What the look-alikes can be told, in words separated by white space. */
import type { LoadScript } from './load-scripts.ts';
import { isLoadScript, LOAD_SCRIPTS } from './load-scripts.ts';

/** Each happens once and is over (or the process is). */
const ONE_OFF_FAULTS = [
  'hang',
  'die',
  'garbage',
  'garbage-document',
  'half',
  'asleep',
  'flood',
] as const;
/** These last for as long as they are told. */
const LASTING_FAULTS = ['no-power', 'slow-energy', 'invalid', 'noise'] as const;
const MACMON_FAULTS = ['hang', 'die', 'garbage', 'no-power'] as const;

export type OneOffFault = (typeof ONE_OFF_FAULTS)[number];
export type LastingFault = (typeof LASTING_FAULTS)[number];
export type Tool = 'powermetrics' | 'macmon';

export type Orders = {
  /** Share of time that every performance core is active. */
  readonly load: number | undefined;
  readonly script: LoadScript | undefined;
  readonly lasting: ReadonlySet<LastingFault>;
  /** The first of those told. */
  readonly oneOff: OneOffFault | undefined;
};

/** A fault of macmon is told as `macmon:hang`, so that both tools can read the same file. */
const FOR_MACMON = 'macmon:';

/** Words that mean nothing are passed over: the file may be half written. */
export function readOrders(text: string, tool: Tool): Orders {
  const words = wordsOf(text);
  const faults = words.flatMap((word) => faultOf(word, tool) ?? []);
  return {
    load: words.map(ratioOf).find((ratio) => ratio !== undefined),
    script: words.find(isLoadScript),
    lasting: new Set(faults.filter(isLasting)),
    oneOff: faults.find(isOneOff),
  };
}

/** The same text once a one-off fault has happened. */
export function withoutFault(text: string, fault: OneOffFault, tool: Tool): string {
  const words = wordsOf(text);
  const index = words.findIndex((word) => faultOf(word, tool) === fault);
  return words.filter((_, position) => position !== index).join(' ');
}

/** What is wrong with variables of the environment, or nothing. */
export function orderMistake(variables: {
  readonly script: string | undefined;
  readonly fault: string | undefined;
  readonly speed: string | undefined;
  readonly tool: Tool;
}): string | undefined {
  const { script = '', fault = '', speed = '', tool } = variables;
  if (script !== '' && !isLoadScript(script))
    return `M4MAX_DEMO_SCRIPT: there is no script ${script}, only ${LOAD_SCRIPTS.join(', ')}`;
  const known: readonly string[] =
    tool === 'macmon' ? MACMON_FAULTS : [...ONE_OFF_FAULTS, ...LASTING_FAULTS];
  const unknown = wordsOf(fault).find((word) => !known.includes(word));
  if (unknown !== undefined) return `there is no fault ${unknown}, only ${known.join(', ')}`;
  if (speed !== '' && !(Number(speed) > 0)) return 'M4MAX_DEMO_SPEED: it is a number above 0';
  return undefined;
}

function faultOf(word: string, tool: Tool): OneOffFault | LastingFault | undefined {
  if (tool === 'macmon') {
    const fault = word.startsWith(FOR_MACMON) ? word.slice(FOR_MACMON.length) : '';
    return MACMON_FAULTS.find((known) => known === fault);
  }
  return [...ONE_OFF_FAULTS, ...LASTING_FAULTS].find((known) => known === word);
}

function isOneOff(fault: string): fault is OneOffFault {
  return ONE_OFF_FAULTS.some((known) => known === fault);
}

function isLasting(fault: string): fault is LastingFault {
  return LASTING_FAULTS.some((known) => known === fault);
}

function ratioOf(word: string): number | undefined {
  const value = Number(word);
  return value >= 0 && value <= 1 ? value : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
