const names: Readonly<Record<string, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  28: 'SIGWINCH',
};

/** The name of a signal that an engine gives by number (Docker) or by name. */
export function signalName(signal: string): string {
  return names[signal] ?? (/^\d+$/.test(signal) ? `signal ${signal}` : signal);
}
