import { sudoRule } from '@m4max/contracts';
import { commandLines, SYSTEM_PATH } from './command-lines.ts';

const ALIAS = 'M4MAX_POWERMETRICS';

/** A name that sudoers takes as one user, and not as a group, a number, a netgroup or a negation. */
const USER_NAME = /^[A-Za-z_][A-Za-z0-9._-]*$/;
/** What sudoers reads as the name of an alias; `ALL` is one. */
const ALIAS_NAME = /^[A-Z][A-Z0-9_]*$/;

/**
 * The file that lets one user run the lines of the table as root, and nothing else. Throws a sentence
 * where the name of the user could mean something else in the file.
 */
export function sudoersFile(options: {
  readonly user: string;
  readonly intervalSeconds: number;
}): string {
  const { user, intervalSeconds } = options;
  const fault = faultOf(user);
  if (fault !== undefined) throw new Error(fault);
  const commands = commandLines(intervalSeconds).map((line) =>
    [SYSTEM_PATH, ...line.arguments.map(escaped)].join(' '),
  );
  return `# Lets ${user} run powermetrics as root for m4max, without a password.
#
# powermetrics reads the power, clocks and activity of the chip, and only root may run it. Each
# command is named with all of its arguments, since a powermetrics that may be run with any can
# write any file as root (-o). The interval (-i, in milliseconds) is COLLECT_INTERVAL_SECONDS.
# "m4max sudoers" wrote this file; "m4max doctor" says when it is out of date.
#
# To install it: ${sudoRule.install}
# To remove it:  ${sudoRule.remove}

Cmnd_Alias ${ALIAS} = \\
    ${commands.join(', \\\n    ')}

${user} ALL=(root) NOPASSWD: ${ALIAS}
`;
}

function faultOf(user: string): string | undefined {
  if (user === 'root')
    return 'root needs no rule to run powermetrics: run this as the user who runs the fleet';
  if (USER_NAME.test(user) && !ALIAS_NAME.test(user)) return undefined;
  return `the user name ${JSON.stringify(user)} could mean something else in a sudoers file: run the fleet as a user whose name has only letters, digits, ".", "_" and "-", and not only capitals`;
}

/** Arguments of sudoers end at these unless they stand behind a backslash. */
function escaped(argument: string): string {
  return argument.replace(/[\\,:=]/g, '\\$&');
}
