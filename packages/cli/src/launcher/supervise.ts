import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogFile } from './log-file.ts';
import { restartDelaySeconds } from './restart-delay.ts';

/** What the supervisor tells of its child. */
export type ChildNews =
  | {
      readonly kind: 'ended';
      readonly how: string;
      readonly lastWords: string;
      readonly restartInSeconds: number;
    }
  | { readonly kind: 'restarted' };

export type Supervised = {
  readonly name: string;
  /** Resolves when the child has ended for good. Safe to call twice. */
  stop(): Promise<void>;
  /** How the child ended, as long as it has not been started again. */
  ended(): { readonly how: string; readonly lastWords: string } | undefined;
  kill(): void;
};

/** Services end themselves after 25 seconds; what is still there then will not end by being asked. */
const STOP_SECONDS = 28;

/** A child that keeps running this long has recovered: its next failure is its first again. */
const SETTLED_SECONDS = 60;

/**
 * Keeps one Node process running until `stop`. The child is detached, so that a Ctrl-C in the
 * terminal reaches the launcher alone, and ends by itself when its IPC channel breaks.
 */
export function supervise(options: {
  readonly name: string;
  readonly entry: string;
  readonly args?: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly log: LogFile;
  readonly onNews: (news: ChildNews) => void;
}): Supervised {
  const { name, entry, args = [], environment, workingFolder, log, onNews } = options;
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let lastEnd: { how: string; lastWords: string } | undefined;

  async function runOnce(): Promise<void> {
    let lastWords = '';
    const running = spawn(process.execPath, [entry, ...args], {
      detached: true,
      cwd: workingFolder,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = running;
    running.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
    running.stderr?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      lastWords = (lastWords + chunk.toString()).slice(-2000);
    });
    const how = await new Promise<string>((resolve) => {
      running.once('error', (error) => resolve(error.message));
      running.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
    });
    child = undefined;
    lastEnd = { how, lastWords: lastWords.trim() };
  }

  async function keepRunning(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      await runOnce();
      if (stopping.signal.aborted) return;
      const settled = performance.now() - startedAt > SETTLED_SECONDS * 1000;
      failures = settled ? 1 : failures + 1;
      const restartInSeconds = restartDelaySeconds(failures);
      if (lastEnd !== undefined) onNews({ kind: 'ended', ...lastEnd, restartInSeconds });
      await sleep(restartInSeconds * 1000, undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
      if (stopping.signal.aborted) return;
      lastEnd = undefined;
      onNews({ kind: 'restarted' });
    }
  }

  const done = keepRunning();
  return {
    name,
    ended: () => lastEnd,
    kill: () => child?.kill('SIGKILL'),
    async stop() {
      stopping.abort();
      const running = child;
      if (running !== undefined && running.exitCode === null && running.signalCode === null) {
        const exited = once(running, 'exit');
        running.kill('SIGTERM');
        const deadline = setTimeout(() => running.kill('SIGKILL'), STOP_SECONDS * 1000);
        await exited;
        clearTimeout(deadline);
      }
      await done;
    },
  };
}
