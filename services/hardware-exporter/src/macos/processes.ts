import type { ProcessTimes } from '../counters/process-times.ts';
import { processesOfPs } from '../counters/process-times-of-ps.ts';
import { askTool } from './ask-tool.ts';

/** `-c` and `comm` give names of programs only: arguments hold secrets. */
const PS = { program: 'ps', arguments: ['-Aceo', 'pid=,time=,rss=,comm='], timeoutSeconds: 5 };

/** What macOS counted for each process of this Mac. */
export async function readProcesses(): Promise<readonly ProcessTimes[]> {
  const { text, failure } = await askTool(PS);
  const processes = processesOfPs(text);
  if (processes.length === 0) throw new Error(failure ?? 'ps lists no process');
  return processes;
}
