/** Before every entry of a stream. */
export const BEGINNING = '0-0';

const DASH = 0x2d;
const ZERO = 0x30;

/** Negative when `a` was added before `b`. Ids are two whole numbers of up to 64 bits: `<milliseconds>-<sequence>`. */
export function compareIds(a: string, b: string): number {
  const [aTime = '', aSequence = '0'] = a.split('-');
  const [bTime = '', bSequence = '0'] = b.split('-');
  return compareDigits(aTime, bTime) || compareDigits(aSequence, bSequence);
}

/** The milliseconds of an id as it comes from the server: once an entry, so nothing is allocated. */
export function millisecondsIn(id: Buffer): number {
  let milliseconds = 0;
  for (let at = 0; at < id.length; at += 1) {
    const byte = id[at] ?? DASH;
    if (byte === DASH) break;
    milliseconds = milliseconds * 10 + byte - ZERO;
  }
  return milliseconds;
}

function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
