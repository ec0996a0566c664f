import type { ChatEvent, EventContent, Message } from '../conversation/event.ts';
import { redact } from '../evidence/redact.ts';
import { storable } from '../store/storable.ts';

/**
 * The event as it may be thought about, stored and shown: secrets in what the person wrote are masked, and characters
 * the database cannot keep are gone. The kinds of secret found are in its content.
 */
export function maskEvent(event: ChatEvent): ChatEvent {
  const clean = storable(event);
  return { ...clean, content: maskContent(clean.content) };
}

function maskContent(content: EventContent): EventContent {
  switch (content.kind) {
    case 'message':
      return maskMessage(content);
    case 'press': {
      const fields = Object.entries(content.fields).map(([id, value]) => [id, redact(value)] as const);
      const masked = fields.flatMap(([, result]) => result.masked);
      return {
        ...content,
        fields: Object.fromEntries(fields.map(([id, result]) => [id, result.text])),
        masked: together(content.masked, masked),
      };
    }
    case 'amended': {
      if (content.text === null) return content;
      const { text, masked } = redact(content.text);
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
export function maskMessage(message: Message): Message {
  const { text, masked } = redact(message.text);
  const files = message.files.map((file) => ({ ...file, name: redact(file.name).text }));
  return { ...message, text, files, masked: together(message.masked, masked) };
}

function together(before: readonly string[], now: readonly string[]): readonly string[] {
  return [...new Set([...before, ...now])];
}
