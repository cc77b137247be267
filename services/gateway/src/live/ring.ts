/** One event as it goes to every client; `text` is the whole SSE block. */
type Sent = { readonly seq: number; readonly text: string };

type Replay =
  | { readonly kind: 'replay'; readonly texts: readonly string[] }
  | { readonly kind: 'snapshot'; readonly because: string };

/** The last events, so that a client which was away for a moment gets just what it missed. */
export type Ring = {
  readonly epoch: string;
  /** Id of the newest event. */
  head(): string;
  /** How many events were added since the start. */
  count(): number;
  /** Makes the event's text with its id, keeps it and returns it. */
  add(event: string, data: string): string;
  /** Counts an event that nobody wanted: whoever asks for what came before it gets a snapshot. */
  skip(): void;
  since(lastEventId: string | undefined): Replay;
};

/**
 * Keeps at most `maxEvents` and `maxCharacters`, whichever is reached first. The epoch is unlike
 * that of every other process, so that ids of another replica or an earlier start are not mistaken for ours.
 */
export function createRing(options: {
  readonly epoch: string;
  readonly maxEvents: number;
  readonly maxCharacters: number;
}): Ring {
  const { epoch, maxEvents, maxCharacters } = options;
  const kept: Sent[] = [];
  let seq = 0;
  let characters = 0;
  const id = (n: number) => `${epoch}-${n}`;
  return {
    epoch,
    head: () => id(seq),
    count: () => seq,
    add(event, data) {
      seq += 1;
      const text = sseBlock({ id: id(seq), event, data });
      kept.push({ seq, text });
      characters += text.length;
      while (kept.length > maxEvents || characters > maxCharacters)
        characters -= kept.shift()?.text.length ?? 0;
      return text;
    },
    skip() {
      seq += 1;
      kept.length = 0;
      characters = 0;
    },
    since(lastEventId) {
      if (lastEventId === undefined || lastEventId === '')
        return { kind: 'snapshot', because: 'first connection' };
      const match = /^(.+)-(\d+)$/.exec(lastEventId);
      if (match?.[1] !== epoch) return { kind: 'snapshot', because: 'another epoch' };
      const last = Number(match[2]);
      if (last > seq) return { kind: 'snapshot', because: 'an id that was never given' };
      const oldest = kept[0]?.seq ?? seq + 1;
      if (last + 1 < oldest) return { kind: 'snapshot', because: 'too long away' };
      return {
        kind: 'replay',
        texts: kept.filter((sent) => sent.seq > last).map(({ text }) => text),
      };
    },
  };
}

/** One server-sent event. `data` is JSON and therefore one line. */
export function sseBlock(event: {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}): string {
  return `id: ${event.id}\nevent: ${event.event}\ndata: ${event.data}\n\n`;
}
