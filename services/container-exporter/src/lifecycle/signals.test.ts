import { expect, it } from '@jest/globals';
import { signalName, signalOfCode } from './signals.ts';

it.each([
  { signal: '9', name: 'SIGKILL' },
  { signal: '15', name: 'SIGTERM' },
  { signal: '28', name: 'SIGWINCH' },
  { signal: '31', name: 'SIGSYS' },
  { signal: '34', name: 'SIGRTMIN' },
  { signal: '37', name: 'SIGRTMIN+3' },
  { signal: '32', name: 'signal 32' },
  { signal: 'SIGTERM', name: 'SIGTERM' },
  { signal: 'quit', name: 'SIGQUIT' },
  { signal: 'RTMIN+3', name: 'SIGRTMIN+3' },
])('calls signal $signal $name', ({ signal, name }) => {
  expect(signalName(signal)).toBe(name);
});

it.each([
  { code: 0, name: undefined },
  { code: 1, name: undefined },
  { code: 127, name: undefined },
  { code: 128, name: undefined },
  { code: 129, name: 'SIGHUP' },
  { code: 134, name: 'SIGABRT' },
  { code: 137, name: 'SIGKILL' },
  { code: 139, name: 'SIGSEGV' },
  { code: 143, name: 'SIGTERM' },
  { code: 255, name: undefined },
  { code: 3_221_225_786, name: undefined },
  { code: -1, name: undefined },
])('takes exit code $code for $name', ({ code, name }) => {
  expect(signalOfCode(code)).toBe(name);
});
