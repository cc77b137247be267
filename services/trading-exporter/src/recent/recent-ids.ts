/** Remembers at least the newest `limit` ids and at most twice as many. */
export function createRecentIds(limit: number): { isNew(id: string): boolean } {
  let current = new Set<string>();
  let previous = new Set<string>();
  return {
    isNew(id) {
      if (current.has(id) || previous.has(id)) return false;
      current.add(id);
      if (current.size >= limit) {
        previous = current;
        current = new Set();
      }
      return true;
    },
  };
}
