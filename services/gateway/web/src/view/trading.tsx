import type { LatestTrading } from '@m4max/contracts';
import { ageOf } from '../state/age.ts';
import { trendColumn } from '../state/trend.ts';
import { health, now, opened, trading, trends } from '../store.ts';
import { duration, wholeDuration } from '../words/time.ts';
import { count } from '../words/units.ts';
import { Absent } from './absent.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { LatencyTable } from './latency-table.tsx';
import { Marked } from './marked.tsx';
import { Score } from './score.tsx';

export function Trading() {
  const received = trading.value;
  if (received === undefined) {
    return (
      <section class="card trading" aria-label="Trading">
        <Absent title="No trading data yet" service="trading-exporter" health={health.value} />
      </section>
    );
  }
  const { sample } = received;
  const age = ageOf(received, now.value);
  const until = new Date(sample.taken_at);
  return (
    <section class={age.stale ? 'card trading stale' : 'card trading'}>
      <h2>
        <OpenHistory />
        <small>{age.stale ? <StaleWord seconds={age.seconds} /> : inputsInWords(sample)}</small>
      </h2>
      <Score
        sample={sample}
        column={trendColumn(trends.value?.get('score_overall') ?? [], until)}
      />
      {sample.latencies.length === 0 ? (
        <Idle sample={sample} />
      ) : (
        <LatencyTable latencies={sample.latencies} />
      )}
      <Facts sample={sample} />
      <LatencyChart sample={sample} />
    </section>
  );
}

function OpenHistory() {
  return (
    <button
      type="button"
      class="heading"
      data-item
      aria-haspopup="dialog"
      title="History of the score and the latencies"
      onClick={() => {
        opened.value = { kind: 'trading' };
      }}
    >
      Trading
    </button>
  );
}

export function StaleWord({ seconds }: { seconds: number }) {
  return <span class="stale-word">▲ stale, {wholeDuration(seconds)} old</span>;
}

function Idle({ sample }: { sample: LatestTrading }) {
  const why = sample.missing.find(({ field }) => field.startsWith('latencies'))?.reason;
  return (
    <p class="absent">
      No latency in the last {wholeDuration(sample.window_seconds)}:{' '}
      <Marked text={why ?? 'nothing was traded, or no input carries order times'} />
    </p>
  );
}

function Facts({ sample }: { sample: LatestTrading }) {
  const facts = factsOf(sample);
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf({ orders, throughput, ml, risk }: LatestTrading) {
  const messages = throughput.reduce((sum, part) => sum + part.messages_per_second, 0);
  const accuracy = ml.find((model) => model.accuracy !== undefined);
  const oldest = orders?.oldest_in_flight_seconds;
  return [
    orders && {
      name: 'In flight',
      value: `${count(orders.in_flight)}${oldest === undefined ? '' : `, oldest ${duration(oldest)}`}`,
    },
    orders && { name: 'Filled', value: count(orders.filled) },
    orders && { name: 'Rejected', value: count(orders.rejected + orders.denied) },
    throughput.length > 0 && { name: 'Messages', value: `${count(messages)}/s` },
    risk && { name: 'Risk checks', value: `${count(risk.checks_per_second)}/s` },
    accuracy?.accuracy !== undefined && {
      name: `Accuracy, ${accuracy.model_name}`,
      value: `${(accuracy.accuracy * 100).toFixed(1)} %`,
    },
  ].filter((fact) => fact !== false && fact !== undefined);
}

function inputsInWords({ inputs, window_seconds: window }: LatestTrading): string {
  const up = inputs.filter((input) => input.up).length;
  return `last ${wholeDuration(window)} · ${up} of ${inputs.length} inputs live`;
}
