/**
 * The simulated Mac as both look-alikes see it: at the same moment it is in the same state.
 *
 * | variable | what it does |
 * |---|---|
 * | `M4MAX_DEMO_P_LOAD` | the share of time that every performance core is active, 0 to 1 |
 * | `M4MAX_DEMO_SCRIPT` | a script of load in place of the trading day; it keeps to the clock and repeats |
 * | `M4MAX_DEMO_FAULT`, `M4MAX_DEMO_MACMON_FAULT` | faults of powermetrics, of macmon: one-off ones in place of the second sample of each process |
 * | `M4MAX_DEMO_LOAD_FILE` | a file that is read before each sample: a share, a script that starts when the file is written, faults; macmon's as `macmon:hang` |
 * | `M4MAX_DEMO_SPEED` | how many times faster than asked samples come, each saying the asked time |
 *
 * A one-off fault that happened is struck from the file, so that a process started after it is well.
 * Heat belongs to a script; without one each process starts cold and warms with the load that it sees.
 */
import { readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import type { LoadScript } from './load-scripts.ts';
import { isLoadScript } from './load-scripts.ts';
import type { Moment } from './simulated-mac.ts';
import { simulateMac } from './simulated-mac.ts';
import type { LastingFault, OneOffFault, Orders, Tool } from './simulated-mac-orders.ts';
import { orderMistake, readOrders, withoutFault } from './simulated-mac-orders.ts';

export type SimulatedMac = {
  /** How many times faster than ours its time runs. */
  readonly speed: number;
  /** The machine now, and what is wrong with the tool that looks at it: nothing one-off in sample 0. */
  look(options: { readonly sample: number; readonly elapsedSeconds: number }): {
    readonly moment: Moment;
    readonly lasting: ReadonlySet<LastingFault>;
    readonly oneOff: OneOffFault | undefined;
  };
};

/** Ends the process, with a sentence, where the environment cannot be understood. */
export function watchMac(tool: Tool): SimulatedMac {
  const {
    M4MAX_DEMO_P_LOAD: fixedLoad = '',
    M4MAX_DEMO_SCRIPT: fixedScript,
    M4MAX_DEMO_LOAD_FILE: file,
    M4MAX_DEMO_SPEED: speedText,
  } = process.env;
  const fault = process.env[tool === 'macmon' ? 'M4MAX_DEMO_MACMON_FAULT' : 'M4MAX_DEMO_FAULT'];
  const mistake = orderMistake({ script: fixedScript, fault, speed: speedText, tool });
  if (mistake !== undefined) {
    process.stderr.write(`${tool}: ${mistake}\n`);
    process.exit(2);
  }
  const speed = Number(speedText ?? '') || 1;
  const always = readOrders(tool === 'macmon' ? macmonWords(fault ?? '') : (fault ?? ''), tool);
  const { load: usualLoad } = readOrders(fixedLoad, tool);
  let heat = 0;

  return { speed, look };

  function look({ sample, elapsedSeconds }: { sample: number; elapsedSeconds: number }) {
    const now = Date.now() / 1000;
    const told = file === undefined ? undefined : readFile(file, tool);
    const seconds = now * speed;
    const moment = simulateMac({
      seconds,
      elapsedSeconds,
      script: scriptNow(told, { seconds, now }),
      performanceLoad: told?.orders.load ?? (told?.orders.script ? undefined : usualLoad),
      heat,
    });
    heat = moment.heat;
    const lasting = new Set([...always.lasting, ...(told?.orders.lasting ?? [])]);
    const usual = sample === 2 ? always.oneOff : undefined;
    return { moment, lasting, oneOff: sample === 0 ? undefined : (strike(told) ?? usual) };
  }

  function scriptNow(
    told: Told | undefined,
    { seconds, now }: { seconds: number; now: number },
  ): { readonly name: LoadScript; readonly seconds: number } | undefined {
    const script = told?.orders.script;
    if (told !== undefined && script !== undefined)
      return { name: script, seconds: Math.max(0, now - told.writtenAt) * speed };
    if (fixedScript === undefined || !isLoadScript(fixedScript)) return undefined;
    return { name: fixedScript, seconds };
  }

  function strike(told: Told | undefined): OneOffFault | undefined {
    const oneOff = told?.orders.oneOff;
    if (file === undefined || told === undefined || oneOff === undefined) return undefined;
    const next = `${file}.${tool}`; // Renamed, so that the other tool never reads half of it.
    writeFileSync(next, withoutFault(told.text, oneOff, tool));
    utimesSync(next, told.writtenAt, told.writtenAt); // A script in it goes on where it is.
    renameSync(next, file);
    return oneOff;
  }
}

type Told = { readonly text: string; readonly writtenAt: number; readonly orders: Orders };

function readFile(path: string, tool: Tool): Told | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, writtenAt: statSync(path).mtimeMs / 1000, orders: readOrders(text, tool) };
  } catch {
    return undefined; // There is no such file while nobody asks for anything.
  }
}

function macmonWords(faults: string): string {
  return faults.replaceAll(/\S+/g, 'macmon:$&');
}
