import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { understandAll } from '../fixtures/understand-all.ts';
import { eventReader } from './read-events.ts';

type Told = {
  readonly id: string;
  readonly at: string;
  readonly name: string;
  readonly action: string;
  readonly means: readonly { readonly what: string; readonly detail?: string }[];
  readonly exit?: object;
  readonly restarts?: object;
  readonly oom_events?: number;
};

function read(text: string): readonly Told[] {
  return understandAll(text, eventReader()).flatMap((it) =>
    it.kind === 'result' ? [it.result as Told] : [],
  );
}

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), 'utf8');
}

/** What was told of one container, in its order. */
function meanings(told: readonly Told[], name?: string): readonly string[] {
  return told
    .filter((it) => name === undefined || it.name === name)
    .flatMap(({ means }) => means.map(({ what }) => what));
}

const none = { policy: 0, manual: 0, oom: 0, crash: 0 };
const AFTER_CRASH = ['restarted_by_policy', 'crashed'];
const AFTER_OOM = ['restarted_by_policy', 'oom_killed'];

it.each([
  {
    title: 'a crash loop: four ends of exit 3, on-failure:3 started it three times',
    recording: 'events-20.10-crash-loop',
    means: ['started', 'crashed', ...AFTER_CRASH, ...AFTER_CRASH, ...AFTER_CRASH],
    restarts: { ...none, crash: 3 },
    ooms: 0,
    exit: { code: 3, oom_killed: false, reason: 'crashed: exit code 3' },
  },
  {
    title: 'an OOM loop: three kills, on-failure:2 started it twice',
    recording: 'events-20.10-oom-loop',
    means: ['started', 'oom_killed', ...AFTER_OOM, ...AFTER_OOM],
    restarts: { ...none, oom: 2 },
    ooms: 3,
    exit: { code: 137, signal: 'SIGKILL', oom_killed: true, reason: 'killed for memory (OOM)' },
  },
  {
    title: 'docker restart, stop + start, kill + start by hand; a HUP and an exec end nothing',
    recording: 'events-20.10-by-hand',
    means: [
      ...['started', 'stopped', 'restarted_by_hand', 'paused', 'unpaused', 'renamed'],
      ...['stopped', 'restarted_by_hand', 'killed', 'restarted_by_hand', 'killed', 'removed'],
    ],
    restarts: { ...none, manual: 3 },
    ooms: 0,
    exit: { code: 137, signal: 'SIGKILL', oom_killed: false, reason: 'killed by request' },
  },
  {
    title: 'a health check that flaps: each change once, the six exec events mean nothing',
    recording: 'events-20.10-health',
    means: ['started', 'healthy', 'unhealthy', 'healthy', 'unhealthy', 'healthy', 'killed'],
    restarts: none,
    ooms: 0,
    exit: { code: 137, signal: 'SIGKILL', oom_killed: false, reason: 'killed by request' },
  },
  {
    title: 'API 1.52, without status, id and from: SIGSEGV, OOM in the same nanosecond, restart',
    recording: 'events-1.52',
    means: [
      ...['started', 'crashed', 'restarted_by_policy', 'healthy', 'oom_killed'],
      ...['restarted_by_policy', 'stopped', 'restarted_by_hand'],
    ],
    restarts: { policy: 0, manual: 1, oom: 1, crash: 1 },
    ooms: 1,
    exit: { code: 143, signal: 'SIGTERM', oom_killed: false, reason: 'stopped by request' },
  },
  {
    title: 'Podman: a crash, an end for memory that only `die` tells, podman kill, a removal',
    recording: 'events-podman-5',
    means: [
      ...['started', 'healthy', 'crashed', 'restarted_by_policy', 'unhealthy', 'oom_killed'],
      ...['restarted_by_policy', 'killed', 'removed'],
    ],
    restarts: { policy: 0, manual: 0, oom: 1, crash: 1 },
    ooms: 1,
    exit: { code: 137, signal: 'SIGKILL', oom_killed: false, reason: 'killed by request' },
  },
])('$title', ({ recording, means, restarts, ooms, exit }) => {
  const told = read(fixture(recording));
  const counted = told.filter((it) => it.restarts !== undefined).at(-1);
  expect(meanings(told)).toEqual(means);
  expect(counted?.restarts).toEqual(restarts);
  expect(counted?.oom_events).toBe(ooms);
  expect(told.filter((it) => it.exit !== undefined).at(-1)?.exit).toMatchObject(exit);
});

it('compose up --force-recreate: one container ends under another name, one of its name starts', () => {
  const told = read(fixture('events-20.10-force-recreate'));
  expect(told.map(({ name, means }) => [name, ...means.map(({ what }) => what)].join(' '))).toEqual(
    [
      'web', // create
      'web started',
      'web', // kill 15
      'web', // kill 9, after the second that was given
      'web stopped',
      'web', // stop
      'abc_web renamed',
      'web', // create of the other one
      'abc_web removed',
      'web started', // not a restart: it is another container
      'web', // kill 9 of rm --force
      'web killed',
      'web removed',
    ],
  );
});

it('one-off jobs: a good end is no crash, a bad one is, and nothing counts as a restart', () => {
  const told = read(fixture('events-20.10-one-off'));
  expect(meanings(told, 'job')).toEqual(['started', 'stopped', 'removed']);
  expect(meanings(told, 'bad-job')).toEqual(['started', 'crashed', 'removed']);
  expect(told.find(({ exit }) => exit !== undefined)?.exit).toMatchObject({
    code: 0,
    reason: 'ended by itself',
  });
});

it('an engine that was killed and came back ends its containers and starts the one with a policy', () => {
  const told = read(fixture('events-20.10-engine-restart'));
  expect(meanings(told, 'casualty')).toEqual(['started', 'stopped']);
  // By the order alone this is a stop and a start: that the engine did it, only inspecting tells.
  expect(meanings(told, 'survivor')).toEqual(['started', 'stopped', 'restarted_by_hand']);
});

it('gives each event of a recording an id of its own', () => {
  const ids = read(fixture('events-1.52')).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length); // `oom` and `die` stand in one nanosecond.
});

const event = (over: object) =>
  JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: 'a1' }, time: 1, ...over });

it('takes documents over many lines, and a list for its items', () => {
  const pretty = JSON.stringify(JSON.parse(event({})), undefined, 2);
  expect(read(`${pretty}\n[${event({})}, ${event({ Action: 'die' })}]`)).toHaveLength(3);
});

it.each([
  { text: event({ Type: 'network' }), expected: { kind: 'noted', what: 'event of a network' } },
  {
    text: '{"read":"2026-03-02T09:00:00Z","cpu_stats":{}}',
    expected: {
      kind: 'fault',
      why: 'this is a stats body: m4max read docker-stats understands it',
    },
  },
  {
    text: '2026-03-02T10:00:00.123456789+01:00 container die 4f (exitCode=1, name=web)',
    expected: {
      kind: 'fault',
      why: expect.stringContaining("docker events --format '{{json .}}'"),
    },
  },
  {
    text: '{"Name":"web","Status":"died","Type":"container","ContainerExitCode":1}',
    expected: { kind: 'fault', why: expect.stringContaining('Podman') },
  },
  {
    text: '{"inspect":[{"Id":"a1"}]}',
    expected: { kind: 'fault', why: expect.stringContaining('docker inspect') },
  },
  { text: event({ Actor: {} }), expected: { kind: 'fault', why: expect.any(String) } },
  { text: 'null', expected: { kind: 'fault', why: 'this is only null' } },
])('says of $text what it is', ({ text, expected }) => {
  expect(understandAll(text, eventReader())).toEqual([expected]);
});
