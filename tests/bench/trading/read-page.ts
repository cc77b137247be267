/** What the bench needs of the exporter's page, and how long the page took. */
export type Page = {
  readonly seconds: number;
  /** Measured so far: market data, and orders acknowledged. */
  readonly feeds: number;
  readonly acks: number;
  readonly feedQuantiles: ReadonlyMap<string, number>;
  readonly ackQuantiles: ReadonlyMap<string, number>;
};

export async function readPage(url: string): Promise<Page> {
  const started = performance.now();
  const reply = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(30_000) });
  const text = await reply.text();
  const seconds = (performance.now() - started) / 1000;
  const lines = text.split('\n');
  return {
    seconds,
    feeds: sum(lines, 'nautilus_market_data_latency_seconds_count', 'stage="feed"'),
    acks: sum(lines, 'nautilus_order_execution_latency_seconds_count', 'stage="submit_ack"'),
    feedQuantiles: quantiles(
      lines,
      'nautilus_market_data_latency_quantile_seconds',
      'stage="feed"',
    ),
    ackQuantiles: quantiles(
      lines,
      'nautilus_order_execution_latency_quantile_seconds',
      'stage="submit_ack"',
    ),
  };
}

function rows(lines: readonly string[], name: string, label: string): readonly string[] {
  return lines.filter((line) => line.startsWith(`${name}{`) && line.includes(label));
}

function valueOf(line: string): number {
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}

function sum(lines: readonly string[], name: string, label: string): number {
  return rows(lines, name, label).reduce((total, line) => total + valueOf(line), 0);
}

function quantiles(
  lines: readonly string[],
  name: string,
  label: string,
): ReadonlyMap<string, number> {
  return new Map(
    rows(lines, name, label).map((line) => [
      /quantile="([\d.]+)"/.exec(line)?.[1] ?? '',
      valueOf(line),
    ]),
  );
}
