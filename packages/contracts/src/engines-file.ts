import { z } from 'zod';

const Port = z.int().min(1).max(65_535);

const Path = z
  .string()
  .max(256)
  .regex(/^\/[!-~]*$/, 'expected a path that begins with / and holds no spaces');

/** Addresses stand in messages, logs and the sample: a password in one would be shown to everybody. */
const PlainUrl = z
  .url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' })
  .max(512)
  .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), {
    error: 'holds a user name or password, which would show up in messages: leave it out',
  });

/** One engine of the trading platform, and how its health is read. */
export const EngineEntry = z
  .strictObject({
    /** The name of its container. */
    name: z
      .string()
      .max(128)
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'expected a container name'),
    title: z.string().min(1).max(128).optional(),
    /** Where it listens when it runs natively, and inside its container unless `container_port` says otherwise. */
    port: Port.optional(),
    container_port: Port.optional(),
    /** The path that answers for its health; without it and `url` the state of its container does. */
    health: Path.optional(),
    /** Asked as it stands, in place of `health` at the address of its container. */
    url: PlainUrl.optional(),
    /** The path of its own figures, Prometheus text or the platform's JSON, at the same port. */
    metrics: Path.optional(),
    /** Read as it stands, in place of `metrics`. */
    metrics_url: PlainUrl.optional(),
    /** The HTTP status of one that is well, a redirect too; any 2xx without it. */
    expected_status: z.int().min(200).max(599).optional(),
    /** Without a running container it is looked for on this machine. Only for ports that nothing else uses. */
    native: z.boolean().default(false),
    /** What it is meant to need, for whoever sets the limits of its container. */
    allocation: z
      .strictObject({ cpus: z.number().positive(), memory_gigabytes: z.number().positive() })
      .optional(),
  })
  .refine(({ health, port }) => health === undefined || port !== undefined, {
    error: 'health is asked at a port: give it one',
  })
  .refine(({ native, health }) => !native || health !== undefined, {
    error: 'a native engine has no container that could speak for it: give it a health path',
  })
  .refine(({ url, health }) => url === undefined || health === undefined, {
    error: 'url and health say the same thing: keep one of them',
  })
  .refine(({ metrics, port }) => metrics === undefined || port !== undefined, {
    error: 'metrics are read at a port: give it one',
  })
  .refine(({ metrics, metrics_url }) => metrics === undefined || metrics_url === undefined, {
    error: 'metrics and metrics_url say the same thing: keep one of them',
  })
  .refine(
    ({ expected_status, health, url }) =>
      expected_status === undefined || health !== undefined || url !== undefined,
    { error: 'expected_status belongs to a health path or a url: give it one' },
  );
export type EngineEntry = z.infer<typeof EngineEntry>;

/** `monitoring/engines.yml`. The bound keeps one round of probes short. */
export const EnginesFile = z.strictObject({
  engines: z
    .array(EngineEntry)
    .max(64)
    .refine((engines) => new Set(engines.map(({ name }) => name)).size === engines.length, {
      error: 'two engines have the same name',
    }),
});
export type EnginesFile = z.infer<typeof EnginesFile>;
