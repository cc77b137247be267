import { expect, it } from '@jest/globals';
import { orderMistake, readOrders, withoutFault } from './simulated-mac-orders.ts';

const nothing = { load: undefined, script: undefined, lasting: [], oneOff: undefined };
it.each([
  { title: 'nothing', text: '', orders: {} },
  { title: 'a load, as ever', text: '0.99\n', orders: { load: 0.99 } },
  { title: 'no load', text: '0', orders: { load: 0 } },
  { title: 'a load that cannot be', text: '1.5', orders: {} },
  { title: 'half a word', text: 'thermal-thro', orders: {} },
  { title: 'a script', text: 'compile', orders: { script: 'compile' } },
  {
    title: 'all at once',
    text: ' idle\nno-power noise  half 0.5',
    orders: { load: 0.5, script: 'idle', lasting: ['no-power', 'noise'], oneOff: 'half' },
  },
  { title: 'one fault after the other', text: 'half die', orders: { oneOff: 'half' } },
  { title: "another's fault", text: 'macmon:die', orders: {} },
])('powermetrics reads $title', ({ text, orders }) => {
  const found = readOrders(text, 'powermetrics');
  expect({ ...found, lasting: [...found.lasting] }).toEqual({ ...nothing, ...orders });
});

it.each([
  { text: 'macmon:hang 0.4', oneOff: 'hang' },
  { text: 'hang', oneOff: undefined },
  { text: 'macmon:flood', oneOff: undefined },
])('macmon reads $text', ({ text, oneOff }) => {
  expect(readOrders(text, 'macmon').oneOff).toBe(oneOff);
});

it.each([
  { text: 'half', tool: 'powermetrics', left: '' },
  { text: 'idle half half noise\n', tool: 'powermetrics', left: 'idle half noise' },
  { text: 'half macmon:half', tool: 'macmon', left: 'half macmon:half' },
] as const)('strikes a fault from $text for $tool', ({ text, tool, left }) => {
  expect(withoutFault(text, 'half', tool)).toBe(left);
});

it.each([
  { title: 'nothing', variables: {}, says: undefined },
  { title: 'what there is', variables: { script: 'idle', fault: 'noise half', speed: '50' } },
  { title: 'a script', variables: { script: 'sleep' }, says: 'no script sleep, only idle' },
  { title: 'a fault', variables: { fault: 'half full' }, says: 'no fault full, only hang' },
  { title: 'a speed', variables: { speed: '-1' }, says: 'M4MAX_DEMO_SPEED' },
])('names a mistake in the environment: $title', ({ variables, says }) => {
  const mistake = orderMistake({
    script: undefined,
    fault: undefined,
    speed: undefined,
    tool: 'powermetrics',
    ...variables,
  });
  if (says === undefined) expect(mistake).toBeUndefined();
  else expect(mistake).toContain(says);
});
