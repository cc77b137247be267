import { isOlder } from '../reading/is-older.ts';

/** It measures for as long as the interval is; shorter than this its figures mean little. */
const LEAST_MILLISECONDS = 100;

/**
 * What to run for a line of JSON each interval, for ever as no count is given. JSON was its only format
 * before 2.0.3, and it speaks one language before 2.1.3; options that it does not know end it.
 */
export function mactopCommand(options: {
  readonly program: string;
  readonly version: string | undefined;
  readonly intervalSeconds: number;
}): { readonly program: string; readonly arguments: readonly string[] } {
  const { program, version, intervalSeconds } = options;
  const milliseconds = Math.max(LEAST_MILLISECONDS, Math.round(intervalSeconds * 1000));
  const format = version !== undefined && isOlder(version, '2.0.3') ? [] : ['--format', 'json'];
  const language = isOlder(version, '2.1.3') ? [] : ['--lang', 'en'];
  return {
    program,
    arguments: ['--headless', ...format, ...language, '--interval', String(milliseconds)],
  };
}
