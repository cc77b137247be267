/** When something happens to a simulated container, counted from its creation. */
export type Schedule = { readonly firstAfterSeconds: number; readonly everySeconds: number };

/** Whether it happens after the first age and up to the second one, in seconds. */
export function happensBetween(schedule: Schedule | undefined, from: number, to: number): boolean {
  if (schedule === undefined || to < schedule.firstAfterSeconds) return false;
  return timesUpTo(schedule, to) > timesUpTo(schedule, from);
}

/** Whether something that lasts for so many seconds each time goes on at that age. */
export function lastsAt(
  schedule: (Schedule & { readonly lastsSeconds: number }) | undefined,
  age: number,
): boolean {
  if (schedule === undefined || age < schedule.firstAfterSeconds) return false;
  return (age - schedule.firstAfterSeconds) % schedule.everySeconds < schedule.lastsSeconds;
}

function timesUpTo({ firstAfterSeconds, everySeconds }: Schedule, age: number): number {
  return age < firstAfterSeconds ? 0 : 1 + Math.floor((age - firstAfterSeconds) / everySeconds);
}
