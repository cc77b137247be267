/** When an entry was written, by the store's clock: its id begins with the milliseconds. */
export function entryTime(entryId: string): Date {
  return new Date(Number(entryId.split('-')[0]));
}
