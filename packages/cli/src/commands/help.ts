import { sudoRule } from '@m4max/contracts';

const pages: Readonly<Record<string, string>> = {
  start: `m4max start [--json]

Starts the fleet on this machine: a store, the exporters, the alert-manager and the gateway.
Prints what is live, what is missing and how to get it. Ctrl-C stops all of it.

  REDIS_URL                 a store of your own; else redis-server or valkey-server is started
                            privately, else an embedded store that keeps nothing over a restart
  DATA_DIR                  where the store, positions, keys and logs are kept
  GATEWAY_PORT (8001), HARDWARE_EXPORTER_PORT (9101), CONTAINER_EXPORTER_PORT (9102),
  TRADING_EXPORTER_PORT (9103), ALERT_MANAGER_PORT (9093), STORE_PORT (6390)
                            another port for each part
  --json                    print the table as one JSON object
`,
  demo: `m4max demo [--json]

Starts the same fleet on a simulated M4 Max and a simulated trading day, with a store of its own
that is thrown away at the end. Needs the same ports as \`m4max start\`.
`,
  read: `m4max read FORMAT [FILE]

Prints, as JSON lines, what the fleet understands of a recorded output. Reads standard input when
no file is named; what was packed with gzip is unpacked.

  powermetrics              a plist stream or text of macOS' powermetrics
  macmon, mactop            lines of \`macmon pipe\` or \`mactop --headless\`
  macos                     output of vm_stat, sysctl, ioreg, pmset, memory_pressure or
                            system_profiler, told apart by what it says
  docker-stats              bodies of the Docker Engine's stats, oldest first, and what
                            \`docker inspect\` says of their containers
  docker-events             events of the Docker Engine
  bus                       entries of a NautilusTrader bus, one JSON object a line
  fix                       a log of FIX messages
  prometheus                a metrics page, Prometheus text or OpenMetrics: its families, one a line

To record a container and what happened to it:

  docker inspect NAME > stats.jsonl
  curl --silent --unix-socket /var/run/docker.sock \\
    'http://docker/containers/NAME/stats?stream=0' >> stats.jsonl     (as often as you like)
  docker events --format '{{json .}}' > events.jsonl

The result never holds environments, command lines or labels; a recording of \`docker inspect\` does.
`,
  doctor: `m4max doctor [--json]

Says which sources of this machine can be read, which rights are missing, and the one command that
mends each. Changes nothing, and never asks for a password. Takes COLLECT_INTERVAL_SECONDS,
HARDWARE_SOURCES and the paths of tools from the environment, as the fleet does. Exits with 1 when
there is a problem.

  --json                    print the findings as one JSON object
`,
  sudoers: `m4max sudoers

Prints the sudo rule that lets you run powermetrics as root: the fleet's command lines with all of
their arguments, and nothing else. To put it in place, checked before it counts:

  ${sudoRule.install}

  COLLECT_INTERVAL_SECONDS  the interval that stands in the rule; after changing it, install anew

\`${sudoRule.remove}\` takes it away.
`,
};

/** The page of one command, or the list of them. */
export function help(command: string | undefined): string {
  const page = command === undefined ? undefined : pages[command];
  if (page !== undefined) return page;
  return `m4max – monitoring for traders on Apple silicon

  m4max start               run the fleet on this machine
  m4max demo                run it on a simulated M4 Max and trading day
  m4max read FORMAT [FILE]  say what is understood of a recorded output
  m4max doctor              say what is wrong on this machine and how to mend it
  m4max sudoers             print the sudo rule that powermetrics needs
  m4max help COMMAND        more about one of them
`;
}
