import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { hardwareSamples } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { closeStore, connectStore } from '@m4max/streams';
import { eventually, requireComponent, startRedis } from '@m4max/test-kit';
import { acknowledge } from '../alerts/acknowledge.ts';
import { compileRules } from '../rules/compile.ts';
import { hardware, rule, second } from '../rules/fixtures/samples.ts';
import { createEvaluator } from './evaluator.ts';
import { ALERTS_KEY, OUTBOX_KEY, UNREADABLE_ALERTS_KEY } from './keys.ts';
import { changeRecord, loadRecord, loadRecords } from './records.ts';

const log = { info() {}, warn() {}, error() {} };
const rules = compileRules([
  rule({
    levels: [{ severity: 'warning', above: 0.9, clear_below: 0.85, for: '10s' }],
  }),
]);

/** A take-over alone takes seconds; the machine may be busy. */
jest.setTimeout(60_000);

type Evaluator = ReturnType<typeof createEvaluator>;

const suite = requireComponent('redis-server') ? describe : describe.skip;

suite('evaluators on a real store', () => {
  const starting = startRedis({ args: ['--appendfsync', 'always'] });
  const stores: Store[] = [];
  const evaluators: Evaluator[] = [];
  let store: Store;

  const connect = async () => {
    const connected = connectStore((await starting).url, { name: 'test', log });
    stores.push(connected);
    await eventually('the store is there', () => connected.status === 'ready');
    return connected;
  };
  const evaluate = async (holder: string) => {
    const own = await connect();
    const evaluator = createEvaluator({
      store: own,
      rules,
      silentResolveSeconds: 3600,
      holder,
      log,
    });
    evaluators.push(evaluator);
    await evaluator.start();
    return { evaluator, own };
  };
  const leads = (evaluator: Evaluator) =>
    eventually('it leads', () => evaluator.facts().leads || undefined);
  const publish = async (from: number, values: readonly number[]) => {
    for (const [index, performance] of values.entries()) {
      const { sample } = hardware({ at: from + index, performance });
      await store.xadd(hardwareSamples.key, '*', 'json', JSON.stringify(sample));
    }
  };
  const judged = (evaluator: Evaluator, samples: number) =>
    eventually('the samples are judged', () =>
      evaluator.facts().samples.hardware >= samples ? true : undefined,
    );
  const alert = async () => (await loadRecords(store))[0]?.alert;
  const notices = async () =>
    (await store.xrange(OUTBOX_KEY, '-', '+')).map(([, fields]) => fields.at(-1));
  const times = (count: number, value: number) => Array.from({ length: count }, () => value);

  beforeEach(async () => {
    store = await connect();
    await store.flushall();
  });
  afterEach(async () => {
    await Promise.all(evaluators.splice(0).map((evaluator) => evaluator.stop()));
    await Promise.all(stores.splice(0).map(closeStore));
  });
  afterAll(async () => (await starting).stop());

  it('fires, ends and tells each once', async () => {
    const { evaluator } = await evaluate('one');
    await leads(evaluator);
    await publish(0, [...times(20, 0.95), 0.5]);
    await eventually('it is resolved', async () =>
      (await alert())?.state === 'resolved' ? true : undefined,
    );
    expect(await alert()).toMatchObject({
      rule_name: 'PerformanceCoresSaturated',
      started_at: second(10),
      ended_at: second(20),
      value: 0.5,
    });
    expect(await notices()).toEqual(['firing', 'resolved']);
  });

  it('a leader that is cut off is followed by another within 5 s, and `for` does not start anew', async () => {
    const first = await evaluate('first');
    await leads(first.evaluator);
    const next = await evaluate('second');
    await publish(0, times(6, 0.95));
    await judged(first.evaluator, 6);
    expect(next.evaluator.facts().leads).toBe(false);

    const cutAt = performance.now();
    first.own.disconnect();
    await leads(next.evaluator);
    const took = performance.now() - cutAt;
    await publish(6, times(5, 0.95));
    await eventually('it fires', async () => (await alert()) ?? undefined);
    expect(await alert()).toMatchObject({ state: 'firing', started_at: second(10) });
    expect(await notices()).toEqual(['firing']);
    expect(took).toBeLessThan(5000);
  });

  it('a restart loses neither what is pending nor what fires, and repeats no notice', async () => {
    const first = await evaluate('first');
    await leads(first.evaluator);
    await publish(0, times(6, 0.95));
    await judged(first.evaluator, 6);
    await first.evaluator.stop();
    await publish(6, times(6, 0.95)); // Nobody reads now.

    const second_ = await evaluate('second');
    await eventually('it fires', async () => (await alert()) ?? undefined);
    expect(await alert()).toMatchObject({ state: 'firing', started_at: second(10) });
    await judged(second_.evaluator, 6);
    await second_.evaluator.stop();

    const third = await evaluate('third');
    await leads(third.evaluator);
    await publish(12, times(3, 0.95));
    await judged(third.evaluator, 3);
    expect(await notices()).toEqual(['firing']);
  });

  it('goes on after the store was killed, with the alert and its acknowledgement', async () => {
    const server = await starting;
    const { evaluator } = await evaluate('one');
    await leads(evaluator);
    await publish(0, times(12, 0.95));
    const firing = await eventually('it fires', async () => (await alert()) ?? undefined);
    await changeRecord(store, firing.fingerprint, (record) => {
      const outcome = record && acknowledge(record, { by: 'anna', now: new Date() });
      return outcome?.kind === 'acknowledged' ? outcome.change : undefined;
    });
    await server.kill();
    await server.restart();
    await eventually('the store is back', () => store.status === 'ready' || undefined);
    await leads(evaluator);
    await publish(12, times(3, 0.95));
    await eventually('the new samples are judged', async () =>
      evaluator.facts().samples.hardware >= 15 ? true : undefined,
    );
    expect(await alert()).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { by: 'anna' },
      started_at: second(10),
    });
    await publish(15, [0.2]);
    await eventually('it is resolved', async () =>
      (await alert())?.state === 'resolved' ? true : undefined,
    );
  });

  it('says when samples are of a later version, and keeps the last state', async () => {
    const { evaluator } = await evaluate('one');
    await leads(evaluator);
    const { sample } = hardware({ at: 0, performance: 0.95 });
    const newer = JSON.stringify({ ...sample, v: 2 });
    await store.xadd(hardwareSamples.key, '*', 'json', newer);
    await eventually('the alert is there', async () => (await alert()) ?? undefined);
    expect(await alert()).toMatchObject({
      rule_name: 'FleetOutdated',
      message: expect.stringContaining('hardware-exporter'),
    });
    await evaluator.stop();
    await store.del(hardwareSamples.key); // As if the next one could read all that is there.
    await evaluate('an update');
    await eventually('it is resolved', async () => (await alert())?.resolved || undefined);
  });

  it('sets a record aside that cannot be read, and lets its alert begin anew', async () => {
    const first = await evaluate('first');
    await leads(first.evaluator);
    await publish(0, times(12, 0.95));
    const firing = await eventually('it fires', async () => (await loadRecords(store))[0]);
    const { fingerprint } = firing.alert;
    const unreadable = JSON.stringify(firing).replace(firing.alert.started_at, 'yesterday');
    await store.hset(ALERTS_KEY, fingerprint, unreadable);
    await publish(12, times(3, 0.95));
    let at = 15;
    await eventually('it fires again', async () => {
      await publish(at++, [0.95]);
      return (await loadRecord(store, fingerprint))?.alert.state === 'firing';
    });
    expect(await store.hgetall(UNREADABLE_ALERTS_KEY)).toEqual({ [fingerprint]: unreadable });
  });

  it('ends an alert that no rule upholds any more', async () => {
    const { evaluator } = await evaluate('one');
    await leads(evaluator);
    await publish(0, times(12, 0.95));
    await eventually('it fires', async () => (await alert()) ?? undefined);
    await evaluator.stop();
    await store.hdel('{m4max}:evaluator', 'state');
    const next = await evaluate('two');
    await leads(next.evaluator);
    await eventually('it is resolved', async () =>
      (await alert())?.resolved_because === 'no longer evaluated' ? true : undefined,
    );
  });
});
