import { pieces } from '../words/marked.ts';

/** A sentence with its commands set as code. */
export function Marked({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map(({ kind, text: piece }) =>
        kind === 'code' ? <code key={piece}>{piece}</code> : piece,
      )}
    </>
  );
}
