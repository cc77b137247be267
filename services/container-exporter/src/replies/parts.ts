import { z } from 'zod';

/** A number that an engine may leave out, give as null, or give in a form of its own: then it is not known. */
export const Count = z
  .number()
  .nonnegative()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** A part that an engine may leave out or give as null; one that is not understood costs no other. */
export function partOrNothing<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).nullish().catch(undefined);
}

/** A list that an engine may leave out, give as null, or fill with what is not understood. */
export function listOrNothing<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .catch(undefined)
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

/** It becomes part of a path that is asked for: nothing but what Docker makes ids and names of. */
export const ContainerId = z
  .string()
  .max(128)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/);
