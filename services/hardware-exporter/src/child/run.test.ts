import { expect, it, jest } from '@jest/globals';
import { splitDocuments } from '../plist/split-documents.ts';
import { splitSamples } from '../reading/split-samples.ts';
import { run } from './run.ts';
import type { Command } from './tool.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

const DOCUMENT = '<plist>\\n<true/>\\n</plist>\\n';

/** Runs a few lines of JavaScript in the place of a tool. */
function runScript(
  script: string,
  options: {
    intervalSeconds?: number;
    until?: AbortSignal;
    isReadable?: (document: string) => boolean;
    command?: Pick<Command, 'split' | 'quietSeconds'>;
  } = {},
) {
  const documents: string[] = [];
  let dropped = 0;
  let onFirst: (() => void) | undefined;
  const first = new Promise<void>((resolve) => {
    onFirst = resolve;
  });
  const ended = run(
    {
      program: process.execPath,
      arguments: ['-e', script],
      ...(options.command ?? { split: splitDocuments }),
    },
    {
      intervalSeconds: options.intervalSeconds ?? 30,
      signal: options.until ?? new AbortController().signal,
      onDocument(document) {
        documents.push(document);
        onFirst?.();
        return options.isReadable?.(document) ?? true;
      },
      onDropped() {
        dropped += 1;
      },
    },
  );
  return { ended, documents, first, dropped: () => dropped };
}

it('gives documents as they come, and what the end was', async () => {
  const { ended, documents } = runScript(
    `process.stdout.write('${DOCUMENT}\\0${DOCUMENT}'); process.stderr.write('it is over\\n'); process.exitCode = 3`,
  );
  expect(await ended).toEqual({
    kind: 'exited',
    how: 'exit code 3',
    stderr: 'it is over\n',
    documents: 2,
  });
  expect(documents).toHaveLength(2);
});

it.each([
  { title: 'there is no such program', program: '/nowhere/powermetrics', code: 'ENOENT' },
  {
    title: 'it would stand in a file, which is thrown rather than told later',
    program: `${process.execPath}/powermetrics`,
    code: 'ENOTDIR',
  },
])('says that $title', async ({ program, code }) => {
  const ending = await run(
    { program, arguments: [], split: splitDocuments },
    {
      intervalSeconds: 1,
      signal: new AbortController().signal,
      onDocument: () => true,
      onDropped: () => undefined,
    },
  );
  expect(ending).toEqual({ kind: 'not started', program, code });
});

it('ends a child that falls silent', async () => {
  const { ended, documents } = runScript(
    `process.stdout.write('${DOCUMENT}'); setInterval(() => undefined, 1000)`,
    { intervalSeconds: 0.1 },
  );
  expect(await ended).toEqual({ kind: 'silent', seconds: 1 });
  expect(documents).toHaveLength(1);
});

it('ends the child when told to, one that ignores being asked too', async () => {
  const stopping = new AbortController();
  const { ended, first, documents } = runScript(
    `process.on('SIGTERM', () => undefined); process.stdout.on('error', () => undefined);
     process.stdout.write('<plist>\\n<integer>' + process.pid + '</integer>\\n</plist>\\n'); setInterval(() => undefined, 1000)`,
    { until: stopping.signal },
  );
  await first;
  stopping.abort();
  expect(await ended).toMatchObject({ kind: 'exited', how: 'stopped' });
  const pid = Number(/\d+/.exec(documents[0] ?? '')?.[0]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('starts nothing that would outlive a signal that came before', async () => {
  const { ended } = runScript('setInterval(() => undefined, 1000)', { until: AbortSignal.abort() });
  expect(await ended).toMatchObject({ kind: 'exited', how: 'stopped' });
});

it('tells of output without an end, and goes on', async () => {
  const { ended, documents, dropped } = runScript(
    `process.stdout.write('x'.repeat(17 * 1024 * 1024) + '\\n${DOCUMENT}')`,
  );
  await ended;
  expect(dropped()).toBe(1);
  expect(documents).toHaveLength(1);
});

it('ends a child that writes what cannot be read, three times in a row', async () => {
  const { ended, documents } = runScript(
    `setInterval(() => process.stdout.write('${DOCUMENT}'), 10)`,
    { isReadable: () => documents.length === 2 },
  );
  expect(await ended).toEqual({ kind: 'unreadable', documents: 3 });
  expect(documents).toHaveLength(5);
});

it('takes what came for complete when a format without end marks is quiet', async () => {
  const stopping = new AbortController();
  const { ended, first, documents } = runScript(
    `process.stdout.write('*** Sampled system activity\\nCPU Power: 1 mW\\n'); setInterval(() => undefined, 1000)`,
    { until: stopping.signal, command: { split: splitSamples, quietSeconds: 0.05 } },
  );
  await first;
  stopping.abort();
  await ended;
  expect(documents).toEqual(['\n*** Sampled system activity\nCPU Power: 1 mW\n']);
});
