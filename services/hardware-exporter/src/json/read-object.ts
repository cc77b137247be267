import type { JsonObject } from './json-object.ts';
import { isObject } from './json-object.ts';

/** Why a text is no JSON object, in a sentence. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
}

/**
 * Reads one JSON object. What people leave in outputs they paste is forgiven when plain JSON fails: `//`
 * comments, trailing commas, `...` for what was cut out, and the `NaN` that some programs write. Throws
 * {@link JsonFault} for everything else.
 */
export function readObject(text: string): JsonObject {
  const value = parse(text);
  if (!isObject(value)) throw new JsonFault('it is JSON, but no object');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseRelaxed(text);
  }
}

function parseRelaxed(text: string): unknown {
  try {
    return JSON.parse(withoutTrailingCommas(withoutAdditions(text)));
  } catch (error) {
    if (!text.trimEnd().endsWith('}')) throw new JsonFault('it ends before its last brace');
    const reason = error instanceof Error ? error.message : String(error);
    throw new JsonFault(`it is no JSON: ${reason}`);
  }
}

/** A string, closed or not: an end that may be absent leaves nothing to try a second time. */
const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"?';
const ADDITION = new RegExp(`${STRING}|//[^\\n]*|\\.\\.\\.|…|-?\\b(?:NaN|Infinity)\\b`, 'g');
const COMMA = new RegExp(`${STRING}|,(?=\\s*[}\\]])`, 'g');

function withoutAdditions(text: string): string {
  return text.replace(ADDITION, (found) => {
    if (found.startsWith('"')) return found;
    return /[NI]/.test(found) && !found.startsWith('//') ? 'null' : '';
  });
}

function withoutTrailingCommas(text: string): string {
  return text.replace(COMMA, (found) => (found === ',' ? '' : found));
}
