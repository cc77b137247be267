import { parseArgs } from 'node:util';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { help } from './commands/help.ts';
import type { Options } from './commands/options.ts';
import { read } from './commands/read.ts';
import { start } from './commands/start.ts';
import { sudoers } from './commands/sudoers.ts';

/** What the command line asks for; each command returns the exit code. */
const commands: Readonly<
  Record<string, (options: Options, rest: readonly string[]) => Promise<number>>
> = { start, demo, read, doctor, sudoers };

async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } },
  });
  const [name, ...rest] = positionals;
  if (values.help === true || name === undefined || name === 'help') {
    process.stdout.write(help(values.help === true ? name : rest[0]));
    return name === undefined && values.help !== true ? 1 : 0;
  }
  const command = commands[name];
  if (command === undefined) {
    process.stderr.write(
      `m4max: there is no command ${JSON.stringify(name)}\n\n${help(undefined)}`,
    );
    return 1;
  }
  return command({ json: values.json === true }, rest);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`m4max: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
