import { execFile } from 'node:child_process';

/** A list of some thousand processes has a quarter of it. */
const MOST_OUTPUT_BYTES = 1024 * 1024;
/** More of a complaint is not worth passing on. */
const MOST_COMPLAINT_CHARACTERS = 200;

export type ToolCommand = {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly timeoutSeconds: number;
};

/** What a tool printed, however it ended: sysctl ends with 1 when it knows all names but one. */
export type ToolAnswer = {
  readonly text: string;
  /** Why it did not end well. */
  readonly failure?: string;
};

/** Runs one of the system's tools, found through PATH and without a shell. Never rejects. */
export async function askTool(command: ToolCommand, signal?: AbortSignal): Promise<ToolAnswer> {
  // A signal of its own: execFile leaves its listener behind when there is no such program.
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  try {
    return await execute(command, ending.signal);
  } catch (error) {
    return { text: '', failure: failureOf(error as Failure, command, '') }; // Some are thrown at once.
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

function execute(command: ToolCommand, signal: AbortSignal): Promise<ToolAnswer> {
  return new Promise((resolve) => {
    execFile(
      command.program,
      command.arguments,
      {
        env: { PATH: process.env['PATH'], LC_ALL: 'C' }, // In other languages some write decimal commas.
        encoding: 'utf8',
        timeout: command.timeoutSeconds * 1000,
        killSignal: 'SIGKILL',
        maxBuffer: MOST_OUTPUT_BYTES,
        signal,
      },
      (error, text, complaint) =>
        resolve(
          error === null ? { text } : { text, failure: failureOf(error, command, complaint) },
        ),
    );
  });
}

type Failure = { readonly code?: unknown; readonly killed?: boolean };

function failureOf(
  error: Failure,
  { program, timeoutSeconds }: ToolCommand,
  complaint: string,
): string {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    return `there is no ${program} on PATH: on a Mac it is in /usr/bin or /usr/sbin`;
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `${program} printed more than ${MOST_OUTPUT_BYTES / 1024} kB`;
  if (error.code === 'ABORT_ERR') return `${program} was stopped`;
  if (error.killed) return `${program} did not answer within ${timeoutSeconds} s`;
  const [said = ''] = complaint.trim().split('\n');
  const words = said === '' ? '' : `: ${said.slice(0, MOST_COMPLAINT_CHARACTERS)}`;
  return `${program} ended with ${String(error.code)}${words}`;
}
