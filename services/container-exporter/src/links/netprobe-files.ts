import type { Reading } from './reading.ts';
import { UNREADABLE } from './reading.ts';
import { readSockets } from './sockets.ts';
import type { Target } from './to-read.ts';

/** As many as the sidecar reads. */
export const MAX_TARGETS = 512;

/** The text of `wanted`: which processes the netprobe sidecar is to look at. */
export function wantedText(targets: readonly Target[]): string {
  return targets
    .slice(0, MAX_TARGETS)
    .map(({ pid, id }) => `${pid} ${id}\n`)
    .join('');
}

/** What the sidecar tells in `seen`. */
export type Seen =
  | {
      readonly kind: 'complete';
      /** Another one in every round. */
      readonly beat: string;
      readonly pauseSeconds: number;
      readonly readingOf: (target: Target) => Reading | undefined;
    }
  | { readonly kind: 'cut off' }
  | { readonly kind: 'another version' };

/** The beat of a text of `seen`, undefined when it is not of this version. */
export function beatOf(text: string): string | undefined {
  return /^m4max-netprobe 1 (\S{1,64})\n/.exec(text)?.[1];
}

/** Reads the text of `seen`, which was written after that moment; its format is told in `netprobe.sh`. */
export function readSeen(text: string, at: Date): Seen {
  const beat = beatOf(text);
  if (beat === undefined) return { kind: text === '' ? 'cut off' : 'another version' };
  const pause = /\nend \d+ (\d{1,4})\n$/.exec(text)?.[1];
  if (pause === undefined) return { kind: 'cut off' };
  const parts = new Map<string, Reading>();
  for (const part of text.split(/\n(?=container |absent )/).slice(1)) {
    const [, kind, key] = /^(container|absent) (\d+ [0-9a-f]{64})(?:\n|$)/.exec(part) ?? [];
    if (key !== undefined) parts.set(key, kind === 'absent' ? UNREADABLE : readPart(part, at));
  }
  return {
    kind: 'complete',
    beat,
    pauseSeconds: Number(pause),
    readingOf: ({ pid, id }) => parts.get(`${pid} ${id}`),
  };
}

function readPart(part: string, at: Date): Reading {
  return { kind: 'read', at, sockets: readSockets(part), isCut: /\ncut(?:\n|$)/.test(part) };
}
