import type { PlistDict, PlistValue } from './read-plist.ts';

/** Lists of clusters, of their cores and of clocks; a longer one is no Mac's. */
const MOST_ITEMS = 64;
/** Names become labels of series. */
const MOST_CHARACTERS = 100;

export function isDict(value: PlistValue): value is PlistDict {
  return value instanceof Map;
}

/** powermetrics can be told to mark what it could not measure rather than to end. */
export function isMarkedInvalid(dict: PlistDict): boolean {
  return dict.get('invalid') === true;
}

export function dictAt(dict: PlistDict | undefined, key: string): PlistDict | undefined {
  const value = dict?.get(key);
  return value !== undefined && isDict(value) ? value : undefined;
}

export function listAt(
  dict: PlistDict | undefined,
  key: string,
): readonly PlistValue[] | undefined {
  const value = dict?.get(key);
  return Array.isArray(value) && value.length <= MOST_ITEMS ? value : undefined;
}

/** A reading. Nothing that powermetrics counts is below zero, and what it marks invalid is no reading. */
export function numberAt(dict: PlistDict | undefined, key: string): number | undefined {
  if (dict === undefined || isMarkedInvalid(dict)) return undefined;
  const value = dict.get(key);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

export function textAt(dict: PlistDict, key: string): string | undefined {
  const value = dict.get(key);
  if (typeof value !== 'string' || value.length > MOST_CHARACTERS) return undefined;
  return value === '' ? undefined : value;
}

export function dateAt(dict: PlistDict, key: string): Date | undefined {
  const value = dict.get(key);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
}
