import type { Splitter } from './splitter.ts';

/** A sample, or the means over the whole run that some versions write last, which are none. */
const START = /\*\*\* (?:Sampled|Summary) system activity/g;
const SAMPLE = '*** Sampled';
const SUMMARY = '*** Summary';
/** A sample has some 50 kB with every sampler; what grows past this is not powermetrics. */
const MAX_SAMPLE_CHARACTERS = 4 * 1024 * 1024;

/**
 * Cuts the text format into samples. Nothing marks their end: one is complete when the next begins, or
 * when the caller asks for the rest. The head names the machine once and is put before each of them.
 */
export function splitSamples(): Splitter {
  const decoder = new TextDecoder();
  let head = '';
  let held = '';
  return {
    push(chunk) {
      held += decoder.decode(chunk, { stream: true });
      const documents: string[] = [];
      for (let next = nextStart(held); next > 0; next = nextStart(held)) {
        take(held.slice(0, next), documents);
        held = held.slice(next);
      }
      if (held.length <= MAX_SAMPLE_CHARACTERS) return { documents, dropped: false };
      held = '';
      return { documents, dropped: true };
    },
    rest() {
      const rest = held.startsWith(SAMPLE) ? `${head}\n${held}` : held;
      held = '';
      return rest.trim() === '' || rest.startsWith(SUMMARY) ? undefined : rest;
    },
  };

  function take(text: string, documents: string[]): void {
    if (text.startsWith(SAMPLE)) documents.push(`${head}\n${text}`);
    else if (text.trim() !== '' && !text.startsWith(SUMMARY)) head = text;
  }
}

/** Where the next sample begins, past a beginning at the very start; -1 while none has. */
function nextStart(text: string): number {
  START.lastIndex = 1;
  return START.exec(text)?.index ?? -1;
}
