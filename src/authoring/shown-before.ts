import { cardData } from '../cards/requester/card-data.ts';
import { isRecord } from '../cards/shared/card.ts';
import type { Reply } from '../conversation/reply.ts';
import { sourcesOf } from '../tickets/sources.ts';

/** What a card adds to the cards before it. */
export interface Novelty {
  /** True if one of its parts is new, or if it is larger than all cards of its shape. */
  readonly isNew: boolean;
  /** True if no card had parts of these shapes. */
  readonly isNewShape: boolean;
}

/** A field of a reply, or of an object in it. */
interface Part {
  /** Number of its shape: the same for parts that differ only in words and repeated items. */
  readonly shape: number;
  readonly characters: number;
  /** How many texts and numbers are in it. */
  readonly values: number;
}

/**
 * Remembers what cards showed. A card is valid if each part is valid, the parts go together, and it
 * isn't too large. So a card doesn't need to be drawn if it only combines parts of earlier cards in
 * a known shape, and isn't larger than the earlier ones.
 */
export class ShownBefore {
  readonly #replies = new Seen();
  readonly #cards = new Seen();

  /** Compares the card of a reply with the cards before it, and remembers it. */
  add(reply: Reply): Novelty {
    const ofReply = this.#replies.add(reply.kind, shownPart(reply));
    // Two replies may make the same card, but what a card shows takes longer to find out.
    if (!ofReply.isNew) return ofReply;
    const data = dataOf(reply);
    return data === null ? ofReply : this.#cards.add(reply.kind, data);
  }
}

class Seen {
  /** By their name, and then by their JSON. */
  readonly #parts = new Map<string, Map<string, Part>>();
  #count = 0;
  readonly #shapes = new Map<string, number>();
  readonly #largest = new Map<string, Omit<Part, 'shape'>>();

  add(kind: Reply['kind'], fields: object): Novelty {
    const known = this.#count;
    const parts = Object.entries(fields).flatMap(([name, value]) =>
      isRecord(value)
        ? Object.entries(value).map(([below, each]) =>
            this.#partOf(`${kind} ${name}.${below}`, each),
          )
        : this.#partOf(`${kind} ${name}`, value),
    );
    return this.#compared(kind, parts, this.#count > known);
  }

  #compared(kind: Reply['kind'], parts: readonly Part[], isPartNew: boolean): Novelty {
    const shape = `${kind} ${parts.map((part) => part.shape).join(' ')}`;
    const characters = parts.reduce((sum, part) => sum + part.characters, 0);
    const values = parts.reduce((sum, part) => sum + part.values, 0);
    const largest = this.#largest.get(shape);
    const isLarger =
      largest === undefined || characters > largest.characters || values > largest.values;
    if (isLarger)
      this.#largest.set(shape, {
        characters: Math.max(characters, largest?.characters ?? 0),
        values: Math.max(values, largest?.values ?? 0),
      });
    return { isNew: isPartNew || isLarger, isNewShape: largest === undefined };
  }

  #partOf(name: string, value: unknown): Part {
    const named = this.#parts.get(name) ?? new Map<string, Part>();
    this.#parts.set(name, named);
    const json = JSON.stringify(value);
    const known = named.get(json);
    if (known !== undefined) return known;
    this.#count += 1;
    const shape = `${name} ${JSON.stringify(shapeOf(value))}`;
    const number = this.#shapes.get(shape) ?? this.#shapes.size;
    this.#shapes.set(shape, number);
    const part = { shape: number, characters: json.length, values: countValues(value) };
    named.set(json, part);
    return part;
  }
}

/** Returns the reply without the fields that don't affect how its card looks. */
function shownPart(reply: Reply): object {
  if (reply.kind !== 'review' && reply.kind !== 'sent') return { ...reply, id: null };
  const { report, recommendedFixes, ...ticket } = reply.ticket;
  const unseen = {
    idempotencyKey: null,
    transcript: null,
    report: { ...report, more: null },
    recommendedFixes: recommendedFixes.map((fix) => ({ ...fix, stages: sourcesOf(fix) })),
  };
  return { ...reply, id: null, ticket: { ...ticket, ...unseen } };
}

/** Returns what fills the template of a card; null if it can't be made, which drawing it reports. */
function dataOf(reply: Reply): object | null {
  try {
    return { ...cardData(reply, null), actions: reply.choices };
  } catch {
    return null;
  }
}

/** Returns a value without its words, and without list items of the same shape. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? '' : '…';
  if (Array.isArray(value))
    return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].sort();
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum, each) => sum + countValues(each), 0);
}
