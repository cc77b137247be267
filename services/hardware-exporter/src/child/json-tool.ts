import type { HardwareSourceName } from '@m4max/contracts';
import { findProgram } from '../host/find-program.ts';
import type { JsonObject } from '../json/json-object.ts';
import { splitObjects } from '../json/split-objects.ts';
import { readJson } from '../reading/read-json.ts';
import type { Reading } from '../reading/reading.ts';
import { isOverlong } from '../sample/window.ts';
import { delayAfter, describeEnding } from './endings.ts';
import type { Tool } from './tool.ts';

/** A program that prints a JSON object each interval. It is looked for at each start: it may be installed meanwhile. */
export function jsonTool(options: {
  readonly name: Extract<HardwareSourceName, 'macmon' | 'mactop'>;
  readonly intervalSeconds: number;
  /** Where it is, when it is not to be looked for. */
  readonly path: string | undefined;
  readonly commandOf: (found: {
    readonly program: string;
    readonly version: string | undefined;
  }) => { readonly program: string; readonly arguments: readonly string[] };
  readonly from: (
    object: JsonObject,
    known: { readonly version: string | undefined; readonly windowSeconds: number },
  ) => Reading | undefined;
}): Tool<undefined> {
  const { name, intervalSeconds, path, commandOf, from } = options;
  let version: string | undefined;
  return {
    name,
    firstPlan: undefined,
    async command() {
      const found = await findProgram(name, { path });
      if (found.kind === 'missing') return { why: found.why };
      version = found.version;
      return { ...commandOf({ program: found.program, version }), split: splitObjects };
    },
    read(document, { seconds }) {
      return readJson(document, {
        name,
        from(object) {
          const reading = from(object, { version, windowSeconds: seconds });
          if (reading === undefined) return undefined;
          return {
            ...reading,
            ...(version === undefined ? {} : { version }),
            // It has no counter of energy: its watts say nothing of a sleep, or of a clock that was set.
            joules: isOverlong(seconds, intervalSeconds) ? {} : reading.joules,
          };
        },
      });
    },
    after(ending, { failures }) {
      return {
        plan: undefined,
        delaySeconds: delayAfter(failures),
        reason: describeEnding(name, ending),
      };
    },
  };
}
