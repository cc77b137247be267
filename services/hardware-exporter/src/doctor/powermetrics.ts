import type { Finding } from '@m4max/contracts';
import { sudoRule } from '@m4max/contracts';
import { quoted } from './quoted.ts';
import type { SudoRule } from './sudo-listing.ts';

/** How powermetrics is run here. */
export type Access =
  | { readonly kind: 'sudo'; readonly rule: SudoRule }
  | { readonly kind: 'root' }
  | { readonly kind: 'given'; readonly path: string };

/** What a short run of it came to. */
export type Trial =
  | { readonly kind: 'delivered'; readonly seconds: number; readonly samplers: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'not started'; readonly program: string; readonly code: string }
  | { readonly kind: 'ended'; readonly how: string; readonly stderr: string };

export type PowermetricsFacts = {
  readonly intervalSeconds: number;
  readonly access: Access;
  readonly trial: Trial;
};

const REFUSED = /must be invoked as the superuser|^sudo: |may not run sudo/m;
const GIVES = 'power, clocks, activity and thermal pressure come from it';

/** What stands between this user and the readings of powermetrics. */
export function powermetricsFinding(facts: PowermetricsFacts): Finding {
  return { check: 'powermetrics', ...verdict(facts) };
}

function verdict({ intervalSeconds, access, trial }: PowermetricsFacts): Omit<Finding, 'check'> {
  switch (trial.kind) {
    case 'delivered':
      return delivered(access, trial);
    case 'unreadable':
      return {
        state: 'warning',
        detail: `${trial.why}; its text is read instead, which has fewer fields`,
      };
    case 'silent':
      return {
        state: 'problem',
        detail: `it runs and delivered nothing for ${trial.seconds} s; this ends every stuck one, and the fleet starts its own anew`,
        mend: 'sudo killall powermetrics',
      };
    case 'not started':
      return notStarted(access, trial);
    case 'ended':
      if (REFUSED.test(trial.stderr)) return refused(access, trial.stderr, intervalSeconds);
      return { state: 'problem', detail: `it ended (${trial.how})${lastWords(trial.stderr)}` };
  }
}

function delivered(
  access: Access,
  { seconds, samplers }: Extract<Trial, { kind: 'delivered' }>,
): Omit<Finding, 'check'> {
  const said = `delivered ${samplers.join(', ')} after ${seconds.toFixed(1)} s`;
  const rule = access.kind === 'sudo' ? access.rule.kind : undefined;
  if (rule === 'too wide')
    return {
      state: 'warning',
      detail: `${said}, but sudo allows it with any arguments, which can write any file: replace that rule by one that names them`,
      mend: sudoRule.install,
    };
  if (rule === 'incomplete' || rule === 'other interval' || rule === 'none')
    return {
      state: 'warning',
      detail: `${said}, but the sudo rule lacks command lines that it falls back to`,
      mend: sudoRule.install,
    };
  const how = { sudo: 'through sudo', root: 'as root', given: 'from POWERMETRICS_PATH' };
  return { state: 'ok', detail: `${said}, ${how[access.kind]}` };
}

function refused(access: Access, stderr: string, intervalSeconds: number): Omit<Finding, 'check'> {
  if (access.kind !== 'sudo')
    return {
      state: 'problem',
      detail: `it needs root${lastWords(stderr)}; the system's own is run through sudo`,
      ...(access.kind === 'given' ? { mend: 'unset POWERMETRICS_PATH' } : {}),
    };
  return {
    state: 'problem',
    detail: `only root may run it (${GIVES}): ${ruleInWords(access.rule, intervalSeconds)}${lastWords(stderr)}`,
    mend: sudoRule.install,
  };
}

function ruleInWords(rule: SudoRule, intervalSeconds: number): string {
  switch (rule.kind) {
    case 'none':
      return 'there is no sudo rule';
    case 'other interval':
      return `the sudo rule is for every ${rule.milliseconds / 1000} s, COLLECT_INTERVAL_SECONDS is ${intervalSeconds}`;
    case 'incomplete':
      return 'the sudo rule is not for the command lines of this version';
    case 'unknown':
      return rule.why;
    case 'complete':
    case 'too wide':
      return 'there is a sudo rule, and sudo refuses all the same';
  }
}

function notStarted(
  access: Access,
  { program, code }: Extract<Trial, { kind: 'not started' }>,
): Omit<Finding, 'check'> {
  if (access.kind === 'given')
    return code === 'EACCES'
      ? {
          state: 'problem',
          detail: `${program} of POWERMETRICS_PATH may not be run`,
          mend: `chmod +x ${quoted(program)}`,
        }
      : {
          state: 'problem',
          detail: `${program} of POWERMETRICS_PATH cannot be started (${code}); without it the system's own is run`,
          mend: 'unset POWERMETRICS_PATH',
        };
  if (program === 'sudo')
    return {
      state: 'problem',
      detail: `sudo cannot be started (${code}), and only root may run powermetrics`,
      mend: 'export PATH="/usr/bin:$PATH"',
    };
  return {
    state: 'problem',
    detail: `${program} cannot be started (${code}); it is part of macOS`,
  };
}

/** The last thing it said, for whoever has to search for it. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.findLast((line) => line !== '');
  return said === undefined ? '' : `; it said "${said.slice(0, 200)}"`;
}
