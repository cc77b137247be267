import { z } from 'zod';
import { ContainerId, Count, EngineMoment, listOrNothing, Text } from './parts.ts';

const Binding = z.object({ HostIp: Text, HostPort: Text });

/** A run of the health check; its output stays behind, it may print anything. */
const HealthRun = z.object({
  Start: EngineMoment,
  End: EngineMoment,
  ExitCode: z.number().int().nullish(),
});
export type HealthRun = z.infer<typeof HealthRun>;

/**
 * A reply of `/containers/{id}/json`. It holds the container's environment and command line too:
 * naming only these fields keeps the secrets in them from going any further.
 */
export const Inspected = z.object({
  Id: ContainerId,
  Name: z.string().transform((name) => name.replace(/^\//, '')),
  RestartCount: Count,
  State: z.object({
    Status: z.string(),
    /** Of its first process, as the machine of the engine counts them; 0 while it is stopped. */
    Pid: Count,
    OOMKilled: z.boolean().nullish(),
    ExitCode: z
      .number()
      .int()
      .nullish()
      .transform((code) => code ?? undefined),
    StartedAt: EngineMoment,
    FinishedAt: EngineMoment,
    /** Why it could not be started. */
    Error: Text,
    /** `Log` holds the last five runs, newest last. */
    Health: z
      .object({ Status: Text, FailingStreak: Count, Log: listOrNothing(HealthRun) })
      .nullish(),
  }),
  Config: z.object({ Image: Text, StopSignal: Text }).nullish(),
  HostConfig: z.object({
    Memory: Count,
    MemoryReservation: Count,
    NanoCpus: Count,
    CpuQuota: z.number().nullish(),
    CpuPeriod: Count,
    CpuShares: Count,
    PidsLimit: Count,
    NetworkMode: Text,
    RestartPolicy: z.object({ Name: Text }).nullish(),
  }),
  NetworkSettings: z
    .object({
      Ports: z.record(z.string(), z.array(Binding).nullable()).nullish(),
      Networks: z
        .record(z.string(), z.object({ IPAddress: Text, GlobalIPv6Address: Text }))
        .nullish(),
    })
    .nullish(),
});
export type Inspected = z.infer<typeof Inspected>;
