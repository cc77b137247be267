import { once } from 'node:events';
import { join } from 'node:path';
import { examineStore } from '../store/examine-store.ts';
import { chooseStore } from '../store/find-store.ts';
import { keepStore } from '../store/keep-store.ts';
import { openStore } from '../store/open-store.ts';
import type { RunningStore } from '../store/running-store.ts';
import { lockFolder, makePrivate } from './data-folder.ts';
import { describeFleet } from './describe-fleet.ts';
import { openLogFile } from './log-file.ts';
import { isTaken, portOwner } from './port-owner.ts';
import { renderTable } from './render-table.ts';
import type { ServicePlan } from './services.ts';
import { planServices, ROOT, readPort, serviceEntry } from './services.ts';
import type { Supervised } from './supervise.ts';
import { supervise } from './supervise.ts';
import { untilLive } from './until-live.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A process that is not a service: the look-alikes of the demo. */
export type Companion = {
  readonly name: string;
  readonly entry: string;
  readonly args: readonly string[];
};

/** How long services may take until they answer. */
const LIVE_SECONDS = 30;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Starts store, companions and services in order, tells what is there, and stops all of it in reverse. */
export async function runFleet(options: {
  readonly environment: Environment;
  readonly hostLabel: string;
  readonly folder: string;
  readonly json: boolean;
  readonly beside: readonly Companion[];
}): Promise<number> {
  const { environment, hostLabel, json, beside } = options;
  const began = performance.now();
  const folder = makePrivate(options.folder);
  const plans = planServices(environment);
  const choice = chooseStore(environment);
  const storePort = readPort('STORE_PORT', environment.STORE_PORT, 6390);
  await refuseTakenPorts(plans, choice.kind === 'given' ? undefined : storePort);
  const unlock = lockFolder(folder);

  const stopping = stopSignal();
  const storeLog = openLogFile(join(folder, 'logs', 'store.log'));
  const open = () =>
    openStore(choice, { port: storePort, folder: join(folder, 'store'), log: storeLog });
  const store = open();
  let kept: Pick<RunningStore, 'stop'> = store;
  const children: Supervised[] = [];
  try {
    say('starting the store');
    const storeName = choice.kind === 'given' ? 'the store of REDIS_URL' : 'the private store';
    const examined = await Promise.race([examineStore(store.url, storeName), endedEarly(store)]);
    if (examined.kind === 'unusable')
      throw new Error(
        choice.kind === 'given' ? examined.reason : `${examined.reason}\n  log: ${storeLog.path}`,
      );
    kept = keepStore({
      first: store,
      open,
      onEnd: (seconds) =>
        say(`the store: ended, next start in ${seconds} s; log: ${storeLog.path}`),
    });

    const shared = {
      ...environment,
      REDIS_URL: store.url,
      HOST_LABEL: hostLabel,
      DATA_DIR: folder,
    };
    const launch = (name: string, entry: string, args: readonly string[], own: Environment) =>
      children.push(
        supervise({
          name,
          entry,
          args,
          environment: { ...shared, ...own },
          workingFolder: ROOT,
          log: openLogFile(join(folder, 'logs', `${name}.log`)),
          onNews: (news) => tellNews(name, news, folder),
        }),
      );
    for (const { name, entry, args } of beside) launch(name, entry, args, {});
    const behind = plans.filter(({ name }) => name !== 'gateway');
    const gateway = plans.filter(({ name }) => name === 'gateway');
    // The gateway comes when those it asks are there: its first verdict is read by people.
    for (const together of [behind, gateway]) {
      if (stopping.aborted) return 0;
      for (const plan of together) {
        say(`starting ${plan.name}`);
        launch(plan.name, serviceEntry(plan.name, 'main'), [], {
          ...plan.environment,
          PORT: String(plan.port),
        });
      }
      await untilLive(together, children, { seconds: LIVE_SECONDS, signal: stopping });
    }
    if (!stopping.aborted) {
      const fleet = await describeFleet(plans, {
        hostLabel,
        store: { kind: choice.kind, version: examined.version, folder, port: storePort },
        seconds: (performance.now() - began) / 1000,
        signal: stopping,
      });
      process.stdout.write(json ? `${JSON.stringify(fleet)}\n` : renderTable(fleet));
    }
    if (!stopping.aborted) await once(stopping, 'abort');
    return 0;
  } finally {
    say('stopping');
    for (const child of children.reverse()) await child.stop();
    await kept.stop();
    unlock();
    say('stopped');
  }
}

/** Aborts at the first Ctrl-C or SIGTERM; a second Ctrl-C does not wait for the draining. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(130); // The children end with their channel.
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return stopping.signal;
}

async function endedEarly(store: RunningStore): Promise<{ kind: 'unusable'; reason: string }> {
  await store.ended;
  return { kind: 'unusable', reason: 'the store ended as soon as it was started' };
}

async function refuseTakenPorts(
  plans: readonly ServicePlan[],
  storePort: number | undefined,
): Promise<void> {
  const wanted = [
    ...plans.map(({ name, port, portVariable }) => ({ name, port, portVariable })),
    ...(storePort === undefined
      ? []
      : [{ name: 'the store', port: storePort, portVariable: 'STORE_PORT' }]),
  ];
  const sentences: string[] = [];
  for (const [index, { name, port, portVariable }] of wanted.entries()) {
    const other = wanted.slice(0, index).find((it) => it.port === port);
    if (other !== undefined) {
      sentences.push(`${portVariable} and ${other.portVariable} both ask for port ${port}`);
      continue;
    }
    if (!(await isTaken(port))) continue;
    const owner = (await portOwner(port)) ?? 'another process';
    sentences.push(
      `port ${port} for ${name} is taken by ${owner}: stop it, or choose another with ${portVariable}=${port + 10_000}`,
    );
  }
  if (sentences.length > 0) throw new Error(sentences.join('\n       '));
}

function tellNews(
  name: string,
  news: Parameters<Parameters<typeof supervise>[0]['onNews']>[0],
  folder: string,
): void {
  if (news.kind === 'restarted') return say(`${name}: started again`);
  const log = join(folder, 'logs', `${name}.log`);
  const words = news.lastWords === '' ? '' : `\n  ${news.lastWords.replaceAll('\n', '\n  ')}`;
  say(
    `${name}: ended (${news.how}), next start in ${news.restartInSeconds} s; log: ${log}${words}`,
  );
}
