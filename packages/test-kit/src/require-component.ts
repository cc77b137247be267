import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { missingDockerEngine } from './docker-engine.ts';

/** Debian packages that hold a command of another name. */
const packageOf: Readonly<Record<string, string>> = {
  amtool: 'prometheus-alertmanager',
  promtool: 'prometheus',
  visudo: 'sudo',
};

/**
 * Whether a command is on PATH, or `docker-engine` unpacked (.ci/docker-engine.sh). False means that the suite is to be left out, and says so on standard
 * error; with REQUIRE_ALL_COMPONENTS=1 it is an error instead, so that nothing is left out in CI.
 */
export function requireComponent(name: string): boolean {
  const message = name === 'docker-engine' ? missingDockerEngine() : missingCommand(name);
  if (message === undefined) return true;
  if (process.env.REQUIRE_ALL_COMPONENTS === '1') throw new Error(message);
  process.stderr.write(`left out: ${message} to run these tests\n`);
  return false;
}

function missingCommand(name: string): string | undefined {
  if (isOnPath(name)) return undefined;
  return `${name} is not on PATH: install the package ${packageOf[name] ?? name}`;
}

export function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
