import { expect, it } from '@jest/globals';
import { plainText } from './plain-text.ts';

it.each([
  {
    title: 'a name with spaces',
    text: ' Web Content (Renderer) ',
    plain: 'Web Content (Renderer)',
  },
  { title: 'escapes of a terminal', text: 'a\u001b[31mb', plain: 'a [31mb' },
  { title: 'a line feed', text: 'a\nb', plain: 'a b' },
  { title: 'marks that turn the writing round', text: 'exe\u202ecod', plain: 'exe cod' },
  { title: 'half a pair', text: 'a\ud83d', plain: 'a' },
  { title: 'letters beyond ASCII', text: 'Übersicht 時計', plain: 'Übersicht 時計' },
  { title: 'more than a label holds', text: 'x'.repeat(300), plain: 'x'.repeat(64) },
  { title: 'whole characters at the cut', text: '😀'.repeat(100), plain: '😀'.repeat(64) },
  { title: 'nothing', text: '', plain: undefined },
  { title: 'nothing to be seen', text: '\u0000\t \u200b', plain: undefined },
])('plainText: $title', ({ text, plain }) => {
  expect(plainText(text)).toBe(plain);
});
