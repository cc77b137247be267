import type { FleetDescription } from './describe-fleet.ts';

/** The table that `m4max start` prints. */
export function renderTable(fleet: FleetDescription): string {
  const rows: (readonly [string, string, string])[] = [
    ['store', storeAddress(fleet.store), storeState(fleet.store)],
    ...fleet.services.map(
      ({ name, url, ready, not_ready }) =>
        [
          name,
          url.replace('http://', ''),
          ready ? 'ready' : not_ready.map(({ part, reason }) => `${part}: ${reason}`).join('; '),
        ] as const,
    ),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(
    ([name, address, state]) =>
      `  ${name.padEnd(widths[0] ?? 0)}  ${address.padEnd(widths[1] ?? 0)}  ${state}`,
  );
  const missing = fleet.missing.flatMap(({ fields, reason }) => [
    `  ${shortened(fields)}`,
    `      ${reason}`,
  ]);
  return [
    '',
    `m4max on ${fleet.host}, up in ${fleet.seconds} s`,
    '',
    ...lines,
    ...(missing.length === 0 ? [] : ['', 'Not readable here:', ...missing]),
    '',
    `  Board  ${fleet.board}`,
    `  API    ${fleet.board}docs`,
    '',
    'Ctrl-C stops all of it.',
    '',
    '',
  ].join('\n');
}

/** Names at most four fields; the API lists them all. */
function shortened(fields: readonly string[]): string {
  const shown = fields.slice(0, 4).join(', ');
  return fields.length > 4 ? `${shown} and ${fields.length - 4} more` : shown;
}

function storeAddress({ port }: FleetDescription['store']): string {
  return port === undefined ? 'REDIS_URL' : `127.0.0.1:${port}`;
}

function storeState({ kind, version, folder }: FleetDescription['store']): string {
  if (kind === 'given') return `your own, ${version}`;
  if (kind === 'private') return `durable, ${version}, kept in ${folder ?? ''}`;
  return 'embedded: alerts and history do not survive a restart (install redis to keep them)';
}
