import type { JsonObject } from '../json/json-object.ts';
import { readObject } from '../json/read-object.ts';
import type { Read, Reading } from './reading.ts';

/** Reads one JSON object as what a tool prints. */
export function readJson(
  text: string,
  tool: { readonly name: string; readonly from: (object: JsonObject) => Reading | undefined },
): Read {
  try {
    const reading = tool.from(readObject(text));
    if (reading !== undefined) return { kind: 'reading', reading };
    return { kind: 'fault', fault: 'unrecognised', why: `nothing in it is output of ${tool.name}` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'fault', fault: 'malformed', why };
  }
}
