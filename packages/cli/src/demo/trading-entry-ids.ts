/** Ids of entries that are added a little after their time; in each stream every id is above the last. */
export type EntryIds = { next(stream: string, milliseconds: number): string };

export function entryIds(): EntryIds {
  const last = new Map<string, { readonly milliseconds: number; readonly sequence: number }>();
  return {
    next(stream, milliseconds) {
      const before = last.get(stream);
      const moment = Math.max(Math.floor(milliseconds), before?.milliseconds ?? 0);
      const sequence = moment === before?.milliseconds ? before.sequence + 1 : 0;
      last.set(stream, { milliseconds: moment, sequence });
      return `${moment}-${sequence}`;
    },
  };
}
