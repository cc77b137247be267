import type { LatestTrading } from '@m4max/contracts';
import { ageOf } from '../state/age.ts';
import { trendColumn } from '../state/trend.ts';
import { gatewayNow, health, now, opened, trading, trends } from '../store.ts';
import { cardFacts } from '../trading/card-facts.ts';
import { wholeDuration } from '../words/time.ts';
import { Absent } from './absent.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { LatencyTable } from './latency-table.tsx';
import { Marked } from './marked.tsx';
import { Score } from './score.tsx';
import { ToneShape } from './tone-shape.tsx';

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
        <LatencyTable latencies={sample.latencies} most={MOST_ROWS} more={More} />
      )}
      <Facts sample={sample} />
      <LatencyChart sample={sample} />
    </section>
  );
}

/** More than these take the eye off what is over its target; the dialog has all. */
const MOST_ROWS = 8;

function More(stages: number) {
  return (
    <button type="button" class="more-stages" onClick={openDetails}>
      {stages} more {stages === 1 ? 'stage' : 'stages'}
    </button>
  );
}

function openDetails() {
  opened.value = { kind: 'trading' };
}

function OpenHistory() {
  return (
    <button
      type="button"
      class="heading"
      data-item
      aria-haspopup="dialog"
      title="All of it, and its history"
      onClick={openDetails}
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
      No latency:{' '}
      <Marked
        text={
          why ??
          `nothing was traded in the last ${wholeDuration(sample.window_seconds)}, or no input carries order times`
        }
      />
    </p>
  );
}

function Facts({ sample }: { sample: LatestTrading }) {
  const facts = cardFacts(sample, gatewayNow.value);
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ name, value, tone }, index) => (
        <div key={`${name} ${index}`} class={tone}>
          <dt>{name}</dt>
          <dd>
            <ToneShape tone={tone} words={tone} />
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function inputsInWords({ inputs, window_seconds: window }: LatestTrading): string {
  const up = inputs.filter((input) => input.up).length;
  return `last ${wholeDuration(window)} · ${up} of ${inputs.length} inputs live`;
}
