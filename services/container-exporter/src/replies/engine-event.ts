import { z } from 'zod';
import { ContainerId } from './parts.ts';

/** The last moment that a Date can hold. */
const LATEST_SECONDS = 8.64e12;

const EventLine = z.object({
  Type: z.literal('container'),
  Action: z.string(),
  Actor: z.object({
    ID: ContainerId,
    Attributes: z.record(z.string(), z.string()).nullish(),
  }),
  timeNano: z
    .number()
    .nonnegative()
    .max(LATEST_SECONDS * 1e9)
    .optional(),
  time: z.int().nonnegative().max(LATEST_SECONDS).optional(),
  /** Podman's place for what Docker puts behind the colon of "health_status: healthy". */
  HealthStatus: z.string().nullish(),
});

/** What Podman calls actions of Docker; its API translates `died` only. */
const podmanActions = new Map([
  ['died', 'die'],
  ['remove', 'destroy'],
]);

/** One event of a container, as the engine tells it. */
export type EngineEvent = {
  /** The engine's time in nanoseconds, the container's id and the action. */
  readonly id: string;
  /** Since 1970, by the engine's clock; a number of JavaScript would round it. */
  readonly nanoseconds: string;
  readonly at: Date;
  readonly containerId: string;
  readonly name: string;
  readonly action: string;
  /** What follows the colon of an action, such as the status of "health_status: healthy". */
  readonly argument: string | undefined;
  readonly exitCode: number | undefined;
  /** Podman says it with the end, and has no `oom` event. */
  readonly oomKilled?: boolean;
  /** By number or name; Podman tells of a signal, but not of which. */
  readonly signal: string | undefined;
  readonly oldName: string | undefined;
};

/** A line of `/events`, or undefined when it is not about a container. */
export function parseEvent(line: string): EngineEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = EventLine.safeParse(json);
  if (!parsed.success) return undefined;
  const { Action, Actor, HealthStatus, timeNano, time = 0 } = parsed.data;
  const nanoseconds = /"timeNano":\s*(\d+)/.exec(line)?.[1] ?? `${time}000000000`;
  const [action = '', argument] = Action.split(/:\s*/, 2);
  const attributes = Actor.Attributes ?? {};
  const exitCode = attributes.exitCode ?? attributes.containerExitCode;
  return {
    id: `${nanoseconds}-${Actor.ID}-${action}`,
    nanoseconds,
    at: new Date(timeNano === undefined ? time * 1000 : Math.floor(timeNano / 1e6)),
    containerId: Actor.ID,
    name: attributes.name || Actor.ID.slice(0, 12),
    action: podmanActions.get(action) ?? action,
    argument: argument ?? HealthStatus ?? undefined,
    exitCode: exitCode !== undefined && /^-?\d+$/.test(exitCode) ? Number(exitCode) : undefined,
    ...(attributes.oomKilled === 'true' ? { oomKilled: true } : {}),
    signal: attributes.signal,
    oldName: attributes.oldName?.replace(/^\//, ''),
  };
}
