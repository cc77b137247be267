import { isOlder } from '../reading/is-older.ts';

/** macmon takes no shorter interval. */
const LEAST_MILLISECONDS = 100;

/**
 * What to run for a line of JSON each interval. Facts of the chip come with the lines since 0.6.1; a macmon
 * that does not tell its version is not asked for them, as an unknown option ends it. Before 0.5 the
 * interval stood in front, and before 0.4.2 `pipe` was called `raw`.
 */
export function macmonCommand(options: {
  readonly program: string;
  readonly version: string | undefined;
  readonly intervalSeconds: number;
}): { readonly program: string; readonly arguments: readonly string[] } {
  const { program, version, intervalSeconds } = options;
  const milliseconds = Math.max(LEAST_MILLISECONDS, Math.round(intervalSeconds * 1000));
  const interval = ['-i', String(milliseconds)];
  if (version !== undefined && isOlder(version, '0.5.0'))
    return { program, arguments: [...interval, 'raw'] };
  const facts = isOlder(version, '0.6.1') ? [] : ['--soc-info'];
  return { program, arguments: ['pipe', ...interval, ...facts] };
}
