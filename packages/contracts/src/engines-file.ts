import { z } from 'zod';

const Port = z.int().min(1).max(65_535);

/** One engine of the trading platform, and how its health is read. */
export const EngineEntry = z
  .strictObject({
    /** The name of its container. */
    name: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'expected a container name'),
    title: z.string().min(1).optional(),
    /** Where it listens when it runs natively, and inside its container unless `container_port` says otherwise. */
    port: Port,
    container_port: Port.optional(),
    /** The path that answers for its health; without one the state of its container does. */
    health: z.string().startsWith('/').max(256).optional(),
    /** Asked as it stands, in place of `health` at the address of its container. */
    url: z
      .url({ protocol: /^https?$/ })
      .max(512)
      .optional(),
    /** The HTTP status of one that is well; any 2xx without it. */
    expected_status: z.int().min(100).max(599).optional(),
    /** Without a container it is looked for on this machine. Only for ports that nothing else uses. */
    native: z.boolean().default(false),
    /** What it is meant to need, for whoever sets the limits of its container. */
    allocation: z
      .strictObject({ cpus: z.number().positive(), memory_gigabytes: z.number().positive() })
      .optional(),
  })
  .refine(({ native, health }) => !native || health !== undefined, {
    message: 'a native engine has no container that could speak for it: give it a health path',
  });
export type EngineEntry = z.infer<typeof EngineEntry>;

/** `monitoring/engines.yml`. The bound keeps one round of probes short. */
export const EnginesFile = z.strictObject({
  engines: z
    .array(EngineEntry)
    .max(64)
    .refine((engines) => new Set(engines.map(({ name }) => name)).size === engines.length, {
      message: 'two engines have the same name',
    }),
});
export type EnginesFile = z.infer<typeof EnginesFile>;
