import { MAX_LINE_BYTES } from './read-fix-line.ts';

export type LineCutter = {
  /** The lines that are complete with these bytes, without their ends. */
  cut(bytes: Buffer): readonly string[];
  /** Bytes of the line that is not complete yet. */
  pendingBytes(): number;
};

/**
 * Cuts growing bytes into lines. Of a line without end no more is kept than tells that it is too long.
 * Bytes are taken as Latin-1: what is looked for is ASCII, and no byte is ever invalid.
 */
export function createLineCutter({
  startsMidLine,
}: {
  readonly startsMidLine: boolean;
}): LineCutter {
  let kept = '';
  let pending = 0;
  let isSkipping = startsMidLine;

  function grow(bytes: Buffer): void {
    pending += bytes.length;
    const room = MAX_LINE_BYTES + 1 - kept.length;
    if (!isSkipping && room > 0) kept += bytes.toString('latin1', 0, Math.min(room, bytes.length));
  }

  return {
    cut(bytes) {
      const lines: string[] = [];
      let from = 0;
      for (;;) {
        const end = bytes.indexOf(0x0a, from);
        if (end === -1) break;
        grow(bytes.subarray(from, end));
        if (!isSkipping) lines.push(kept);
        isSkipping = false;
        kept = '';
        pending = 0;
        from = end + 1;
      }
      grow(bytes.subarray(from));
      return lines;
    },
    pendingBytes: () => pending,
  };
}
