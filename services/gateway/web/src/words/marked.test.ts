import { expect, it } from '@jest/globals';
import { pieces } from './marked.ts';

it('splits a sentence at its commands', () => {
  expect(pieces('run `m4max doctor` first')).toEqual([
    { kind: 'text', text: 'run ' },
    { kind: 'code', text: 'm4max doctor' },
    { kind: 'text', text: ' first' },
  ]);
  expect(pieces('')).toEqual([]);
});
