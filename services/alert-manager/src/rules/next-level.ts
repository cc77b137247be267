import type { Level } from './compile.ts';
import type { LevelState } from './state.ts';

/** Time is what samples cover: `covered` is false after a gap, and then pending starts anew. */
export type Step = {
  readonly at: Date;
  readonly covered: boolean;
  readonly keepFiringSeconds: number;
};

/** Where a level stands after one more value: inactive (`undefined`), pending or firing. */
export function nextLevel(
  level: Level,
  state: LevelState | undefined,
  value: number,
  step: Step,
): LevelState | undefined {
  if (state?.kind === 'firing') return nextFiring(level, state, value, step);
  if (!level.raises(value)) return undefined;
  const at = step.at.toISOString();
  const since = state !== undefined && step.covered ? state.since : at;
  const held = secondsBetween(since, step.at) >= level.forSeconds;
  return held ? { kind: 'firing', since: at } : { kind: 'pending', since };
}

function nextFiring(
  level: Level,
  state: Extract<LevelState, { kind: 'firing' }>,
  value: number,
  { at, keepFiringSeconds }: Step,
): LevelState | undefined {
  if (level.keeps(value)) return { kind: 'firing', since: state.since };
  const clear_since = state.clear_since ?? at.toISOString();
  if (secondsBetween(clear_since, at) >= keepFiringSeconds) return undefined;
  return { kind: 'firing', since: state.since, clear_since };
}

function secondsBetween(from: string, to: Date): number {
  return (to.getTime() - Date.parse(from)) / 1000;
}
