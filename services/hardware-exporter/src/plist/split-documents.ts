const END = Buffer.from('</plist>');
const NEW_LINE = 0x0a;
const NUL = 0x00;
const NOTHING = Buffer.alloc(0);

/** A document with per-process figures has some 0.4 MB; what grows past this is not powermetrics. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** Room for a document of every sampler that the service asks for; more than this is given back. */
const KEPT_ROOM_BYTES = 128 * 1024;

/** Cuts a stream of property lists into documents. */
export type DocumentSplitter = {
  /** The documents that this chunk completes. `dropped` is set when too much came without an end. */
  push(chunk: Buffer): { readonly documents: readonly string[]; readonly dropped: boolean };
  /** What came after the last complete document; `undefined` when that is only white space. */
  rest(): string | undefined;
};

/**
 * powermetrics separates documents by a NUL, which it writes only when the next one begins. Waiting
 * for it would delay every sample by an interval, so a document is cut at the line `</plist>` and the
 * NUL is taken off the next one. Works on bytes: chunks may end inside a character. Every byte is
 * copied and searched a bounded number of times, however small the chunks and however late the end.
 */
export function splitDocuments(maxBytes = MAX_DOCUMENT_BYTES): DocumentSplitter {
  let room = NOTHING;
  let held = 0;

  /** All that is held with the chunk after it; a chunk that nothing waits for is not copied. */
  function joined(chunk: Buffer): Buffer {
    if (held === 0) return chunk;
    const bytes = held + chunk.length;
    if (bytes > room.length) {
      const doubled = Math.min(2 * bytes, maxBytes); // Rarely enough that copies stay few.
      const larger = Buffer.allocUnsafe(Math.max(bytes, doubled, KEPT_ROOM_BYTES));
      room.copy(larger, 0, 0, held);
      room = larger;
    }
    chunk.copy(room, held);
    return room.subarray(0, bytes);
  }

  function keep(rest: Buffer): void {
    if (rest.length > room.length)
      room = Buffer.allocUnsafe(Math.max(rest.length, KEPT_ROOM_BYTES));
    if (rest.length === 0 && room.length > KEPT_ROOM_BYTES) room = NOTHING;
    rest.copy(room);
    held = rest.length;
  }

  return {
    push(chunk) {
      const bytes = joined(chunk);
      const documents: string[] = [];
      let start = 0;
      let from = Math.max(0, held - END.length);
      for (;;) {
        const end = endOfDocument(bytes, start, from);
        if (end < 0) break;
        documents.push(asText(bytes.subarray(start, end)));
        start = end;
        from = end;
      }
      const dropped = bytes.length - start > maxBytes;
      if (dropped) keep(NOTHING);
      else if (start > 0 || held === 0) keep(bytes.subarray(start));
      else held = bytes.length; // It stands in its place already.
      return { documents, dropped };
    },
    rest() {
      const text = asText(room.subarray(0, held)).trim();
      return text === '' ? undefined : text;
    },
  };
}

/**
 * Where the document that begins at `start` ends: after a line that is `</plist>` and whose end has
 * arrived; else -1. Nothing before `from` can be that line.
 */
function endOfDocument(bytes: Buffer, start: number, from: number): number {
  for (let at = bytes.indexOf(END, from); at >= 0; at = bytes.indexOf(END, at + 1)) {
    const after = at + END.length;
    const startsLine = at === start || bytes[at - 1] === NEW_LINE;
    if (startsLine && bytes[after] === NEW_LINE) return after + 1;
  }
  return -1;
}

function asText(bytes: Buffer): string {
  let start = 0;
  while (bytes[start] === NUL) start += 1;
  return bytes.toString('utf8', start);
}
