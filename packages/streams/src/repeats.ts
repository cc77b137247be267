import { createHash } from 'node:crypto';

/** Far more than a publisher sends again after an outage, for some hundred hosts. */
const REMEMBERED = 20_000;

/** Says whether an entry was seen lately: a lost reply makes its writer send it again. */
export function createRepeats(): (identity: string) => boolean {
  const seen = new Set<string>();
  return (identity) => {
    if (seen.has(identity)) return true;
    seen.add(identity);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    return false;
  };
}

/** A sample is (host, time of reading) within its stream, an event its id; anything else is its text. */
export function identityOf(entry: unknown, json: string): string {
  if (typeof entry === 'object' && entry !== null) {
    const { host, taken_at, id } = entry as Readonly<Record<string, unknown>>;
    if (typeof host === 'string' && typeof taken_at === 'string') return `${host} ${taken_at}`;
    if (typeof id === 'string') return id;
  }
  return createHash('sha1').update(json).digest('base64');
}
