import { MOST } from './plausible.ts';
import { clockOf, possibleRatio } from './residency.ts';

// What macmon and mactop print, as figures that a Mac can have; `undefined` for everything else.

const MOST_CELSIUS = 150;
const MOST_RPM = 20_000;
const MOST_PIECES = 1024;
/** No core or GPU of a Mac runs slower: what is below was read in the wrong unit. */
const LEAST_MEGAHERTZ = 100;

export function wattsOf(told: unknown): number | undefined {
  return between(told, 0, MOST.watts);
}

/** Exactly 0 is what tools say when no sensor answered. */
export function celsiusOf(told: unknown): number | undefined {
  return between(told, 0, MOST_CELSIUS) || undefined;
}

export function ratioOf(told: unknown): number | undefined {
  return typeof told === 'number' && told >= 0 ? possibleRatio(told) : undefined;
}

/** A share in percent, as a ratio. */
export function ratioOfPercent(told: unknown): number | undefined {
  return typeof told === 'number' ? ratioOf(told / 100) : undefined;
}

export function rpmOf(told: unknown): number | undefined {
  return between(told, 0, MOST_RPM);
}

export function bytesOf(told: unknown): number | undefined {
  return between(told, 0, Number.MAX_SAFE_INTEGER);
}

export function bytesPerSecondOf(told: unknown): number | undefined {
  return between(told, 0, MOST['bytes a second']);
}

export function operationsPerSecondOf(told: unknown): number | undefined {
  return between(told, 0, MOST['operations a second']);
}

/** How many cores or gibibytes there are; 0 is what tools say when they could not count. */
export function countOf(told: unknown): number | undefined {
  const count = between(told, 1, MOST_PIECES);
  return Number.isInteger(count) ? count : undefined;
}

/** A clock in megahertz, as hertz: 0 for a sleeper. One of 0 beside work is a reading that failed. */
export function hertzOf(megahertz: unknown, active: number | undefined): number | undefined {
  const value = between(megahertz, 0, MOST.hertz / 1e6);
  if (value === undefined || (value > 0 && value < LEAST_MEGAHERTZ)) return undefined;
  return clockOf(value * 1e6, active);
}

function between(told: unknown, least: number, most: number): number | undefined {
  return typeof told === 'number' && told >= least && told <= most ? told : undefined;
}
