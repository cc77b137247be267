/** Recordings may go over days; the containers heard of longest ago are forgotten beyond this. */
const MAX_CONTAINERS = 10_000;

/** Keeps what is known of a container in place of what was known before; nothing where that is over. */
export function remember<Known>(
  known: Map<string, Known>,
  container: string,
  newest: Known | undefined,
): void {
  known.delete(container); // The newest stands last.
  if (newest !== undefined) known.set(container, newest);
  const oldest = known.keys().next().value;
  if (known.size > MAX_CONTAINERS && oldest !== undefined) known.delete(oldest);
}
