import type { SlidingWindow } from '../histogram/sliding-window.ts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';
import { createRecentMap } from '../recent/recent-map.ts';

/** Predictions that wait for their outcome: at least so many, at most twice. */
const RECENT_PREDICTIONS = 20_000;
const MAX_MODELS = 64;
/** Fewer outcomes say nothing about a model. */
const FEWEST_OUTCOMES = 20;

type Accuracy = {
  readonly model: string;
  readonly outcomes: number;
  /** Share that came true, and the lower end of its 95 % interval; absent with too few outcomes. */
  readonly ratio?: number;
  readonly lowerBound?: number;
};

export type AccuracyKeeper = {
  predict(id: string, model: string, prediction: string): void;
  /** Whether the id belongs to a prediction that still waited. */
  settle(id: string, outcome: string, atMilliseconds: number): boolean;
  accuracies(nowMilliseconds: number): readonly Accuracy[];
};

type Slice = { right: number; outcomes: number };

/** Joins predictions with what came true later. */
export function createAccuracyKeeper(windowSeconds: number): AccuracyKeeper {
  const waiting = createRecentMap<{ readonly model: string; readonly prediction: string }>(
    RECENT_PREDICTIONS,
  );
  const models = new Map<string, SlidingWindow<Slice>>();

  function windowOf(model: string): SlidingWindow<Slice> {
    const name = models.has(model) || models.size < MAX_MODELS ? model : 'other';
    const window =
      models.get(name) ??
      createSlidingWindow({
        windowSeconds,
        sliceSeconds: windowSeconds / 30,
        create: () => ({ right: 0, outcomes: 0 }),
      });
    models.set(name, window);
    return window;
  }

  return {
    predict(id, model, prediction) {
      waiting.set(id, { model, prediction });
    },
    settle(id, outcome, atMilliseconds) {
      const made = waiting.get(id);
      if (made === undefined) return false;
      waiting.delete(id);
      const slice = windowOf(made.model).at(atMilliseconds);
      if (slice === undefined) return true;
      slice.outcomes += 1;
      if (made.prediction === outcome) slice.right += 1;
      return true;
    },
    accuracies(nowMilliseconds) {
      return [...models].flatMap(([model, window]) => {
        const slices = window.within(nowMilliseconds);
        const outcomes = slices.reduce((sum, slice) => sum + slice.outcomes, 0);
        const right = slices.reduce((sum, slice) => sum + slice.right, 0);
        if (outcomes === 0) return [];
        if (outcomes < FEWEST_OUTCOMES) return [{ model, outcomes }];
        const lowerBound = wilsonLowerBound(right, outcomes);
        return [{ model, outcomes, ratio: right / outcomes, lowerBound }];
      });
    },
  };
}

/** Wilson's score interval at 95 %: its lower end. */
export function wilsonLowerBound(right: number, outcomes: number): number {
  const z = 1.96;
  const ratio = right / outcomes;
  const z2 = (z * z) / outcomes;
  const spread = z * Math.sqrt((ratio * (1 - ratio) + z2 / 4) / outcomes);
  return Math.max(0, (ratio + z2 / 2 - spread) / (1 + z2));
}
