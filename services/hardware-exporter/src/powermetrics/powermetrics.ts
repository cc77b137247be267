import type { Tool } from '../child/tool.ts';
import { splitDocuments } from '../plist/split-documents.ts';
import { readDocument } from '../reading/read-document.ts';
import { splitSamples } from '../reading/split-samples.ts';
import { afterEnding } from './after-ending.ts';
import type { CommandLine } from './command-lines.ts';
import { bestLine, invocation } from './command-lines.ts';

/**
 * A sample of the text format, which comes line by line, is over when nothing follows for this time. Where
 * the next one begins sooner, that tells it.
 */
const QUIET_SECONDS = 0.25;

/** macOS' powermetrics by the lines of its closed table; a path that is given is run as it is. */
export function powermetrics(options: {
  readonly path: string | undefined;
  readonly intervalSeconds: number;
}): Tool<CommandLine> {
  const { path, intervalSeconds } = options;
  const firstPlan = bestLine(intervalSeconds);
  return {
    name: 'powermetrics',
    firstPlan,
    async command(line) {
      const isRoot = process.getuid?.() === 0;
      const started = invocation({ path, isRoot, line });
      if (line.format === 'plist') return { ...started, split: splitDocuments };
      return { ...started, split: splitSamples, quietSeconds: QUIET_SECONDS };
    },
    read(document, { plan }) {
      return readDocument(document, plan.format);
    },
    after: (ending, { plan, failures }) => afterEnding(ending, { line: plan, failures, firstPlan }),
  };
}
