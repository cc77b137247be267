import { z } from 'zod';

/** A number that an engine may leave out, or give as null. */
export const Count = z
  .number()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? undefined);

/** A list that an engine may leave out, or give as null. */
export function listOrNothing<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}

/** A text that an engine may leave out, or give as null. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** A moment of the engine; year 1 is how Go writes "never". */
export const EngineMoment = z
  .string()
  .nullish()
  .transform((text) => {
    if (text === null || text === undefined || text.startsWith('0001-')) return undefined;
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? undefined : date;
  });
