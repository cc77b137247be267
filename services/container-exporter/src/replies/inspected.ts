import { z } from 'zod';
import { Count, EngineMoment, Text } from './parts.ts';

const Binding = z.object({ HostIp: Text, HostPort: Text });

/**
 * A reply of `/containers/{id}/json`. It holds the container's environment and command line too:
 * naming only these fields keeps the secrets in them from going any further.
 */
export const Inspected = z.object({
  Id: z.string().min(1),
  Name: z.string().transform((name) => name.replace(/^\//, '')),
  RestartCount: Count,
  State: z.object({
    Status: z.string(),
    OOMKilled: z.boolean().nullish(),
    ExitCode: z
      .number()
      .int()
      .nullish()
      .transform((code) => code ?? undefined),
    StartedAt: EngineMoment,
    FinishedAt: EngineMoment,
    Health: z.object({ Status: Text }).nullish(),
  }),
  Config: z.object({ Image: Text }).nullish(),
  HostConfig: z.object({
    Memory: Count,
    NanoCpus: Count,
    CpuQuota: z.number().nullish(),
    CpuPeriod: Count,
    CpuShares: Count,
    NetworkMode: Text,
  }),
  NetworkSettings: z
    .object({
      Ports: z.record(z.string(), z.array(Binding).nullable()).nullish(),
      Networks: z.record(z.string(), z.object({ IPAddress: Text })).nullish(),
    })
    .nullish(),
});
export type Inspected = z.infer<typeof Inspected>;
