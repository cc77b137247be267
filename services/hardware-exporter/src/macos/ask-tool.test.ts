import { getEventListeners } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { askTool } from './ask-tool.ts';

jest.setTimeout(60_000); // Processes start slowly on a busy machine.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function toolThat(script: string, timeoutSeconds = 30) {
  const program = join(folder, 'tool');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { program, arguments: ['one two', '$HOME'], timeoutSeconds };
}

it('gives what the tool printed, asked without a shell and in the language of computers', async () => {
  const answer = await askTool(toolThat('printf "%s|" "$LC_ALL" "$@"'));
  expect(answer).toEqual({ text: 'C|one two|$HOME|' });
});

it('gives what a tool printed that ended badly, with its first complaint', async () => {
  const answer = await askTool(
    toolThat('echo half; echo "no such oid" >&2; echo more >&2; exit 1'),
  );
  expect(answer).toEqual({
    text: 'half\n',
    failure: expect.stringMatching(/tool ended with 1: no such oid$/),
  });
});

it.each([
  {
    title: 'hangs',
    script: 'trap "" TERM; exec /bin/sleep 600',
    failure: /did not answer within 0.5 s/,
  },
  {
    title: 'floods',
    script: 'i=0; while :; do echo "$PATH$PATH$PATH$PATH$PATH$PATH$PATH$PATH"; done',
    failure: /printed more than 1024 kB/,
  },
])('does not wait for one that $title', async ({ title, script, failure }) => {
  const answer = await askTool(toolThat(script, title === 'hangs' ? 0.5 : 30));
  expect(answer.failure).toMatch(failure);
  expect(answer.text.length).toBeLessThanOrEqual(1024 ** 2);
});

it('says where a tool should be that is not there', async () => {
  const answer = await askTool({
    program: 'no-such-tool-of-a-mac',
    arguments: [],
    timeoutSeconds: 5,
  });
  expect(answer).toEqual({ text: '', failure: expect.stringContaining('/usr/bin or /usr/sbin') });
});

it('says so of one that cannot be started, and leaves nothing on the signal', async () => {
  const { signal } = new AbortController();
  const blocked = join(toolThat('exit 0').program, 'tool');
  for (const program of ['no-such-tool-of-a-mac', blocked])
    expect(await askTool({ program, arguments: [], timeoutSeconds: 5 }, signal)).toMatchObject({
      text: '',
      failure: expect.stringContaining('tool'),
    });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('is not started once the signal has come', async () => {
  const answer = await askTool(toolThat('exec /bin/sleep 600'), AbortSignal.abort());
  expect(answer.failure).toContain('was stopped');
});

it('stops when it is told to', async () => {
  const stopping = new AbortController();
  const answer = askTool(toolThat('exec /bin/sleep 600'), stopping.signal);
  stopping.abort();
  expect(await answer).toMatchObject({ failure: expect.stringContaining('was stopped') });
});
