import type { Piece } from './json-documents.ts';
import { whatTextIs } from './what-it-is.ts';

/** What became of one document of a recording. */
export type Understood =
  | { readonly kind: 'result'; readonly result: object }
  /** It is known what this is, and it makes no result of its own, such as an inspection. */
  | { readonly kind: 'noted'; readonly what: string }
  | { readonly kind: 'fault'; readonly why: string };

/** Takes the documents of a recording in their order. Only their text has all digits of a number. */
export type Reader = (json: unknown, text: string) => Understood;

/** What a reader makes of a piece of its recording. */
export function understand(piece: Piece, reader: Reader): Understood {
  if (piece.kind === 'cut off')
    return { kind: 'fault', why: 'it was cut off: only a part of it is there' };
  if (piece.kind === 'too long') return { kind: 'fault', why: 'it is longer than 16 MB: left out' };
  let json: unknown;
  try {
    json = JSON.parse(piece.text);
  } catch {
    return { kind: 'fault', why: whatTextIs(piece.text) };
  }
  return reader(json, piece.text);
}
