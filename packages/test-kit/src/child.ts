import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Child = {
  readonly pid: number;
  /** Standard output and error so far, cut to the newest 64 kB. */
  output(): string;
  /** Undefined while it runs, else how it ended. */
  ended(): string | undefined;
  /** Sends the signal and waits until the process is gone (not for SIGSTOP and SIGCONT). */
  kill(signal: NodeJS.Signals): Promise<void>;
};

const OUTPUT_CHARACTERS = 64_000;

/** A child that dies with this process, however this process dies. */
export function startChild(command: string, args: readonly string[]): Child {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_CHARACTERS);
    });
  }
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = error.message;
  });
  const watchdog = child.pid === undefined ? undefined : killWhenOrphaned(child.pid);
  child.once('exit', () => watchdog?.kill('SIGKILL'));
  const ended = () => failure ?? endOf(child);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    async kill(signal) {
      if (ended() !== undefined) return;
      if (signal === 'SIGSTOP' || signal === 'SIGCONT') {
        child.kill(signal);
        return;
      }
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    },
  };
}

function endOf({ exitCode, signalCode }: ChildProcess): string | undefined {
  if (signalCode !== null) return `ended by ${signalCode}`;
  return exitCode === null ? undefined : `ended with ${exitCode}`;
}

/** A shell that reads from us: end of file means that we are gone, even by SIGKILL or in Jest's sandbox. */
function killWhenOrphaned(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.stdin?.on('error', () => undefined);
  watchdog.on('error', () => undefined);
  return watchdog;
}
