import type { ChatEvent, EventContent, MessageReceived } from '../../conversation/event.ts';
import { redactor } from '../../redaction/redactor.ts';
import { storable } from '../../store/storable.ts';

/**
 * The event as it may be thought about, stored and shown: secrets in what the person wrote are masked, what could not be
 * checked in time is withheld, and characters the database cannot keep are gone. The kinds of secret found are in its
 * content. A long text takes longer than a short one: `Inbox.takeMasked` keeps the order of events. Rejects if too much
 * waits to be masked.
 */
export async function maskEvent(event: ChatEvent): Promise<ChatEvent> {
  const clean = storable(event);
  return { ...clean, content: await maskContent(clean.content) };
}

async function maskContent(content: EventContent): Promise<EventContent> {
  switch (content.kind) {
    case 'message':
      return maskMessage(content);
    case 'press': {
      const ids = Object.keys(content.fields);
      const results = await redactor.redactAll(Object.values(content.fields));
      return {
        ...content,
        fields: Object.fromEntries(results.map(({ text }, index) => [ids[index] ?? '', text])),
        masked: together(
          content.masked,
          results.flatMap(({ masked }) => masked),
        ),
      };
    }
    case 'amended': {
      if (content.text === null) return content;
      const { text, masked } = await redactor.redact(content.text);
      return { ...content, text, masked: together(content.masked, masked) };
    }
    case 'joined':
    case 'ticket-filed':
    case 'ticket-news':
      return content;
    default:
      return content satisfies never;
  }
}

/** A message as it may be kept, by what its writer wrote and how they called its files. */
export async function maskMessage(message: MessageReceived): Promise<MessageReceived> {
  const [words, ...names] = await redactor.redactAll([
    message.text,
    ...message.files.map(({ name }) => name),
  ]);
  const files = message.files.map((file, index) => ({ ...file, name: names[index]?.text ?? '' }));
  return {
    ...message,
    text: words?.text ?? '',
    files,
    masked: together(message.masked, words?.masked ?? []),
  };
}

function together(before: readonly string[], now: readonly string[]): readonly string[] {
  return [...new Set([...before, ...now])];
}
