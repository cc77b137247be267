import { expect, it } from '@jest/globals';
import { whatItIs } from './what-it-is.ts';

it.each([
  {
    title: 'a refusal for want of root',
    text: 'powermetrics must be invoked as the superuser\n',
    asked: 'powermetrics',
    says: 'record it with sudo',
  },
  {
    title: 'a refusal of a sampler',
    text: 'powermetrics: unrecognized sampler: bandwidth\n',
    asked: 'powermetrics',
    says: 'no sampler bandwidth on that macOS',
  },
  {
    title: "sudo's complaint",
    text: 'sudo: a password is required\n',
    asked: 'powermetrics',
    says: 'sudo refused',
  },
  {
    title: 'daily noise',
    text: 'proc_pidpath 1460 failed(0)\nSecond underflow occured.\n',
    asked: 'powermetrics',
    says: 'record its standard output',
  },
  { title: 'a help page', text: 'Usage: powermetrics [-i ms]', asked: 'macos', says: 'help page' },
  {
    title: 'a page for Prometheus',
    text: '# HELP macmon_cpu_temp_celsius X\n',
    asked: 'macmon',
    says: 'macmon pipe',
  },
  {
    title: 'output of another tool',
    text: '{"soc_metrics":{}}',
    asked: 'macmon',
    says: 'm4max read mactop',
  },
  {
    title: 'the other format of powermetrics',
    text: '<plist version="1.0">',
    asked: 'macos',
    says: 'm4max read powermetrics',
  },
])('whatItIs knows $title', ({ text, asked, says }) => {
  expect(whatItIs(text, asked)).toContain(says);
});

it.each([
  { title: 'something else', text: '{"weather":"fine"}', asked: 'macmon' },
  { title: 'the right format, which is faulty', text: '<plist>', asked: 'powermetrics' },
])('whatItIs says nothing of $title', ({ text, asked }) => {
  expect(whatItIs(text, asked)).toBeUndefined();
});
