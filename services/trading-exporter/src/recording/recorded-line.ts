import { z } from 'zod';
import { millisecondsOf } from '../ledger/placed-at.ts';
import type { PlatformMessage } from '../platform/platform-message.ts';
import { readPublished } from '../platform/read-published.ts';

/** A stream entry as a line of JSON; `payload_encoding` says how a binary payload was written down. */
const EntryLine = z.object({
  stream: z.string().min(1),
  id: z.string().regex(/^\d{1,15}(-\d+)?$/, 'expected an entry id such as 1760088600001-0'),
  fields: z.array(z.string()),
  payload_encoding: z.literal('base64').optional(),
});

/** What was published and stands in no stream. */
const PublishedLine = z.object({ channel: z.string().min(1), message: z.string() });

export type RecordedLine =
  | {
      readonly kind: 'entry';
      readonly stream: string;
      readonly fields: readonly Buffer[];
      readonly milliseconds: number;
    }
  /** Its own time of sending is all that is known of when. */
  | {
      readonly kind: 'published';
      readonly message: PlatformMessage;
      readonly milliseconds: number | undefined;
    };

export type LineOutcome =
  | { readonly kind: 'line'; readonly line: RecordedLine }
  | { readonly kind: 'fault'; readonly reason: string };

export function readRecordedLine(text: string): LineOutcome {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'fault', reason: 'not JSON' };
  }
  const published = PublishedLine.safeParse(value);
  if (published.success) return { kind: 'line', line: publishedLine(published.data) };
  const entry = EntryLine.safeParse(value);
  if (!entry.success)
    return { kind: 'fault', reason: z.prettifyError(entry.error).replaceAll('\n', ' ') };
  const { stream, id } = entry.data;
  const line = {
    kind: 'entry',
    stream,
    fields: bytesOf(entry.data),
    milliseconds: millisecondsOf(id),
  } as const;
  return { kind: 'line', line };
}

function publishedLine({ channel, message: text }: z.infer<typeof PublishedLine>): RecordedLine {
  const message = readPublished(channel, Buffer.from(text));
  const sent = message.kind === 'message' ? message.sentNanoseconds : undefined;
  const milliseconds = sent === undefined ? undefined : Number(sent / 1_000_000n);
  return { kind: 'published', message, milliseconds };
}

function bytesOf({ fields, payload_encoding }: z.infer<typeof EntryLine>): readonly Buffer[] {
  return fields.map((field, index) => {
    const isPayload = index % 2 === 1 && fields[index - 1] === 'payload';
    return Buffer.from(field, isPayload && payload_encoding === 'base64' ? 'base64' : 'utf8');
  });
}
