import { expect } from 'chai';
import { isRecord } from '../../src/cards/shared/card.ts';
import { withoutMoments } from '../../src/cards/shared/moment.ts';
import type { Reply } from '../../src/conversation/reply.ts';
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

/**
 * Nothing of it where Markdown is read, no link made of it, no expression made of it, no tag
 * spoken.
 */
export function expectNoMarkup(
  card: { readonly body: unknown; readonly speak?: unknown },
  text: string,
): void {
  const tell = text.trim();
  for (const element of elementsOf(card.body)) {
    if (element.type === 'TextBlock') {
      expect(withoutMoments(String(element.text)), 'Markdown is read in a TextBlock').not.to.match(
        /[[\]*_`<>~#|]|\$\{|\{\{/,
      );
      if (tell.length > 3) expect(element.text).not.to.include(tell);
    }
    if (element.type.startsWith('Input.') && tell.length > 3)
      expect(element.label).not.to.include(tell);
    if (element.type === 'Action.OpenUrl')
      expect(String(element.url)).to.match(/^https:\/\/(docs|support)\.example\.com\//);
    if (isRecord(element.selectAction))
      expect(element.selectAction.type).to.equal('Action.OpenUrl');
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

/** The reply with the text in every place that a person, a platform or a file name can reach. */
export function withText(reply: Reply, text: string): Reply {
  switch (reply.kind) {
    case 'evidence':
      return { ...reply, values: mapped(reply.values, () => text), files: [text] };
    case 'review':
    case 'sent': {
      const { ticket } = reply;
      const { requester, report, environment, evidence, attempts } = ticket;
      return {
        ...reply,
        ticket: {
          ...ticket,
          title: text,
          requester: { ...requester, id: text, name: text, address: text, timeZone: text },
          report: { ...report, text, more: [{ text, at: text }] },
          attempts: attempts.map((attempt) => ({ ...attempt, title: text })),
          environment: {
            ...environment,
            occurredAt: { local: text, timeZone: text },
            signInAddress: text,
            device: text,
            clientVersion: text,
          },
          evidence: {
            errorText: text,
            notes: text,
            eventDetails: text,
            files: evidence.files.map((file) => ({ ...file, name: text, type: text })),
          },
        },
      };
    }
    case 'status':
      return {
        ...reply,
        status: {
          ...reply.status,
          symptom: text,
          tickets: reply.status.tickets.map((ticket) => ({
            ...ticket,
            title: text,
            assignee: text,
          })),
        },
      };
    case 'switch':
      return { ...reply, from: text, to: [text] };
    case 'solved':
    case 'rating':
      return { ...reply, title: text };
    case 'ticket-news': {
      const news = 'text' in reply.news ? { ...reply.news, text, by: text } : reply.news;
      return { ...reply, title: text, news };
    }
    case 'solved-question':
      return { ...reply, title: text, by: text, text };
    case 'notice':
      if (reply.notice.code === 'noted')
        return { ...reply, notice: { ...reply.notice, values: { device: text, notes: text } } };
      if (reply.notice.code === 'files-noted')
        return { ...reply, notice: { code: 'files-noted', names: [text] } };
      if (reply.notice.code !== 'files-missing') return reply;
      return {
        ...reply,
        notice: {
          code: 'files-missing',
          files: reply.notice.files.map((file) => ({ ...file, name: text })),
        },
      };
    default:
      return reply;
  }
}

function mapped<Fields extends object>(fields: Fields, change: () => string): Fields {
  return Object.assign(
    { ...fields },
    Object.fromEntries(Object.keys(fields).map((key) => [key, change()])),
  );
}
