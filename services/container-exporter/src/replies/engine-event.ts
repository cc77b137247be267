import { z } from 'zod';

const EventLine = z.object({
  Type: z.literal('container'),
  Action: z.string(),
  Actor: z.object({
    ID: z.string().min(1),
    Attributes: z.record(z.string(), z.string()).nullish(),
  }),
  timeNano: z.number().nonnegative().optional(),
  time: z.number().nonnegative().optional(),
});

/** One event of a container, as the engine tells it. */
export type EngineEvent = {
  /** The engine's time in nanoseconds (a number of JavaScript would round it) and the container's id. */
  readonly id: string;
  readonly at: Date;
  readonly containerId: string;
  readonly name: string;
  readonly action: string;
  /** What follows the colon of an action, such as the status of "health_status: healthy". */
  readonly argument: string | undefined;
  readonly exitCode: number | undefined;
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
  const { Action, Actor, timeNano, time = 0 } = parsed.data;
  const nanoseconds = /"timeNano":\s*(\d+)/.exec(line)?.[1] ?? `${time}000000000`;
  const [action = '', argument] = Action.split(/:\s*/, 2);
  const attributes = Actor.Attributes ?? {};
  const exitCode = Number(attributes.exitCode);
  return {
    id: `${nanoseconds}-${Actor.ID}`,
    at: new Date(timeNano === undefined ? time * 1000 : Math.floor(timeNano / 1e6)),
    containerId: Actor.ID,
    name: attributes.name ?? Actor.ID.slice(0, 12),
    action,
    argument,
    exitCode: attributes.exitCode === undefined || Number.isNaN(exitCode) ? undefined : exitCode,
    signal: attributes.signal,
    oldName: attributes.oldName?.replace(/^\//, ''),
  };
}
