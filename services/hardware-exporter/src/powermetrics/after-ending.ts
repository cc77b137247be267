import { delayAfter, describeEnding, isAbsent, LONGEST_DELAY_SECONDS } from '../child/endings.ts';
import type { Ending, Next } from '../child/tool.ts';
import type { CommandLine } from './command-lines.ts';
import { nextLine, refusedSampler, SAMPLES_A_RUN } from './command-lines.ts';

const NEEDS_ROOT = /must be invoked as the superuser|^sudo: |^Sorry, user /m;
const NEEDS_A_RULE =
  'powermetrics needs root: `npx pnpm m4max doctor` says how to allow it, or run hardware-exporter as root';
const NOT_HERE =
  'powermetrics comes with macOS; set POWERMETRICS_PATH or leave it out of HARDWARE_SOURCES';
const NOISE = /^(?:proc_pidpath \d+ failed|Second underflow occured)/;

/** Decides how to go on after a run of powermetrics. */
export function afterEnding(
  ending: Ending,
  state: {
    readonly line: CommandLine;
    /** The best one: it is tried again now and then where text was the last resort. */
    readonly firstPlan: CommandLine;
    readonly failures: number;
  },
): Next<CommandLine> {
  const { line, firstPlan, failures } = state;
  const again = { plan: line, delaySeconds: delayAfter(failures) };
  const reason = describeEnding('powermetrics', ending, NOISE);
  switch (ending.kind) {
    case 'not started':
      return {
        plan: line,
        delaySeconds: LONGEST_DELAY_SECONDS,
        reason: isAbsent(ending) ? `${reason}: ${NOT_HERE}` : reason,
      };
    case 'silent':
      return { ...again, reason };
    case 'unreadable': {
      const text = nextLine(line, { kind: 'unreadable' });
      if (text === undefined) return { ...again, reason };
      return { plan: text, delaySeconds: 0, reason: `${reason}; its text format is read instead` };
    }
    case 'exited': {
      if (ending.how === 'exit code 0' && ending.documents >= SAMPLES_A_RUN)
        return {
          plan: line.format === 'text' ? firstPlan : line,
          delaySeconds: 0,
          reason: undefined, // It delivered what it was asked for: the count of -n is reached.
        };
      const sampler = refusedSampler(ending.stderr);
      const fewer = sampler && nextLine(line, { kind: 'unknown sampler', sampler });
      if (fewer)
        return {
          plan: fewer,
          delaySeconds: 0,
          reason: `this powermetrics has no sampler ${sampler}; it is started without`,
        };
      if (NEEDS_ROOT.test(ending.stderr))
        return { plan: line, delaySeconds: LONGEST_DELAY_SECONDS, reason: NEEDS_A_RULE };
      return { ...again, reason };
    }
  }
}
