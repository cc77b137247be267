import type { LatestTrading } from '@m4max/contracts';
import { duration } from '../words/time.ts';
import { count } from '../words/units.ts';
import type { CardFact } from './card-fact.ts';
import { inputTrouble } from './inputs.ts';
import { budgetNews } from './promises.ts';
import { behindTone, unansweredTone } from './tone.ts';
import { venueNews } from './venues.ts';

/** What stands on the card: the usual figures, and what is unusual only while it is. */
export function cardFacts(sample: LatestTrading, now: Date): readonly CardFact[] {
  return [
    ...orderFacts(sample),
    ...flowFacts(sample),
    ...venueNews(sample.sessions ?? [], now),
    ...budgetNews(sample.slos ?? []),
    ...sample.inputs.flatMap((input): readonly CardFact[] => {
      const value = inputTrouble(input);
      return value === undefined ? [] : [{ name: input.name, value, tone: 'warning' }];
    }),
  ];
}

function orderFacts({ orders }: LatestTrading): readonly CardFact[] {
  if (orders === undefined) return [];
  const { in_flight: inFlight, oldest_in_flight_seconds: oldest } = orders;
  const { oldest_pending_cancel_seconds: cancel = 0 } = orders;
  const age = oldest === undefined || oldest < 0.1 ? '' : `, oldest ${duration(oldest)}`;
  return [
    {
      name: 'In flight',
      value: `${count(inFlight)}${age}`,
      tone: oldest === undefined ? 'fine' : unansweredTone(oldest),
    },
    ...(unansweredTone(cancel) === 'fine'
      ? []
      : [{ name: 'Oldest cancel', value: duration(cancel), tone: unansweredTone(cancel) }]),
    fact('Filled', count(orders.filled)),
    fact('Rejected', count(orders.rejected + (orders.denied ?? 0))),
  ];
}

function flowFacts({ throughput, risk, ml }: LatestTrading): readonly CardFact[] {
  const messages = throughput.reduce((sum, part) => sum + part.messages_per_second, 0);
  const behind = Math.max(0, ...throughput.map((it) => it.backlog_age_seconds ?? 0));
  const judged = ml.find(({ accuracy }) => accuracy !== undefined);
  return [
    ...(throughput.length === 0 ? [] : [fact('Messages', `${count(messages)}/s`)]),
    ...(behindTone(behind) === 'fine'
      ? []
      : [{ name: 'Readers behind', value: duration(behind), tone: behindTone(behind) }]),
    ...(risk === undefined ? [] : [fact('Risk checks', `${count(risk.checks_per_second)}/s`)]),
    ...(judged?.accuracy === undefined
      ? []
      : [fact(`Accuracy, ${judged.model_name}`, `${(judged.accuracy * 100).toFixed(1)} %`)]),
  ];
}

function fact(name: string, value: string): CardFact {
  return { name, value, tone: 'fine' };
}
