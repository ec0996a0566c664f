import { expect } from 'chai';
import { isRecord } from '../../src/cards/card.ts';
import { elementsOf } from './card-parts.ts';

/** Texts that would be markup, a template or a trick somewhere. */
export const HOSTILE = [
  '[click me](https://evil.example.com) ![x](https://evil.example.com/p.png)',
  '**bold** _italic_ ~~struck~~ `code` # heading\n- list\n1. one',
  '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;',
  '${$root.actions} ${symptom} ${if(true, 1, 2)} $${x} ${',
  '{{DATE(2026-11-22T09:00:00Z, SHORT)}} {{TIME(2026-11-22T09:00:00Z)}} {{count}} $t(choice.fixed)',
  '<at>Everyone</at> @channel',
  'שלום עולם مرحبا',
  'abc\u202egnp.exe\u2066x',
  '😀👩‍👩‍👧\ud83d',
  'a\u0000b\u0007c\r\nd',
  '__proto__ constructor $data $when $include $index',
  'x'.repeat(4000),
];

/** Nothing of it where Markdown is read, no link made of it, no expression made of it, no tag spoken. */
export function expectNoMarkup(card: { readonly body: unknown; readonly speak?: unknown }, text: string): void {
  const tell = text.trim();
  for (const element of elementsOf(card.body)) {
    if (element.type === 'TextBlock') {
      expect(element.text, 'Markdown is read in a TextBlock').not.to.match(/[[\]*_`<>~#|]|\$\{|\{\{/);
      if (tell.length > 3) expect(element.text).not.to.include(tell);
    }
    if (element.type.startsWith('Input.') && tell.length > 3) expect(element.label).not.to.include(tell);
    if (element.type === 'Action.OpenUrl')
      expect(String(element.url)).to.match(/^https:\/\/(docs|support)\.example\.com\//);
    if (isRecord(element.selectAction)) expect(element.selectAction.type).to.equal('Action.OpenUrl');
  }
  expect(String(card.speak)).not.to.match(/[<>&]/);
}

/** What is left of a text when the invisible is left out of account. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n/g, '\n')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/gu, (one) => (one === '\n' ? one : ''));
}
