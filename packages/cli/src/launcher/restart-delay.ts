const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 30;

/** How long to wait before the next start after so many failures in a row: 1, 2, 4 … 30 seconds. */
export function restartDelaySeconds(failures: number): number {
  return Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, failures - 1));
}
