import type { SamplesReply } from '@m4max/contracts';
import { Problem } from '@m4max/service-kit';
import type { RequestHandler } from 'express';
import { parseJson } from '../decode/payload.ts';
import type { Telemetry } from '../telemetry/read-telemetry.ts';
import { readTelemetryLine } from '../telemetry/read-telemetry.ts';
import type { TelemetryTaker } from '../telemetry/telemetry-taker.ts';

export const HTTP_INPUT = 'http';

/** The shortest useful line has fifty characters, so a body of a megabyte has fewer lines than this. */
const MAX_LINES = 20_000;
/** What one process takes over HTTP; engines that have more use the telemetry stream. */
const MAX_LINES_PER_SECOND = 50_000;

/** `POST /v1/samples`: one telemetry sample a line. What cannot be taken is answered line by line. */
export function takeSamples(taker: TelemetryTaker, now: () => Date): RequestHandler {
  let second = 0;
  let linesInSecond = 0;
  return (request, response) => {
    const lines = linesOf(request.body);
    const { milliseconds, current } = at(now());
    if (current !== second) {
      second = current;
      linesInSecond = 0;
    }
    if (linesInSecond + lines.length > MAX_LINES_PER_SECOND)
      throw new Problem(
        429,
        'too-many-samples',
        `More than ${MAX_LINES_PER_SECOND} samples in a second: send the rest in a second, or use the telemetry stream.`,
        undefined,
        { 'retry-after': '1' },
      );
    linesInSecond += lines.length;
    const reply: SamplesReply = { accepted: 0, rejected: [] };
    for (const { line, text } of lines) {
      const telemetry = readLine(text);
      const bytes = Buffer.byteLength(text);
      const fate = taker.take(HTTP_INPUT, telemetry, { atMilliseconds: milliseconds, bytes });
      if (fate.kind === 'taken') reply.accepted += 1;
      else reply.rejected.push({ line, reason: fate.reason });
    }
    response.status(202).json(reply);
  };
}

function linesOf(body: unknown): readonly { readonly line: number; readonly text: string }[] {
  if (typeof body !== 'string' || body.trim() === '')
    throw new Problem(
      400,
      'no-samples',
      'Send telemetry samples as lines of JSON, as application/x-ndjson.',
    );
  const lines = body
    .split('\n')
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
  if (lines.length > MAX_LINES)
    throw new Problem(413, 'too-many-lines', `A body may have ${MAX_LINES} lines: send several.`);
  return lines;
}

function at(now: Date): { readonly milliseconds: number; readonly current: number } {
  const milliseconds = now.getTime();
  return { milliseconds, current: Math.floor(milliseconds / 1000) };
}

function readLine(text: string): Telemetry {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return { kind: 'rejected', code: 'parse', reason: 'not JSON' };
  }
  return readTelemetryLine(value);
}
