import type { HardwareSourceName } from '@m4max/contracts';
import { readDocument } from '../reading/read-document.ts';
import type { Read } from '../reading/reading.ts';
import type { Splitter } from '../reading/splitter.ts';
import { splitPowermetrics } from './split-powermetrics.ts';
import { startsAsPlist } from './starts-as-plist.ts';

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
];

/** The format of a name, or what to say of one that there is not. */
export function formatNamed(name: string | undefined): Format | string {
  const format = formats.find(({ source }) => source === name);
  const known = formats.map(({ source }) => source).join(', ');
  return format ?? `cannot read the format ${name ?? '(none)'}: there are ${known}`;
}
