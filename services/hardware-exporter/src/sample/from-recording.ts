import type { HardwareSample } from '@m4max/contracts';
import { readPlist } from '../plist/read-plist.ts';
import { fromPlist } from '../reading/from-plist.ts';
import { fromText } from '../reading/from-text.ts';
import { readingOf } from '../reading/reading.ts';
import { assemble } from './assemble.ts';
import type { Energy } from './energy.ts';
import { addEnergy } from './energy.ts';

/** What came out of one document: a sample, or why there is none. */
export type Recorded =
  | { readonly kind: 'sample'; readonly sample: HardwareSample; readonly energy: Energy }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Turns a recorded document of powermetrics into the sample that the running service would have made.
 * Machine and time come from the document, never from here; energy adds up over a recording.
 */
export function fromRecording(
  document: string,
  options: {
    readonly format: 'plist' | 'text';
    readonly energy: Energy;
    readonly aneMaxWatts: number;
    /** For documents that do not say when they were made. */
    readonly otherwiseTakenAt: Date;
  },
): Recorded {
  const parsed = parse(document, options.format);
  if (parsed.kind === 'unreadable') return parsed;
  const reading = readingOf(parsed.document, options);
  const energy = addEnergy(options.energy, reading.joules);
  const missing = [
    ...(reading.model === undefined
      ? [{ field: 'source.model', reason: 'the document does not name its machine' }]
      : []),
    ...(reading.windowSeconds === undefined
      ? [{ field: 'window_seconds', reason: 'the document does not say how long it measured' }]
      : []),
    ...(reading.takenAt === undefined
      ? [
          {
            field: 'source.taken_at',
            reason: 'the document has no time: taken_at is when it was read',
          },
        ]
      : []),
    { field: 'energy', reason: 'the document has no energy' },
  ];
  const sample = assemble({
    host: reading.model ?? 'unknown',
    takenAt: reading.takenAt ?? options.otherwiseTakenAt,
    intervalSeconds: reading.windowSeconds ?? 0,
    reading,
    energy,
    facts: undefined,
    missing,
  });
  return { kind: 'sample', sample, energy };
}

function parse(document: string, format: 'plist' | 'text') {
  try {
    const found = format === 'plist' ? fromPlist(readPlist(document)) : fromText(document);
    if (found !== undefined) return { kind: 'document', document: found } as const;
    return { kind: 'unreadable', reason: 'nothing in it is output of powermetrics' } as const;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'unreadable', reason: `the property list is faulty: ${reason}` } as const;
  }
}
