import { splitDocuments } from '../plist/split-documents.ts';
import { splitSamples } from '../reading/split-samples.ts';
import type { Splitter } from '../reading/splitter.ts';
import { startsAsPlist } from './starts-as-plist.ts';

/** Cuts a recording of powermetrics in either of its formats, which its first characters tell. */
export function splitPowermetrics(): Splitter {
  let splitter: Splitter | undefined;
  return {
    push(chunk) {
      const text = chunk.toString('utf8');
      if (splitter === undefined && text.trim() === '') return { documents: [], dropped: false };
      splitter ??= startsAsPlist(text) ? splitDocuments() : splitSamples();
      return splitter.push(chunk);
    },
    rest: () => splitter?.rest(),
  };
}
