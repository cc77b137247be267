import { plainText } from '../reading/plain-text.ts';
import type { ProcessTimes } from './process-times.ts';

/** Number, time on the CPU, KiB in memory and name, as `ps -Aceo pid=,time=,rss=,comm=` prints them. */
const LINE = /^\s*(\d{1,10})\s+(\S+)\s+(\d{1,15})\s(.+)$/;

/** The processes that ps lists. Lines that are none, such as the second half of a name, are left out. */
export function processesOfPs(text: string): readonly ProcessTimes[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, time = '', kilobytes, command = ''] = LINE.exec(line) ?? [];
    const busySeconds = secondsOf(time);
    const name = plainText(command);
    if (pid === undefined || busySeconds === undefined || name === undefined) return [];
    return [{ name, pid: Number(pid), busySeconds, residentBytes: Number(kilobytes) * 1024 }];
  });
}

/** `M:SS.ss`, and from an hour on perhaps `H:MM:SS.ss` or `D-HH:MM:SS`. */
function secondsOf(time: string): number | undefined {
  const parts = /^(?:(?:(\d{1,6})-)?(\d{1,6}):)?(\d{1,9}):(\d{2}(?:[.,]\d{1,3})?)$/.exec(time);
  if (parts === null) return undefined;
  const [, days = '0', hours = '0', minutes = '', seconds = ''] = parts;
  const whole = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  return whole * 60 + Number(seconds.replace(',', '.'));
}
