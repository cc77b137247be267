import { expect, it } from '@jest/globals';
import { statesOfBus } from './states-of-bus.ts';

const name = '127.0.0.1:6381';
const up = { kind: 'bus', name, up: true } as const;
const away = { kind: 'bus', name, up: false, detail: 'nothing listens there' } as const;
const channels = { kind: 'bus', name: `${name} channels`, up: true } as const;
const deaf = { ...channels, up: false, detail: 'the connection was closed' } as const;
const commands = { commands: [], missing: [] };
const refusal = 'what engines publish is not heard';
const nothing = {
  streams: undefined,
  channels: undefined,
  refusal: undefined,
  commands: undefined,
};

it.each([
  { title: 'nobody named and never answered', known: {}, states: [] },
  { title: 'publishes nothing', known: { streams: up }, states: [up] },
  { title: 'publishes', known: { streams: up, channels }, states: [up, channels] },
  { title: 'is away as a whole', known: { streams: away, channels: deaf }, states: [away] },
  {
    title: 'is read and no longer heard',
    known: { streams: up, channels: deaf },
    states: [up, deaf],
  },
  {
    title: 'lets nobody listen',
    known: { streams: up, refusal },
    states: [{ ...up, detail: refusal }],
  },
  {
    title: 'has worse to say',
    known: { streams: { ...up, detail: 'a recording' }, refusal },
    states: [{ ...up, detail: 'a recording' }],
  },
  { title: 'is away and had refused', known: { streams: away, refusal }, states: [away] },
  {
    title: 'tells of its commands',
    known: { streams: up, commands },
    states: [{ ...up, commands }],
  },
])('a bus that $title', ({ known, states }) => {
  expect(statesOfBus({ ...nothing, ...known })).toEqual(states);
});
