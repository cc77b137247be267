/** Stream commands, and the one that the platform's third bus sends its messages with. */
export const watchedCommands = ['xadd', 'xread', 'xreadgroup', 'xack', 'publish'] as const;

export type CommandFigures = {
  readonly calls: number;
  /** Redis counts those from 6.2 on. */
  readonly failed?: number;
  readonly rejected?: number;
  /** How many calls took at most so many microseconds; absent where the server does not tell. */
  readonly buckets?: readonly CommandBucket[];
};
export type CommandBucket = { readonly upToMicroseconds: number; readonly count: number };

/** What a Redis counts of its commands since it was started. */
export type BusFigures = {
  /** Another one with each start of the server. */
  readonly runId: string;
  readonly commands: ReadonlyMap<string, CommandFigures>;
};

/** Puts together what `INFO server`, `INFO commandstats` and `LATENCY HISTOGRAM` answer. */
export function busFigures(replies: {
  readonly server: string;
  readonly commandStats: string;
  /** Undefined where the server may not be asked, or has no such thing. */
  readonly histograms: unknown;
}): BusFigures {
  const { server, commandStats, histograms } = replies;
  const timed = bucketsByCommand(histograms);
  const commands = watchedCommands.flatMap((command) => {
    const counts = countsOf(command, commandStats);
    if (counts === undefined) return [];
    const buckets = timed?.has(command) === false ? NEVER_TIMED : timed?.get(command);
    return [[command, { ...counts, ...(buckets === undefined ? {} : { buckets }) }] as const];
  });
  return {
    runId: /^run_id:(\w+)/m.exec(server)?.[1] ?? '',
    commands: new Map(commands),
  };
}

/** `cmdstat_xadd:calls=3,usec=26,usec_per_call=8.67,rejected_calls=0,failed_calls=0` */
function countsOf(
  command: string,
  commandStats: string,
): Omit<CommandFigures, 'buckets'> | undefined {
  const line = new RegExp(`^cmdstat_${command}:(.*)$`, 'm').exec(commandStats)?.[1] ?? '';
  const numbers = new Map(
    line.split(',').map((pair) => {
      const [name = '', value = ''] = pair.trim().split('=');
      return [name, /^\d+$/.test(value) ? Number(value) : undefined] as const;
    }),
  );
  const calls = numbers.get('calls');
  const failed = numbers.get('failed_calls');
  const rejected = numbers.get('rejected_calls');
  if (calls === undefined) return undefined;
  return {
    calls,
    ...(failed === undefined ? {} : { failed }),
    ...(rejected === undefined ? {} : { rejected }),
  };
}

/** The server leaves out a command that was not called yet. */
const NEVER_TIMED: readonly CommandBucket[] = [];

/**
 * Names and bodies in turn; a body is `calls`, a number, `histogram_usec`, and bounds and counts in turn.
 * Nothing where there is no answer, or none that can be read.
 */
function bucketsByCommand(
  reply: unknown,
): ReadonlyMap<string, readonly CommandBucket[] | undefined> | undefined {
  if (!Array.isArray(reply)) return undefined;
  return new Map(
    pairs(reply).map(([command, body]) => {
      const histogram = pairs(body).find(([name]) => name === 'histogram_usec')?.[1];
      return [String(command), Array.isArray(histogram) ? bucketsIn(histogram) : undefined];
    }),
  );
}

function bucketsIn(histogram: readonly unknown[]): readonly CommandBucket[] | undefined {
  const buckets = pairs(histogram).map(([bound, count]) => ({
    upToMicroseconds: Number(bound),
    count: Number(count),
  }));
  const isWhole = buckets.every(
    ({ upToMicroseconds, count }) => upToMicroseconds >= 0 && count >= 0,
  );
  return isWhole ? buckets : undefined;
}

function pairs(reply: unknown): readonly (readonly [unknown, unknown])[] {
  const list: readonly unknown[] = Array.isArray(reply) ? reply : [];
  const found: (readonly [unknown, unknown])[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) found.push([list[at], list[at + 1]]);
  return found;
}
