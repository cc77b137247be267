import { expect, it } from '@jest/globals';
import { eventLine, eventOf, isWanted, parseFilters, parseMoment } from './docker-events.ts';
import { platform } from './docker-platform.ts';
import { begin } from './docker-simulated.ts';
import type { Told } from './docker-turns.ts';

const at = new Date('2026-03-02T09:00:00.123Z');
const [plan] = platform;
if (plan === undefined) throw new Error('the platform is empty');
const container = begin(plan, 0, at);
const event = (told: Omit<Told, 'at'>) => eventOf(container, { at, ...told }, 7);

it('writes an event as APIs before 1.52 do, with all its nanoseconds', () => {
  const line = eventLine(event({ action: 'die', attributes: { exitCode: '139' } }));
  expect(line).toContain('"timeNano":1772442000123000007}');
  expect(JSON.parse(line)).toMatchObject({
    status: 'die',
    id: container.id,
    from: 'nautilus/analytics-engine:demo',
    Type: 'container',
    Action: 'die',
    Actor: { Attributes: { name: 'nautilus-analytics-engine', exitCode: '139' } },
    time: 1_772_442_000,
  });
});

it('tells of a network in its own name', () => {
  const body = JSON.parse(eventLine(event({ action: 'connect', network: 'data' })));
  expect(body).toMatchObject({
    Type: 'network',
    Action: 'connect',
    Actor: { Attributes: { container: container.id, name: 'nautilus_data' } },
  });
  expect(body).not.toHaveProperty('status');
});

const die = event({ action: 'die' });
const health = event({ action: 'health_status: healthy' });
const connect = event({ action: 'connect', network: 'data' });

it.each([
  { title: 'no filter', filters: {}, wanted: [true, true, true] },
  { title: 'a type', filters: { type: ['network'] }, wanted: [false, false, true] },
  { title: 'an action', filters: { event: ['die'] }, wanted: [true, false, false] },
  { title: 'half an action', filters: { event: ['di'] }, wanted: [false, false, false] },
  {
    title: 'health_status, with which beginnings count',
    filters: { event: ['health_status', 'di'] },
    wanted: [true, true, false],
  },
  {
    title: 'type and action',
    filters: { type: ['network'], event: ['die'] },
    wanted: [false, false, false],
  },
  { title: 'the older form', filters: { event: { die: true } }, wanted: [true, false, false] },
])('filters by $title', ({ filters, wanted }) => {
  const parsed = parseFilters(JSON.stringify(filters));
  if (typeof parsed === 'string') throw new Error(parsed);
  expect([die, health, connect].map((it) => isWanted(it, parsed))).toEqual(wanted);
});

it.each([
  { text: '1772442000', nanoseconds: 1_772_442_000_000_000_000n },
  { text: '1772442000.5', nanoseconds: 1_772_442_000_500_000_000n },
  { text: '1772442000.123456789', nanoseconds: 1_772_442_000_123_456_789n },
  { text: '1772442000.1234567899', nanoseconds: 1_772_442_000_123_456_789n },
  { text: '0', nanoseconds: 0n },
  { text: 'soon', nanoseconds: undefined },
  { text: '-1', nanoseconds: undefined },
  { text: '', nanoseconds: undefined },
])('understands the moment $text', ({ text, nanoseconds }) => {
  expect(parseMoment(text)).toBe(nanoseconds);
});
