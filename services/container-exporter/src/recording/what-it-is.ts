import { z } from 'zod';

const RECORD_STATS =
  "record bodies: curl --unix-socket /var/run/docker.sock 'http://docker/containers/NAME/stats?stream=0' >> stats.jsonl";
const RECORD_EVENTS = "record them with: docker events --format '{{json .}}' > events.jsonl";

/** Longer errors, names and lines are cut in a sentence. */
const SHOWN = 120;

/** Says of a line that is not JSON what it is, and how to record what can be read. */
export function whatTextIs(text: string): string {
  // A terminal's codes stand before the table, and before each line of its JSON form.
  if (/^[^{]*"?CONTAINER\b.*CPU %/.test(text) || text.includes('"CPUPerc":'))
    return `this is the output of \`docker stats\`, whose rounded numbers hold no counters; ${RECORD_STATS}`;
  if (/^\d{4}-\d\d-\d\dT\S+ (container|network|image|volume|plugin|daemon) /.test(text))
    return `these are events as text; ${RECORD_EVENTS}`;
  return `this is not JSON: ${JSON.stringify(text.slice(0, SHOWN))}`;
}

const kinds: readonly {
  readonly is: z.ZodType;
  readonly what: string;
}[] = [
  {
    is: z.object({ CPUPerc: z.string() }),
    what: `this is a line of \`docker stats --format json\`, whose rounded numbers hold no counters; ${RECORD_STATS}`,
  },
  {
    is: z.object({ Type: z.string(), Action: z.string(), Actor: z.object({}) }),
    what: 'this is an event: m4max read docker-events understands it',
  },
  {
    is: z.object({ Type: z.string(), Status: z.string(), Name: z.string() }),
    what: "this is an event in Podman's own form; record it through its API: curl --unix-socket PODMAN_SOCKET http://docker/events > events.jsonl",
  },
  {
    is: z.object({ read: z.string(), cpu_stats: z.unknown() }),
    what: 'this is a stats body: m4max read docker-stats understands it',
  },
  {
    is: z.union([
      z.object({ inspect: z.unknown() }),
      z.object({ Id: z.string(), HostConfig: z.object({}), State: z.object({}) }),
    ]),
    what: 'this is what `docker inspect` says of a container: m4max read docker-stats takes it beside the bodies',
  },
  {
    is: z.object({ Id: z.string(), Names: z.unknown() }),
    what: `this is an entry of a list of containers, which holds no readings; ${RECORD_STATS}`,
  },
];

const Refusal = z.object({ message: z.string() });

/** Says of a JSON value that was not asked for what it is. */
export function whatJsonIs(json: unknown): string {
  const refusal = Refusal.safeParse(json);
  if (refusal.success)
    return `the engine answered with an error: ${refusal.data.message.slice(0, SHOWN)}`;
  for (const { is, what } of kinds) if (is.safeParse(json).success) return what;
  if (typeof json !== 'object' || json === null)
    return `this is only ${json === null ? 'null' : `a ${typeof json}`}`;
  const fields = Object.keys(json).slice(0, 5).join(', ');
  return fields === ''
    ? 'this is empty'
    : `this is nothing that is known here: it has the fields ${fields.slice(0, SHOWN)}`;
}
