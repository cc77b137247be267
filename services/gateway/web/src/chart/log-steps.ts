/** Where a log axis of shares has its lines. */
const STEPS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

/** The steps that stand on the axis; one past its end would be drawn half outside the chart. */
export function logSteps(lowest: number, highest: number): number[] {
  return STEPS.filter((step) => step >= lowest && step <= highest);
}
