import type { z } from 'zod';
import { createLogger } from './log.ts';
import type { Context, Part } from './part.ts';
import { readConfig, withHostLabel } from './read-config.ts';
import { runParts } from './run-parts.ts';
import type { ServiceConfig } from './service-environment.ts';

/** A service that does not stop in this time is ended; container platforms wait thirty seconds. */
const STOP_SECONDS = 25;

/** Connections that close by themselves get this long once all parts have stopped. */
const LINGER_SECONDS = 5;

/** Reads the environment, runs the parts until a signal, and lets the process end by itself. */
export async function main<Schema extends z.ZodType<ServiceConfig>>(
  name: string,
  schema: Schema,
  parts: (context: Context<z.infer<Schema>>) => readonly Part[] | Promise<readonly Part[]>,
): Promise<void> {
  const outcome = readConfig(schema, withHostLabel(process.env));
  if (outcome.kind === 'faulty') {
    process.stderr.write(`${name}: bad environment\n${outcome.faults}\n`);
    process.exitCode = 1;
    return;
  }
  const { config } = outcome;
  const log = createLogger(name, config.LOG_LEVEL);
  const stopping = new AbortController();
  const stop = (because: string) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info('stopping', { because });
    setTimeout(() => {
      log.error('did not stop in time', { seconds: STOP_SECONDS });
      process.exit(1);
    }, STOP_SECONDS * 1000).unref();
  };
  // When the launcher is gone nobody reads the log any more; that must not keep the process from ending.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('disconnect', () => stop('the launcher is gone'));
  process.on('uncaughtException', (error) => {
    log.error('unexpected failure', { error });
    process.exitCode = 1;
    stop('unexpected failure');
  });

  const outcomeOfRun = await runParts({ name, config, log, parts, signal: stopping.signal });
  if (outcomeOfRun.kind === 'failed') {
    process.stderr.write(`${name}: ${outcomeOfRun.reason}\n`);
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
  setTimeout(() => {
    log.warn('something was still open at the end');
    process.exit();
  }, LINGER_SECONDS * 1000).unref();
}
