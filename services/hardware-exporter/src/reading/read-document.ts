import { readPlist } from '../plist/read-plist.ts';
import { fromDocument } from './from-document.ts';
import { fromPlist } from './from-plist.ts';
import { fromText } from './from-text.ts';
import type { Read } from './reading.ts';

/** Reads one document of powermetrics. */
export function readDocument(text: string, format: 'plist' | 'text'): Read {
  try {
    const document = format === 'plist' ? fromPlist(readPlist(text)) : fromText(text);
    if (document !== undefined) return { kind: 'reading', reading: fromDocument(document) };
    return {
      kind: 'fault',
      fault: 'unrecognised',
      why: 'nothing in it is output of powermetrics',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'fault', fault: 'malformed', why: `the property list is faulty: ${reason}` };
  }
}
