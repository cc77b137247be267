/** The clock of a bus minus ours, good to half of the time that asking took. */
export type ClockOffset = {
  readonly seconds: number;
  /** How far it moved since it was asked for before, if that is more than clocks drift. */
  readonly stepSeconds: number | undefined;
};

/** Clocks drift apart by milliseconds in ten minutes; more than this is a clock that was set, or a machine that slept. */
export const STEP_SECONDS = 0.25;

export function readOffset(options: {
  readonly before: ClockOffset | undefined;
  readonly askedMilliseconds: number;
  readonly answeredMilliseconds: number;
  readonly busMilliseconds: number;
}): ClockOffset {
  const { before, askedMilliseconds, answeredMilliseconds, busMilliseconds } = options;
  const seconds = (busMilliseconds - (askedMilliseconds + answeredMilliseconds) / 2) / 1000;
  const uncertain = (answeredMilliseconds - askedMilliseconds) / 2000;
  const step = before === undefined ? 0 : seconds - before.seconds;
  const isStep = Math.abs(step) > STEP_SECONDS + uncertain;
  return { seconds, stepSeconds: isStep ? step : undefined };
}
