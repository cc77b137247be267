import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { standingAt } from '../sessions/standing.ts';
import { readSessionsFile, shippedSessionsFile } from './read-sessions-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm4max-sessions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  { venue: 'NASDAQ', at: '2026-01-05T15:00:00Z', open: true },
  { venue: 'NYSE', at: '2026-07-03T15:00:00Z', open: false },
  { venue: 'XNAS', at: '2026-11-27T18:30:00Z', open: false },
  { venue: 'ARCA', at: '2027-06-18T15:00:00Z', open: false },
  { venue: 'XCME', at: '2026-01-04T23:30:00Z', open: true },
  { venue: 'GLBX', at: '2026-09-07T17:30:00Z', open: false },
  { venue: 'GLBX', at: '2026-09-07T22:30:00Z', open: true },
  { venue: 'XEUR', at: '2026-05-01T10:00:00Z', open: false },
  { venue: 'EUREX', at: '2026-07-01T19:30:00Z', open: true },
  { venue: 'XETR', at: '2026-07-01T15:31:00Z', open: false },
  { venue: 'XLON', at: '2026-12-28T10:00:00Z', open: false },
  { venue: 'LSE', at: '2026-12-24T12:00:00Z', open: true },
  { venue: 'IDEALPRO', at: '2026-01-04T22:10:00Z', open: false },
  { venue: 'IDEALPRO', at: '2026-01-04T22:15:00Z', open: true },
  { venue: 'BINANCE', at: '2026-12-25T04:00:00Z', open: true },
])('ships hours of $venue: open at $at is $open', async ({ venue, at, open }) => {
  const calendars = await readSessionsFile(shippedSessionsFile);
  const calendar = calendars.find(({ venues }) => venues.includes(venue));
  expect(calendar === undefined ? undefined : standingAt(calendar, new Date(at)).open).toBe(open);
});

it('ships holidays and early closes that lie on weekdays, in two years', async () => {
  const dates = (await readSessionsFile(shippedSessionsFile)).flatMap((calendar) =>
    calendar.always === true
      ? []
      : [...calendar.holidays, ...Object.keys(calendar.early_closes)].map((it) => new Date(it)),
  );
  expect(dates.length).toBeGreaterThan(80);
  expect(dates.filter((it) => [0, 6].includes(it.getUTCDay()))).toEqual([]);
  expect([...new Set(dates.map((it) => it.getUTCFullYear()))]).toEqual([2026, 2027]);
});

const hours = 'days: [mon], opens: "09:30", closes: "16:00"';
const calendar = (fields: string) => `calendars: [{ venues: [XNAS], ${fields} }]`;

it.each([
  { title: 'no YAML', text: 'calendars: [', faults: ['is not YAML'] },
  { title: 'nothing', text: '', faults: ['expected object'] },
  { title: 'no list', text: 'calendars: 7', faults: ['calendars: Invalid input'] },
  { title: 'a calendar that says nothing', text: calendar(''), faults: ['calendar 1: time_zone'] },
  {
    title: 'a zone there is not',
    text: calendar(`time_zone: America/Gotham, sessions: [{ ${hours} }]`),
    faults: ['calendar 1: time_zone: is not a time zone'],
  },
  {
    title: 'a time without its nought, which YAML reads as a number',
    text: calendar('time_zone: UTC, sessions: [{ days: [mon], opens: 9:30, closes: "25:00" }]'),
    faults: ['sessions.0.opens: expected a time', 'sessions.0.closes: expected a time'],
  },
  {
    title: 'a day that is none',
    text: calendar(
      'time_zone: UTC, sessions: [{ days: [monday], opens: "09:30", closes: "16:00" }]',
    ),
    faults: ['calendar 1: sessions.0.days.0: Invalid option'],
  },
  {
    title: 'a date that is none',
    text: calendar(`time_zone: UTC, sessions: [{ ${hours} }], holidays: [2026-02-30]`),
    faults: ['calendar 1: holidays.0: expected a date'],
  },
  {
    title: 'an early close of no day',
    text: calendar(
      `time_zone: UTC, sessions: [{ ${hours} }], early_closes: { yesterday: "13:00" }`,
    ),
    faults: ['calendar 1: early_closes.yesterday'],
  },
  {
    title: 'a venue that never closes and has hours',
    text: calendar(`always: true, time_zone: UTC, sessions: [{ ${hours} }]`),
    faults: ['calendar 1: Unrecognized'],
  },
  {
    title: 'a typing error',
    text: calendar(`time_zone: UTC, sessions: [{ ${hours} }], holydays: []`),
    faults: ['calendar 1: Unrecognized key: "holydays"'],
  },
  {
    title: 'one venue twice',
    text: 'calendars: [{ venues: [A, B], always: true }, { venues: [B], always: true }]',
    faults: ['calendars: B has two calendars: keep one'],
  },
])('refuses a file with $title', async ({ text, faults }) => {
  const file = join(folder, 'sessions.yml');
  writeFileSync(file, text);
  const refusal = await readSessionsFile(file).catch((error: unknown) => String(error));
  expect(refusal).toContain(`SESSIONS_FILE ${file}`);
  for (const fault of faults) expect(refusal).toContain(fault);
});

it('says which file is not there', async () => {
  const file = join(folder, 'absent.yml');
  await expect(readSessionsFile(file)).rejects.toThrow(`SESSIONS_FILE ${file} cannot be read`);
});
