/** From 0 to 1, as Math.random gives it. */
export type Random = () => number;

/** Log-normal around a median, as latencies are. */
export function spread(median: number, sigma: number, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.min(items.length - 1, Math.floor(random() * items.length))];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

export function unique(random: Random): string {
  return Math.floor(random() * 2 ** 52).toString(36);
}
