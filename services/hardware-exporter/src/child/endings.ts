import type { Ending } from './tool.ts';

const FIRST_DELAY_SECONDS = 1;
/** Also the wait before trying again what a user has to mend first. */
export const LONGEST_DELAY_SECONDS = 60;

/** Waits double from 1 s to 60 s. */
export function delayAfter(failures: number): number {
  return Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** failures);
}

/** Says how a run ended, in words; `noise` is what the tool writes on standard error every day. */
export function describeEnding(name: string, ending: Ending, noise?: RegExp): string {
  switch (ending.kind) {
    case 'not started':
      if (isAbsent(ending)) return `${ending.program} is not there`;
      if (ending.code === 'EACCES') return `${ending.program} may not be run: chmod +x it`;
      return `${ending.program} cannot be started (${ending.code})`;
    case 'silent':
      return `${name} delivered nothing for ${ending.seconds} s and is started anew`;
    case 'unreadable':
      return `${name} wrote ${ending.documents} documents in a row that cannot be read`;
    case 'exited': {
      const said = lastWords(ending.stderr, noise);
      return `${name} ended (${ending.how})${said === undefined ? '' : `: ${said}`}`;
    }
  }
}

/** There is no such file, or one in the place of a folder on the way to it. */
export function isAbsent({ code }: Extract<Ending, { kind: 'not started' }>): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function lastWords(stderr: string, noise: RegExp | undefined): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && noise?.test(line) !== true)?.slice(0, 200);
}
