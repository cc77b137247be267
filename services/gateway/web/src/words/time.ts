/** Two figures of time at most: `0.8 s`, `42 s`, `11 min`, `3 h`, `6 d`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, seconds);
  if (whole < 9.95) return `${whole.toFixed(1)} s`;
  if (whole < 90) return `${Math.round(whole)} s`;
  if (whole < 90 * 60) return `${Math.round(whole / 60)} min`;
  if (whole < 48 * 3600) return `${Math.round(whole / 3600)} h`;
  return `${Math.round(whole / 86_400)} d`;
}

/** The same for time that is told in whole seconds: `5 s`. */
export function wholeDuration(seconds: number): string {
  return seconds < 9.5 ? `${Math.round(Math.max(0, seconds))} s` : duration(seconds);
}

/** `m:ss` until a moment; `0:00` once it has passed. */
export function countdown(until: Date, now: Date): string {
  const seconds = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Seconds from one moment to another; a clock that went back gives 0. */
export function secondsSince(moment: Date, now: Date): number {
  return Math.max(0, (now.getTime() - moment.getTime()) / 1000);
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** `14:02` in the reader's time zone, with the day where it is not today's. */
export function clockTime(moment: Date, now: Date): string {
  if (Number.isNaN(moment.getTime())) return 'unknown time';
  return sameDay(moment, now) ? clock.format(moment) : dayAndClock.format(moment);
}

export function clockTimeWithSeconds(moment: Date): string {
  return clockWithSeconds.format(moment);
}

function sameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
