import type { HardwareSourceName } from '@m4max/contracts';
import type { JsonObject } from '../json/json-object.ts';
import { splitObjects } from '../json/split-objects.ts';
import { fromMacmon } from '../reading/from-macmon.ts';
import { fromMacos } from '../reading/from-macos.ts';
import { fromMactop } from '../reading/from-mactop.ts';
import { momentOf } from '../reading/moment-of.ts';
import { readDocument } from '../reading/read-document.ts';
import { readJson } from '../reading/read-json.ts';
import type { Read, Reading } from '../reading/reading.ts';
import type { Splitter } from '../reading/splitter.ts';
import { splitPowermetrics } from './split-powermetrics.ts';
import { startsAsPlist } from './starts-as-plist.ts';
import { wholeText } from './whole-text.ts';

/** A recorded output that can be read. */
export type Format = {
  readonly source: HardwareSourceName;
  readonly split: () => Splitter;
  /** A reader for one recording; it may remember what it has read. */
  readonly reader: () => (document: string) => Read;
};

const formats: readonly Format[] = [
  {
    source: 'powermetrics',
    split: splitPowermetrics,
    reader: () => (document) => readDocument(document, startsAsPlist(document) ? 'plist' : 'text'),
  },
  {
    source: 'macmon',
    split: splitObjects,
    reader: () => timed('macmon', fromMacmon),
  },
  {
    source: 'mactop',
    split: splitObjects,
    reader: () =>
      timed('mactop', (object, known) => fromMactop(object, { version: undefined, ...known })),
  },
  { source: 'macos', split: wholeText, reader: () => readMacos },
];

/** The format of a name, or what to say of one that there is not. */
export function formatNamed(name: string | undefined): Format | string {
  const format = formats.find(({ source }) => source === name);
  const known = formats.map(({ source }) => source).join(', ');
  return format ?? `cannot read the format ${name ?? '(none)'}: there are ${known}`;
}

/** Tools that do not say how long they measured print a line each interval: from the line before to this one. */
function timed(
  name: string,
  from: (
    object: JsonObject,
    known: { readonly windowSeconds: number | undefined },
  ) => Reading | undefined,
): (document: string) => Read {
  let before: Date | undefined;
  return (document) =>
    readJson(document, {
      name,
      from(object) {
        const takenAt = momentOf(object['timestamp']);
        const seconds =
          takenAt === undefined || before === undefined
            ? undefined
            : (takenAt.getTime() - before.getTime()) / 1000;
        before = takenAt;
        const isForward = seconds !== undefined && seconds > 0;
        return from(object, { windowSeconds: isForward ? seconds : undefined });
      },
    });
}

function readMacos(text: string): Read {
  const reading = fromMacos(text);
  if (reading !== undefined) return { kind: 'reading', reading };
  const why =
    'nothing in it is output of vm_stat, sysctl, ioreg, pmset, memory_pressure or system_profiler';
  return { kind: 'fault', fault: 'unrecognised', why };
}
