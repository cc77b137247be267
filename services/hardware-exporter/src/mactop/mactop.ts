import { jsonTool } from '../child/json-tool.ts';
import type { Tool } from '../child/tool.ts';
import { fromMactop } from '../reading/from-mactop.ts';
import { mactopCommand } from './command.ts';

/** mactop, for the few figures that it alone has: traffic to the memory and the time of the Neural Engine. */
export function mactop(options: {
  readonly path: string | undefined;
  readonly intervalSeconds: number;
}): Tool<undefined> {
  const { path, intervalSeconds } = options;
  return jsonTool({
    name: 'mactop',
    intervalSeconds,
    path,
    commandOf: (found) => mactopCommand({ ...found, intervalSeconds }),
    from: fromMactop,
  });
}
