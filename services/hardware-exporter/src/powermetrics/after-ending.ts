/** How a run of powermetrics came to its end. */
export type Ending =
  | { readonly kind: 'not started'; readonly program: string; readonly code: string }
  | { readonly kind: 'exited'; readonly how: string; readonly stderr: string }
  | { readonly kind: 'silent'; readonly seconds: number };

/** What to do next, and why there are no readings until then. */
export type Next = {
  readonly reason: string;
  readonly delaySeconds: number;
  readonly samplers: readonly string[];
};

const FIRST_DELAY_SECONDS = 1;
const LONGEST_DELAY_SECONDS = 60;
const NEEDS_ROOT = /must be invoked as the superuser|^sudo: /m;
const NEEDS_A_RULE =
  'powermetrics needs root: add the sudo rule of services/hardware-exporter/README.md, or run hardware-exporter as root';
const NOISE = /^(?:proc_pidpath \d+ failed|Second underflow occured)/;

/** Decides how to go on after a run. `failures` counts the runs in a row that came to nothing. */
export function afterEnding(
  ending: Ending,
  state: { readonly samplers: readonly string[]; readonly failures: number },
): Next {
  const { samplers, failures } = state;
  const delaySeconds = Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** failures);
  switch (ending.kind) {
    case 'not started':
      return { reason: notStarted(ending), delaySeconds: LONGEST_DELAY_SECONDS, samplers };
    case 'silent':
      return {
        reason: `powermetrics delivered nothing for ${ending.seconds} s and is started anew`,
        delaySeconds,
        samplers,
      };
    case 'exited': {
      const unknown = /unrecognized sampler: (\S+)/.exec(ending.stderr)?.[1];
      const others = samplers.filter((sampler) => sampler !== unknown);
      if (unknown !== undefined && others.length > 0 && others.length < samplers.length)
        return {
          reason: `this powermetrics has no sampler ${unknown}; it is started without`,
          delaySeconds: 0,
          samplers: others,
        };
      if (NEEDS_ROOT.test(ending.stderr))
        return {
          reason: NEEDS_A_RULE,
          delaySeconds: LONGEST_DELAY_SECONDS,
          samplers,
        };
      const said = lastWords(ending.stderr);
      return {
        reason: `powermetrics ended (${ending.how})${said === undefined ? '' : `: ${said}`}`,
        delaySeconds,
        samplers,
      };
    }
  }
}

function notStarted({
  program,
  code,
}: {
  readonly program: string;
  readonly code: string;
}): string {
  if (code === 'ENOENT')
    return `${program} is not there: powermetrics comes with macOS; set POWERMETRICS_PATH or leave it out of HARDWARE_SOURCES`;
  if (code === 'EACCES') return `${program} may not be run: chmod +x it`;
  return `${program} cannot be started (${code})`;
}

/** The last line that is not one of powermetrics' habitual complaints. */
function lastWords(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !NOISE.test(line))?.slice(0, 200);
}
