import { VERSION } from '@m4max/contracts';
import type { z } from 'zod';
import { schemaFault } from './schema-fault.ts';

export type ReadEntry<E> =
  | { readonly kind: 'entry'; readonly entry: E }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Schemas are strict for writers; a reader ignores fields that it does not know, so that versions may mix,
 * and refuses only what says itself that it is newer.
 */
export function readEntry<E>(schema: z.ZodType<E>, json: string | undefined): ReadEntry<E> {
  if (json === undefined) return { kind: 'malformed', reason: 'the entry has no field json' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
  return readValue(schema, value);
}

/** As `readEntry`; unknown fields are removed from the value that was handed in. */
export function readValue<E>(schema: z.ZodType<E>, value: unknown): ReadEntry<E> {
  const version = versionOf(value);
  if (version !== undefined && version > VERSION) return { kind: 'newer', version };
  const strict = schema.safeParse(value);
  if (strict.success) return { kind: 'entry', entry: strict.data };
  removeUnknown(value, strict.error.issues);
  const lenient = schema.safeParse(value);
  if (lenient.success) return { kind: 'entry', entry: lenient.data };
  return { kind: 'malformed', reason: schemaFault(lenient.error) };
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('v' in value)) return undefined;
  return typeof value.v === 'number' ? value.v : undefined;
}

function removeUnknown(value: unknown, issues: readonly z.core.$ZodIssue[]): void {
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>((parent, key) => Object(parent)[key], value);
    for (const key of issue.keys) delete Object(holder)[key];
  }
}
