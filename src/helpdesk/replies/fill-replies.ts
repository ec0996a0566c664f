import { DEFAULT_LOCALE, type Locale } from '../../i18n/locale.ts';
import type { ReadyReply } from '../../ports/agent-reply.ts';
import { nearestWord } from '../../spelling/nearest.ts';
import {
  type CannedReply,
  type CannedText,
  isPlaceholder,
  PLACEHOLDER,
  type Placeholder,
} from './replies-file.ts';

/** What fills the placeholders of a reply. */
export type Values = Readonly<Record<Placeholder, string>>;

export type Filled =
  | { readonly text: string }
  /** The text begins with the name of a reply that isn't there. */
  | { readonly unknown: string; readonly nearest: string | null };

/** The name of a reply at the beginning of a line: `!restart`, in full width too. */
const CALL = /^[!！]([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])[ \t]*/gim;

/**
 * Puts replies in place of their names, which stand at the beginning of a line; the rest of the line
 * follows below. A name that nothing has is left as it is, except at the very beginning: what was
 * meant as a reply must not reach a requester as its name.
 * @param locale of the reader; a reply that isn't in it comes in another language.
 */
export function fillReplies(
  replies: readonly CannedReply[],
  text: string,
  locale: Locale,
  values: Values,
): Filled {
  const find = (name: string) => replies.find((each) => each.name === name.toLowerCase());
  const [, first] = new RegExp(CALL.source, 'i').exec(text) ?? [];
  if (replies.length === 0 || first === undefined || find(first) !== undefined) {
    const filled = text.replace(CALL, (call, name: string, at: number) => {
      const reply = find(name);
      if (reply === undefined) return call;
      const ends = /^(?:\n|$)/.test(text.slice(at + call.length));
      return fill(inLocale(reply, locale).text, values) + (ends ? '' : '\n');
    });
    return { text: filled };
  }
  const names = replies.map(({ name }) => name);
  return { unknown: first, nearest: nearestWord(first.toLowerCase(), names) ?? null };
}

/** Returns a reply in a language, else in the default one, else in any. */
export function inLocale(reply: CannedReply, locale: Locale): CannedText {
  const [any] = reply.in.values();
  return (
    reply.in.get(locale) ?? reply.in.get(DEFAULT_LOCALE) ?? any ?? { title: reply.name, text: '' }
  );
}

/** Returns all replies in a language, in their order. */
export function readyReplies(
  replies: readonly CannedReply[],
  locale: Locale,
): readonly ReadyReply[] {
  return replies.map((reply) => ({ name: reply.name, ...inLocale(reply, locale) }));
}

/** Values are never read as placeholders themselves. */
function fill(text: string, values: Values): string {
  return text.replace(PLACEHOLDER, (whole, word: string) =>
    isPlaceholder(word) ? values[word] : whole,
  );
}
