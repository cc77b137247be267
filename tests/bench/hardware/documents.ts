import { powermetricsDocument } from '../../../packages/cli/src/demo/powermetrics-document.ts';
import { simulateMac } from '../../../packages/cli/src/demo/simulated-mac.ts';

const STREAMED = 29;
/** With every option a document has some 0.4 MB, most of it processes. */
const PROCESSES = 165;

/** What powermetrics of an M4 Max would write: one document as the service asks for it. */
export function usualDocument(seconds = 300): string {
  return powermetricsDocument({
    moment: simulateMac({ seconds, elapsedSeconds: 1, performanceLoad: undefined, heat: 0 }),
    at: new Date(1_770_000_000_000 + seconds * 1000),
    bootedAt: new Date(1_769_000_000_000),
    elapsedNs: 1_003_000_000 + seconds,
    osBuild: '25B78',
    samplers: new Set(['cpu_power', 'gpu_power', 'thermal']),
    isDelta: true,
    invalid: false,
    byCoalition: false,
    energyByProcess: false,
  });
}

/** The same with what nobody reads: an entry for every process, as `--show-all` adds. */
export function documentWithProcesses(): string {
  const processes = Array.from({ length: PROCESSES }, (_, index) => process(index)).join('');
  return usualDocument().replace(
    '<key>processor</key>\n',
    `<key>tasks</key>\n<array>\n${processes}</array>\n$&`,
  );
}

/** A recording of half a minute, a NUL before each document but the first. */
export function stream(): string {
  return Array.from({ length: STREAMED }, (_, index) => usualDocument(300 + index)).join('\0');
}

/** The keys of a process with everything switched on. */
function process(index: number): string {
  const counted = ['intr_wakeups', 'idle_wakeups', 'diskio_bytesread', 'diskio_byteswritten'];
  const more = ['packets_received', 'packets_sent', 'bytes_received', 'bytes_sent', 'pageins'];
  const counters = [...counted, ...more].map(
    (name, position) =>
      `<key>${name}</key><integer>${index * 37 + position}</integer>\n<key>${name}_per_s</key><real>${(index * 37 + position) / 1.003}</real>\n`,
  );
  const qos = ['disabled', 'maintenance', 'background', 'utility', 'default', 'user_initiated'].map(
    (name) =>
      `<key>qos_${name}_ns</key><integer>${index * 1000}</integer>\n<key>qos_${name}_ms_per_s</key><real>${index / 7}</real>\n`,
  );
  return `<dict>\n<key>pid</key><integer>${400 + index}</integer>\n<key>name</key><string>Charts &amp; Orders ${index}</string>\n<key>cputime_ns</key><integer>${index * 81_234}</integer>\n<key>cputime_ms_per_s</key><real>${index * 0.0812}</real>\n<key>cputime_userland_ratio</key><real>0.71</real>\n${counters.join('')}${qos.join('')}<key>energy_impact</key><real>${index / 11}</real>\n<key>energy_impact_per_s</key><real>${index / 11.03}</real>\n</dict>\n`;
}
