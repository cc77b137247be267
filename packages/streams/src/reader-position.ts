/** What XINFO STREAM says; `entriesAdded` is unknown before Redis 7. */
export type StreamState = {
  /** Undefined while it is empty. */
  readonly firstId: string | undefined;
  readonly lastId: string;
  readonly length: number;
  readonly entriesAdded: number | undefined;
};

/** How far a reader is: the id it has read, and its ordinal among all entries ever added, where known. */
export type ReaderPosition = { readonly cursor: string; readonly ordinal: number | undefined };

export type PositionCheck =
  | { readonly kind: 'fine'; readonly position: ReaderPosition }
  | {
      readonly kind: 'trimmed';
      readonly position: ReaderPosition;
      readonly lost: number | undefined;
    }
  | { readonly kind: 'recreated'; readonly position: ReaderPosition };

export const START = '0-0';

/**
 * Whether the stream is still the one that was read. A stream whose newest id is behind the cursor has been
 * made anew (a reader would wait for ever); one that has dropped more entries than were read lost some to us.
 */
export function checkPosition(
  stream: StreamState | undefined,
  position: ReaderPosition,
): PositionCheck {
  const order = compareIds(stream?.lastId ?? START, position.cursor);
  if (order < 0) return { kind: 'recreated', position: { cursor: START, ordinal: 0 } };
  if (stream?.entriesAdded === undefined) return { kind: 'fine', position };
  if (order === 0) {
    return { kind: 'fine', position: { ...position, ordinal: stream.entriesAdded } };
  }
  const dropped = stream.entriesAdded - stream.length;
  const { cursor, ordinal = cursor === START ? dropped : undefined } = position;
  if (ordinal === undefined) {
    // A cursor from before a restart: what lies between it and the first entry cannot be counted.
    const isInside = dropped === 0 || compareIds(stream.firstId ?? stream.lastId, cursor) <= 0;
    if (isInside) return { kind: 'fine', position };
    return { kind: 'trimmed', lost: undefined, position: { cursor, ordinal: dropped } };
  }
  // A smaller count than ours is another stream under the same name, with newer ids.
  if (stream.entriesAdded < ordinal) {
    return { kind: 'recreated', position: { cursor: START, ordinal: 0 } };
  }
  const lost = dropped - ordinal;
  if (lost <= 0) return { kind: 'fine', position: { cursor, ordinal } };
  return { kind: 'trimmed', lost, position: { cursor, ordinal: dropped } };
}

/** Negative when the first is older. */
export function compareIds(one: string, other: string): number {
  const [oneTime = 0, oneSequence = 0] = one.split('-').map(Number);
  const [otherTime = 0, otherSequence = 0] = other.split('-').map(Number);
  return oneTime - otherTime || oneSequence - otherSequence;
}
