import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '@m4max/service-kit';
import type { Answer, Probe } from '../host/probe.ts';
import { nowSeconds, probe } from '../host/probe.ts';
import { mergeReadings } from '../reading/macos/merge-readings.ts';
import type { GpuReads } from '../reading/macos/steady-gpu.ts';
import { addGpuRead, withSteadyGpu } from '../reading/macos/steady-gpu.ts';
import type { Reading } from '../reading/reading.ts';
import { NOTHING } from '../reading/reading.ts';
import { askTool } from './ask-tool.ts';
import type { Tool } from './tools.ts';
import { tools } from './tools.ts';

/** The first answers are worth this wait; after it the samples begin without those that are late. */
const FIRST_ANSWERS_SECONDS = 3;

export type MacosTools = Part & {
  readonly source: 'macos';
  /** Asks whatever is due; resolves with the answers, but for the slow one. Never rejects. */
  refresh(): Promise<unknown>;
  /** What the tools said last, without what is too old, or why none of them said anything. */
  reading(): Reading | { readonly why: string };
};

type Asked = { readonly tool: Tool; readonly probe: Probe<Reading> };

/** What macOS' own tools say of this Mac. They need no rights; a tool that fails costs its fields only. */
export function macosTools(options: {
  readonly intervalSeconds: number;
  /** Whether no better source tells how busy the GPU is. */
  readonly wantsGpu: () => boolean;
}): MacosTools {
  const stopping = new AbortController();
  let gpuReads: GpuReads = [];

  async function ask(tool: Tool): Promise<Answer<Reading>> {
    const { text, failure } = await askTool(tool, stopping.signal);
    const reading = tool.read(text);
    if (reading !== undefined) return { kind: 'value', value: reading };
    const reason = failure ?? `${tool.program} printed nothing that is known of it`;
    return { kind: 'none', reason };
  }

  async function askGpu(): Promise<Answer<Reading>> {
    const answer = await ask(tools.ioreg);
    const reading = answer.kind === 'value' ? answer.value : undefined;
    gpuReads = addGpuRead(gpuReads, { reading, atSeconds: nowSeconds() });
    if (answer.kind === 'none') return answer;
    return { kind: 'value', value: withSteadyGpu(answer.value, gpuReads) };
  }

  const vmStat = probeOf(tools.vmStat);
  const sysctl = probeOf(tools.sysctl);
  const pmset = probeOf(tools.pmset);
  const profiler = probeOf(tools.systemProfiler);
  const gpu = probeOf(tools.ioreg, askGpu);

  function probeOf(tool: Tool, read = () => ask(tool)): Asked {
    const { everySeconds } = tool;
    return { tool, probe: probe({ everySeconds, roundSeconds: options.intervalSeconds, read }) };
  }

  function refresh(): Promise<unknown> {
    const now = nowSeconds();
    const quick = [vmStat, sysctl, pmset];
    if (options.wantsGpu()) quick.push(gpu);
    else gpuReads = [];
    void profiler.probe.refresh(now); // It is slow: nothing waits for it.
    return Promise.all(quick.map((asked) => asked.probe.refresh(now)));
  }

  return {
    name: 'macos',
    source: 'macos',
    async start() {
      await Promise.race([
        refresh(),
        sleep(FIRST_ANSWERS_SECONDS * 1000, undefined, { ref: false }),
      ]);
    },
    async stop() {
      stopping.abort();
    },
    refresh,
    reading() {
      const now = nowSeconds();
      const answerOf = ({ tool, probe: it }: Asked) => ({ tool, answer: it.current(now) });
      const answers = [vmStat, sysctl, pmset, ...(options.wantsGpu() ? [gpu] : [])].map(answerOf);
      const reasons = answers.flatMap(({ answer }) =>
        answer.kind === 'none' ? answer.reason : [],
      );
      const [first] = reasons;
      // The profile is asked once and stays good: it does not tell whether the tools still answer.
      if (first !== undefined && reasons.length === answers.length) return { why: first };
      return mergeReadings([...answers, answerOf(profiler)].map(readingOf));
    },
  };
}

function readingOf({ tool, answer }: { readonly tool: Tool; readonly answer: Answer<Reading> }) {
  if (answer.kind === 'value') return answer.value;
  const missing = tool.fields.map((field) => ({ field, reason: answer.reason }));
  return { ...NOTHING, missing };
}
