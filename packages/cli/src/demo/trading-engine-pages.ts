/** The pages on which the simulated engines tell of themselves: figures of their whole lives, as the platform's do. */
import { tradingMoment } from './trading-phases.ts';

type Engine = {
  readonly name: string;
  /** While nothing presses. */
  readonly perSecond: number;
  readonly milliseconds: number;
  page(life: Life): object;
};
/** Since the engine started. */
type Life = {
  readonly operations: number;
  readonly seconds: number;
  readonly meanMilliseconds: number;
};

const ENGINES: readonly Engine[] = [
  { name: 'analytics', perSecond: 9, milliseconds: 2.1, page: infoPage('calculations_processed') },
  { name: 'risk', perSecond: 12, milliseconds: 5.5, page: infoPage('risk_calculations') },
  { name: 'ml', perSecond: 8, milliseconds: 8.6, page: infoPage('predictions_made') },
  {
    name: 'features',
    perSecond: 20,
    milliseconds: 0.9,
    page: ({ operations, meanMilliseconds }) => ({
      engine_metrics: { total_feature_sets: operations },
      performance_metrics: { average_processing_time_ms: meanMilliseconds },
    }),
  },
  {
    name: 'websocket',
    perSecond: 140,
    milliseconds: 0.1,
    page: ({ operations, seconds }) => ({
      status: 'healthy',
      websocket_connections: 6,
      messages_streamed: operations,
      uptime_seconds: seconds,
    }),
  },
  {
    name: 'portfolio',
    perSecond: 4,
    milliseconds: 3.2,
    page: ({ operations, meanMilliseconds }) => ({
      status: 'healthy',
      performance: {
        requests_processed: operations,
        average_response_time_ms: meanMilliseconds,
      },
    }),
  },
];
/** Steps of the sum over a life; pressure changes little within one. */
const STEP_SECONDS = 1;

/** What the engine of this name says now; nothing where no such engine has a page. */
export function enginePages(startedAtMilliseconds: number): {
  page(name: string, nowMilliseconds: number): object | undefined;
} {
  const lives = new Map(ENGINES.map(({ name }) => [name, { operations: 0, milliseconds: 0 }]));
  let until = startedAtMilliseconds;
  return {
    page(name, now) {
      live(now);
      const engine = ENGINES.find((it) => `nautilus-${it.name}-engine` === name);
      const life = lives.get(engine?.name ?? '');
      if (engine === undefined || life === undefined) return undefined;
      const operations = Math.floor(life.operations);
      return engine.page({
        operations,
        seconds: (now - startedAtMilliseconds) / 1000,
        meanMilliseconds: life.operations === 0 ? 0 : life.milliseconds / life.operations,
      });
    },
  };

  function live(now: number): void {
    for (; until + STEP_SECONDS * 1000 <= now; until += STEP_SECONDS * 1000) {
      const { pressure } = tradingMoment(until);
      for (const { name, perSecond, milliseconds } of ENGINES) {
        const life = lives.get(name);
        if (life === undefined) continue;
        const operations = perSecond * (1 + pressure) * STEP_SECONDS;
        life.operations += operations;
        life.milliseconds += operations * milliseconds * (1 + 2 * pressure);
      }
    }
  }
}

/** The shipped list of engines, with the pages of this demo in place of those of a platform. */
export function withDemoPages(enginesFile: string, port: number): string {
  let name = '';
  return enginesFile
    .split('\n')
    .map((line) => {
      name = /^ {2}- name: (\S+)/.exec(line)?.[1] ?? name;
      return line.replace(/^ {4}metrics: .*/, `    metrics_url: http://127.0.0.1:${port}/${name}`);
    })
    .join('\n');
}

function infoPage(counter: string): Engine['page'] {
  return ({ operations, seconds, meanMilliseconds }) => ({
    engine_info: {
      [counter]: operations,
      average_processing_time_ms: meanMilliseconds,
      uptime_seconds: seconds,
    },
  });
}
