/** By the number that Linux gives them: on a Mac too, containers run on Linux. */
const names = new Map([
  ...[
    ...['HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'BUS', 'FPE', 'KILL', 'USR1', 'SEGV'],
    ...['USR2', 'PIPE', 'ALRM', 'TERM', 'STKFLT', 'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN'],
    ...['TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF', 'WINCH', 'IO', 'PWR', 'SYS'],
  ].map((name, index) => [index + 1, `SIG${name}`] as const),
  ...Array.from({ length: 31 }, (_, index) => {
    const offset = index === 0 ? '' : `+${index}`;
    return [index + 34, `SIGRTMIN${offset}`] as const;
  }),
]);

/** The name of a signal that is told by number (Docker's events) or by name, with or without SIG. */
export function signalName(signal: string): string {
  const text = signal.trim().toUpperCase();
  if (/^\d+$/.test(text)) return names.get(Number(text)) ?? `signal ${text}`;
  return text.startsWith('SIG') ? text : `SIG${text}`;
}

/** A shell and the engine give 128 + the number of the signal that ended a process. */
export function signalOfCode(code: number): string | undefined {
  return names.get(code - 128);
}
