import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { Container } from '@m4max/contracts';
import { jsonDocuments } from './json-documents.ts';
import { eventReader } from './read-events.ts';
import { statsReader } from './read-stats.ts';

/** What no engine should send, and one of them will. */
const ODD = [
  ...[null, '', 'x', true, [], [null], {}, { a: null }, -1, -0, 1.5, 0, 1e308],
  ...[18446744073709552000, '0001-01-01T00:00:00Z'],
];
const ROUNDS = 20;

/** The same numbers in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** A value of which some parts are missing and others replaced. */
function damaged(value: unknown, random: () => number): unknown {
  if (random() < 0.03) return ODD[Math.floor(random() * ODD.length)];
  if (Array.isArray(value)) return value.map((item) => damaged(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => random() > 0.01)
      .map(([key, part]) => [key, damaged(part, random)]),
  );
}

const folder = new URL('./fixtures/', import.meta.url);

it.each(readdirSync(folder))('%s with damage is read without a fault of ours', (name) => {
  const documents = jsonDocuments();
  const pieces = documents.push(readFileSync(new URL(name, folder), 'utf8'));
  const values = pieces.flatMap((it): unknown[] =>
    it.kind === 'text' ? [JSON.parse(it.text)] : [],
  );
  const random = randomNumbers(7);
  const isEvents = name.startsWith('events');
  let results = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const reader = isEvents ? eventReader() : statsReader();
    for (const value of values) {
      const json = damaged(value, random);
      const understood = reader(json, JSON.stringify(json));
      if (understood.kind !== 'result') continue;
      results += 1;
      if (!isEvents) Container.loose().parse(understood.result); // `missing` stands beside its fields.
    }
  }
  expect(results).toBeGreaterThan(0);
});
