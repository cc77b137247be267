import type { Alert, LiveHealth } from '@m4max/contracts';

/** What could be done, each once; what an open alert on the board says already is left out. */
export function adviceOf(
  { health }: LiveHealth,
  alerts: ReadonlyMap<string, Alert>,
): readonly string[] {
  const said = [...alerts.values()].filter(({ state }) => state !== 'resolved');
  const advice = new Set([...health.optimization_opportunities, ...health.recommendations]);
  return [...advice].filter(
    (sentence) => !said.some(({ message }) => sentence.startsWith(message)),
  );
}
