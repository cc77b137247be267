import type { LatestTrading } from '@m4max/contracts';
import { STEPS } from '../state/trend.ts';
import type { Tone } from './tone.ts';

type Score = LatestTrading['score'];

/** The score's parts with their weights, as the scoring has them. */
export const scoreParts: readonly {
  readonly part: keyof Score['components'];
  readonly title: string;
  readonly weight: number;
}[] = [
  { part: 'latency', title: 'Latency', weight: 0.4 },
  { part: 'risk', title: 'Risk', weight: 0.2 },
  { part: 'ml', title: 'ML', weight: 0.2 },
  { part: 'throughput', title: 'Throughput', weight: 0.2 },
];

/** 85 is what the desk aims for; under 70 warns and under 50 is critical. */
export function scoreTone(score: number): Tone {
  if (score < 50) return 'critical';
  return score < 70 ? 'warning' : 'fine';
}

/** `down 17 in 10 min`, or nothing when it has hardly moved or ten minutes ago is not known. */
export function scoreChange(column: readonly (number | undefined)[]): string | undefined {
  const now = column.findLast((value) => value !== undefined);
  const before = column[STEPS - 1 - STEPS_IN_TEN_MINUTES];
  if (now === undefined || before === undefined) return undefined;
  const change = Math.round(now - before);
  if (Math.abs(change) < 3) return undefined;
  return `${change < 0 ? 'down' : 'up'} ${Math.abs(change)} in 10 min`;
}

const STEPS_IN_TEN_MINUTES = 60;
