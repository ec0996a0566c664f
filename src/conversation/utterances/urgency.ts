import { z } from 'zod';
import { anyOf } from '../../i18n/phrase-template.ts';
import { byScript, wholeWords } from '../../i18n/script.ts';
import {
  fromLanguages,
  inAnyLanguage,
  PHRASES,
  TEMPLATES,
  understood,
} from '../../i18n/understood.ts';

const urgency = understood(
  'urgency',
  z.strictObject({ asks: TEMPLATES, reasons: PHRASES, beginnings: PHRASES.default([]) }),
);
const asks = inAnyLanguage(urgency, (words) => words.asks);
const reasons = inAnyLanguage(urgency, (words) => words.reasons);
const beginnings = inAnyLanguage(urgency, (words) => words.beginnings);

const ask = fromLanguages(() => new RegExp(`^${anyOf(asks())}$`, 'u'));
const reason = fromLanguages(() => oneOf(reasons()));
/** What is split off behind a request. */
const start = fromLanguages(() => oneOf([...reasons(), ...beginnings()]));
const pause = fromLanguages(
  () => new RegExp(String.raw`[,;.!?\n，。；！？、:：–—]+|\s-\s|\s*(?=${start()})`, 'iu'),
);
const opening = fromLanguages(() => new RegExp(`^${reason()}[\\s,，:：]*`, 'iu'));

/** A longer message tells a story, in which "urgent" is one word of many. */
const MAX_REQUEST = 500;

/**
 * Reads a request that the ticket be urgent, with the reason in the person's words, empty if they
 * give none. Returns null for any other message.
 */
export function readUrgency(text: string): { readonly reason: string } | null {
  if (text.length > MAX_REQUEST) return null;
  const parts = text.split(pause()).filter((part) => part.trim() !== '');
  const others = parts.filter((part) => !ask().test(plainly(part)));
  if (others.length === parts.length) return null;
  const told = others.map((part) => part.trim().replace(opening(), ''));
  return { reason: told.filter((part) => part !== '').join(', ') };
}

function oneOf(words: readonly string[]): string {
  const { spaced, unspaced } = byScript(words);
  return `(?:${wholeWords(anyOf(spaced))}|${anyOf(unspaced)})`;
}

function plainly(part: string): string {
  return part.normalize('NFKC').toLowerCase().replace(/['’`]/gu, '').replace(/\s+/gu, ' ').trim();
}
