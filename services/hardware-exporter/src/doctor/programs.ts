import type { Finding } from '@m4max/contracts';
import { isOlder } from '../reading/is-older.ts';

/** What was found of a program: where, and which version it says it is. */
export type ProgramFacts = {
  /** The variable that names it, where it is set. */
  readonly givenBy?: string;
  readonly found:
    | { readonly kind: 'found'; readonly program: string; readonly version?: string }
    | { readonly kind: 'missing'; readonly why: string };
};

/** Since this version it tells the cores apart, which clusters they are in, and fans. */
const MACMON_SINCE = '0.8.0';

/** macmon: temperatures, fans and what the whole machine takes come from it alone. */
export function macmonFinding({ found, givenBy }: ProgramFacts): Finding {
  const check = 'macmon';
  if (found.kind === 'missing')
    return {
      check,
      detail: `${found.why}; temperatures, fans and the power of memory and machine come from it`,
      ...(givenBy === undefined
        ? { state: 'warning', mend: 'brew install macmon' }
        : { state: 'problem', mend: `unset ${givenBy}` }),
    };
  const { program, version } = found;
  if (version !== undefined && !isOlder(version, MACMON_SINCE))
    return { check, state: 'ok', detail: `${program}, version ${version}` };
  return {
    check,
    state: 'warning',
    detail: `${program} ${version === undefined ? 'does not tell its version' : `is version ${version}`}: single cores and fans need ${MACMON_SINCE}`,
    mend: 'brew upgrade macmon',
  };
}

/** mactop: nothing depends on it, but it may tell two things that no other source does. */
export function mactopFinding({ found, givenBy }: ProgramFacts): Finding {
  const check = 'mactop';
  if (found.kind === 'found') {
    const version = found.version === undefined ? 'version not told' : `version ${found.version}`;
    return { check, state: 'ok', detail: `${found.program}, ${version}` };
  }
  if (givenBy !== undefined)
    return { check, state: 'problem', detail: found.why, mend: `unset ${givenBy}` };
  return {
    check,
    state: 'not here',
    detail: "not needed: only for the bandwidth of the memory and the Neural Engine's duty",
    mend: 'brew install mactop',
  };
}
