/** Runs a job for every item, at most `limit` at once; results are in the order of the items. */
export async function atMost<Item, Result>(
  limit: number,
  items: readonly Item[],
  job: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    for (const [index, item] of queue) results[index] = await job(item);
  });
  await Promise.all(workers);
  return results;
}
