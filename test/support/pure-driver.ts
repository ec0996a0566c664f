import { renderCard } from '../../src/cards/requester/render-card.ts';
import { choiceLabel } from '../../src/conversation/choice-label.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import type { World } from '../../src/conversation/world.ts';
import { redact } from '../../src/redaction/redact.ts';
import { Chat, type Turn } from './chat.ts';
import type { Transcript } from './read-transcript.ts';
import type { Said, TranscriptDriver } from './transcript.ts';

/** Plays the person's side against the step itself: no channel, no database, and the real cards. */
export function pureDriver(
  world: World,
  person: Transcript['person'],
): TranscriptDriver & { readonly chat: Chat } {
  const chat = new Chat(world, {
    name: person?.name ?? null,
    address: person?.address ?? null,
    localeTag: person?.locale ?? 'en',
    timeZone: person?.timeZone ?? null,
  });
  return {
    chat,
    async join() {
      return saidIn(chat.join());
    },
    async say(text, attachments) {
      const clean = redact(text);
      const files = attachments.map((name) => ({
        name,
        type: 'application/octet-stream',
        bytes: 1024,
      }));
      return saidIn(chat.say(clean.text, files, clean.masked));
    },
    async press(label, fields) {
      return saidIn(press(chat, [chat.state.sidePrompt, chat.state.prompt], label, fields));
    },
    async pressOld(label) {
      const waiting = [chat.state.sidePrompt?.id, chat.state.prompt?.id];
      const old = chat.turns.flatMap(({ says }) => says).filter(({ id }) => !waiting.includes(id));
      return saidIn(press(chat, old.reverse(), label, {}));
    },
    async ticket() {
      return chat.turns.flatMap(({ filed }) => filed ?? []).at(-1) ?? null;
    },
  };
}

function press(
  chat: Chat,
  cards: readonly (Reply | null)[],
  label: string,
  fields: Readonly<Record<string, string>>,
): Turn {
  for (const card of cards) {
    const offered = card?.choices.find((choice) => choiceLabel(choice, card.locale) === label);
    if (!card || !offered) continue;
    const clean = Object.entries(fields).map(([id, text]) => [id, redact(text)] as const);
    return chat.take({
      kind: 'press',
      prompt: card.id,
      verb: offered.verb,
      value: offered.value,
      fields: Object.fromEntries(clean.map(([id, { text }]) => [id, text])),
      masked: clean.flatMap(([, { masked }]) => masked),
    });
  }
  const labels = cards.flatMap((card) => (card ? labelsOf(card) : []));
  throw new Error(`no card has a button "${label}"; there are: ${labels.join(' | ')}`);
}

function saidIn({ says }: Turn): Said[] {
  return says.map((reply) => ({
    kind: reply.kind === 'notice' ? `notice ${reply.notice.code}` : reply.kind,
    text: renderCard(reply).text,
    offers: labelsOf(reply),
  }));
}

function labelsOf(reply: Reply): string[] {
  return reply.choices.map((choice) => choiceLabel(choice, reply.locale));
}
