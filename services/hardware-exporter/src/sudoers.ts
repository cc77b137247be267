import { userInfo } from 'node:os';
import { parseEnvironment } from '@m4max/service-kit';
import { Config } from './config.ts';
import { sudoersFile } from './powermetrics/sudoers.ts';

const Environment = Config.pick({ COLLECT_INTERVAL_SECONDS: true });

/** `m4max sudoers`: the rule that lets this user run powermetrics, on standard output. */
const outcome = parseEnvironment(Environment, process.env);
if (outcome.kind === 'read') print(outcome.config.COLLECT_INTERVAL_SECONDS);
else fail(`bad environment\n${outcome.faults}`);

function print(intervalSeconds: number): void {
  try {
    process.stdout.write(sudoersFile({ user: userInfo().username, intervalSeconds }));
  } catch (error) {
    fail(`m4max sudoers: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
