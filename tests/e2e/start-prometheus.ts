import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, startChild } from '@m4max/test-kit';

/** One series of an answer, its value at the moment of the question. */
type Series = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

/** A real Prometheus that scrapes one service each second. */
export type RunningPrometheus = {
  /** An instant query: a vector, or a scalar as one series without labels. */
  query(expression: string): Promise<readonly Series[]>;
  /** The values of a label among the series that match, as a variable of a dashboard asks. */
  labelValues(label: string, selector: string): Promise<readonly string[]>;
  stop(): Promise<void>;
};

/** How long Prometheus may take to listen on a busy machine. */
const LISTEN_SECONDS = 30;

export async function startPrometheus(target: string): Promise<RunningPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [
      { job_name: 'cadvisor', static_configs: [{ targets: [new URL(target).host] }] },
    ],
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config)); // YAML holds all of JSON.
  const child = startChild('prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--web.listen-address=127.0.0.1:0',
  ]);
  const listening = () => /msg="Listening on" address=(\S+)/.exec(child.output())?.[1];
  await eventually('Prometheus listens', () => child.ended() ?? listening(), {
    seconds: LISTEN_SECONDS,
  });
  const address = listening();
  if (address === undefined) throw new Error(`Prometheus ${child.ended()}: ${child.output()}`);
  const ask = async (path: string, parameters: Readonly<Record<string, string>>) => {
    const url = `http://${address}/api/v1/${path}?${new URLSearchParams(parameters)}`;
    const body = (await (await fetch(url)).json()) as { data?: unknown; error?: string };
    if (body.error !== undefined) throw new Error(`${path}: ${body.error}`);
    return body.data;
  };
  return {
    query: async (query) => seriesOf((await ask('query', { query })) as Result),
    labelValues: async (label, selector) =>
      (await ask(`label/${label}/values`, { 'match[]': selector })) as string[],
    async stop() {
      await child.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Result =
  | { resultType: 'scalar'; result: [number, string] }
  | { resultType: 'vector'; result: { metric: Record<string, string>; value: [number, string] }[] };

function seriesOf(answer: Result): readonly Series[] {
  if (answer.resultType === 'scalar') return [{ labels: {}, value: Number(answer.result[1]) }];
  return answer.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}
