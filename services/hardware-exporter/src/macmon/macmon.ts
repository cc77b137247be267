import { jsonTool } from '../child/json-tool.ts';
import type { Tool } from '../child/tool.ts';
import { fromMacmon } from '../reading/from-macmon.ts';
import { macmonCommand } from './command.ts';

/** macmon, which reads the sensors that need no root. */
export function macmon(options: {
  readonly path: string | undefined;
  readonly intervalSeconds: number;
}): Tool<undefined> {
  const { path, intervalSeconds } = options;
  return jsonTool({
    name: 'macmon',
    intervalSeconds,
    path,
    commandOf: (found) => macmonCommand({ ...found, intervalSeconds }),
    from: fromMacmon,
  });
}
