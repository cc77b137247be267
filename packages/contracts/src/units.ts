import { z } from 'zod';

/** A share from 0 to 1. */
export const Ratio = z.number().min(0).max(1);
export const NonNegative = z.number().nonnegative();
export const Bytes = z.number().nonnegative();
export const Seconds = z.number().nonnegative();
/** A moment, ISO 8601 in UTC. */
export const Moment = z.iso.datetime();
