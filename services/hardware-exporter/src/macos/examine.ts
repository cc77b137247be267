import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ToolFacts } from '../doctor/macos-tools.ts';
import { askTool } from './ask-tool.ts';
import type { Tool } from './tools.ts';
import { tools } from './tools.ts';

/** Asks each of macOS' tools once, as the service does. */
export function examineMacosTools(signal: AbortSignal): Promise<readonly ToolFacts[]> {
  return Promise.all(Object.values(tools).map((tool) => examine(tool, signal)));
}

async function examine(tool: Tool, signal: AbortSignal): Promise<ToolFacts> {
  const { program } = tool;
  const { text, failure } = await askTool(tool, signal);
  if (tool.read(text) !== undefined) return { program, isThere: true };
  return {
    program,
    isThere: isOnPath(program),
    failure: failure ?? 'it printed nothing that is known of it',
  };
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
