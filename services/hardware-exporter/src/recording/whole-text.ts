import type { Splitter } from '../reading/splitter.ts';

/** All tools together print less than a hundredth of this. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Takes everything for one document: outputs of several tools may stand after each other. */
export function wholeText(): Splitter {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    push(chunk) {
      const isTooMuch = bytes + chunk.length > MAX_BYTES;
      if (!isTooMuch) {
        bytes += chunk.length;
        chunks.push(chunk);
      }
      return { documents: [], dropped: isTooMuch };
    },
    rest() {
      const text = Buffer.concat(chunks.splice(0)).toString('utf8');
      return text.trim() === '' ? undefined : text;
    },
  };
}
