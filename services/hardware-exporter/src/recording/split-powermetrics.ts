import { splitDocuments } from '../plist/split-documents.ts';
import { splitSamples } from '../reading/split-samples.ts';
import type { Splitter } from '../reading/splitter.ts';
import { startsAsPlist } from './starts-as-plist.ts';

/** Cuts a recording of powermetrics in either of its formats, which its first characters tell. */
export function splitPowermetrics(): Splitter {
  let splitter: Splitter | undefined;
  return {
    push(chunk) {
      splitter ??= splitterFor(chunk.toString('utf8'));
      return splitter?.push(chunk) ?? { documents: [], dropped: false };
    },
    rest: () => splitter?.rest(),
  };
}

/** Nothing while only white space has come. */
function splitterFor(start: string): Splitter | undefined {
  if (start.trim() === '') return undefined;
  return startsAsPlist(start) ? splitDocuments() : splitSamples();
}
