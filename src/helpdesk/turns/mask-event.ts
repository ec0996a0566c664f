import type { ChatEvent, EventContent, MessageReceived } from '../../conversation/event.ts';
import { redactor } from '../../redaction/redactor.ts';
import { storable } from '../../store/storable.ts';

/**
 * Returns the event in a form that is safe to process, store and display: masks secrets in what the
 * person wrote, withholds what couldn't be checked in time, and removes characters the database
 * can't store. Its content lists the kinds of secret found. Long texts take longer than short ones;
 * `Inbox.takeMasked` keeps the order of events. Rejects if too much is waiting to be masked.
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
    case 'reports-counted':
    case 'ticket-news':
      return content;
    default:
      return content satisfies never;
  }
}

/** Masks a message for storage: its text and the names of its files. */
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
