const END = Buffer.from('</plist>');
const NEW_LINE = 0x0a;
const NUL = 0x00;

/** A document with per-process figures has some 0.4 MB; what grows past this is not powermetrics. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

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
 * NUL is taken off the next one. Works on bytes: chunks may end inside a character.
 */
export function splitDocuments(maxBytes = MAX_DOCUMENT_BYTES): DocumentSplitter {
  let held: Buffer = Buffer.alloc(0);
  let searched = 0;
  return {
    push(chunk) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const documents: string[] = [];
      for (let end = endOfDocument(held, searched); end >= 0; end = endOfDocument(held, 0)) {
        documents.push(asText(held.subarray(0, end)));
        held = held.subarray(end);
        searched = 0;
      }
      searched = Math.max(0, held.length - END.length - 1);
      if (held.length <= maxBytes) return { documents, dropped: false };
      held = Buffer.alloc(0);
      searched = 0;
      return { documents, dropped: true };
    },
    rest() {
      const text = asText(held).trim();
      return text === '' ? undefined : text;
    },
  };
}

/** Where the first document ends: after a line that is `</plist>` and whose end has arrived; else -1. */
function endOfDocument(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(END, from); at >= 0; at = bytes.indexOf(END, at + 1)) {
    const after = at + END.length;
    const startsLine = at === 0 || bytes[at - 1] === NEW_LINE;
    if (startsLine && bytes[after] === NEW_LINE) return after + 1;
  }
  return -1;
}

function asText(bytes: Buffer): string {
  let start = 0;
  while (bytes[start] === NUL) start += 1;
  return bytes.toString('utf8', start);
}
