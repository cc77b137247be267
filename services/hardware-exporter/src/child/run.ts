import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Command, Ending } from './tool.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Enough for its sentence and some noise. */
const KEPT_STDERR_CHARACTERS = 4096;
/** A start through sudo on a busy machine, or the calibration of a tool, takes longer than a sample. */
const START_SECONDS = 5;
const LEAST_SILENCE_SECONDS = 1;
const SILENT_INTERVALS = 3;
/** A tool ends at once when asked; after this it is killed. */
const ASK_SECONDS = 2;
/** A child of root cannot be killed from here: it ends at its next write, into a closed pipe. */
const LEAVE_SECONDS = 4;
/** One faulty document is an accident; this many in a row are what the tool writes now. */
const UNREADABLE_IN_A_ROW = 3;

type RunOptions = {
  readonly intervalSeconds: number;
  readonly signal: AbortSignal;
  /** Takes a document and says whether it could be read. */
  onDocument(document: string): boolean;
  /** Too much came without the end of a document. */
  onDropped(): void;
};

/** Runs a tool until it ends, falls silent, talks nonsense or the signal comes, and leaves no child behind. */
export async function run(command: Command, options: RunOptions): Promise<Ending> {
  const child = start(command);
  if (typeof child !== 'string') return follow(child, command, options);
  return { kind: 'not started', program: command.program, code: child };
}

function follow(child: Child, command: Command, options: RunOptions): Promise<Ending> {
  const { intervalSeconds, signal } = options;
  const silence = Math.max(LEAST_SILENCE_SECONDS, SILENT_INTERVALS * intervalSeconds);
  return new Promise((resolve) => {
    const splitter = command.split();
    let documents = 0;
    let unreadable = 0;
    let stderr = '';
    let ending: Ending | undefined;
    let quiet: NodeJS.Timeout | undefined;
    let watchdog = watch(silence + START_SECONDS);

    child.stdout.on('data', (chunk: Buffer) => {
      if (ending !== undefined) return;
      const found = splitter.push(chunk);
      if (found.dropped) options.onDropped();
      for (const document of found.documents) take(document);
      if (command.quietSeconds === undefined || ending !== undefined) return;
      clearTimeout(quiet);
      quiet = setTimeout(flush, command.quietSeconds * 1000);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR_CHARACTERS);
    });
    child.on('error', (error) => {
      if (child.pid !== undefined) return; // It runs: this says that it may not be killed.
      finish({ kind: 'not started', program: command.program, code: codeOf(error) });
    });
    child.once('close', (code, killedBy) => {
      if (ending === undefined) flush();
      const how = killedBy === null ? `exit code ${code}` : killedBy;
      finish(ending ?? { kind: 'exited', how, stderr, documents });
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();

    function take(document: string): void {
      if (ending !== undefined) return;
      clearTimeout(watchdog);
      watchdog = watch(silence);
      documents += 1;
      unreadable = options.onDocument(document) ? 0 : unreadable + 1;
      if (unreadable >= UNREADABLE_IN_A_ROW) endWith({ kind: 'unreadable', documents: unreadable });
    }
    function flush(): void {
      const rest = command.quietSeconds === undefined ? undefined : splitter.rest();
      if (rest !== undefined) take(rest);
    }
    function watch(seconds: number): NodeJS.Timeout {
      return setTimeout(() => endWith({ kind: 'silent', seconds: silence }), seconds * 1000);
    }
    function stop(): void {
      endWith({ kind: 'exited', how: 'stopped', stderr: '', documents });
    }
    function endWith(because: Ending): void {
      if (ending !== undefined) return;
      ending = because;
      endChild(child, () => finish(because));
    }
    function finish(result: Ending): void {
      clearTimeout(watchdog);
      clearTimeout(quiet);
      signal.removeEventListener('abort', stop);
      resolve(result);
    }
  });
}

/** The child, or why there is none: some reasons (a path through a file, another processor's program) are thrown. */
function start({ program, arguments: words }: Command): Child | string {
  try {
    return spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : String(error);
}

/** Asks, closes the pipes, kills; calls back only where none of it helped in time. */
function endChild(child: Child, onLeft: () => void): void {
  child.kill('SIGTERM');
  child.stdout.destroy();
  child.stderr.destroy();
  const kill = setTimeout(() => child.kill('SIGKILL'), ASK_SECONDS * 1000);
  const leave = setTimeout(() => {
    child.unref();
    onLeft();
  }, LEAVE_SECONDS * 1000);
  child.once('close', () => {
    clearTimeout(kill);
    clearTimeout(leave);
  });
}
