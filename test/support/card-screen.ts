import { isRecord, type PressData } from '../../src/cards/shared/card.ts';
import { elementsOf } from './card-parts.ts';
import { asHostsShow } from './shown-moment.ts';
import type { Said } from './transcript.ts';

/** A button of an Adaptive Card, with what it sends. */
export interface CardButton {
  readonly label: string;
  readonly data: PressData;
}

/** What a person sees of an Adaptive Card. */
export function saidBy(card: unknown): Said {
  return {
    kind: null,
    text: asHostsShow(linesOf(Object(card).body).join('\n')),
    offers: buttonsOf(card).map(({ label }) => label),
  };
}

/** The buttons of a card that answer it, in their order. */
export function buttonsOf(card: unknown): CardButton[] {
  return elementsOf(Object(card).actions)
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ title, data }) => ({ label: String(title), data: Object(data) }));
}

/** What the inputs of a card hold before anybody types. */
export function fieldsOf(card: unknown): Record<string, string> {
  const inputs = elementsOf(Object(card).body).filter(({ type }) => type.startsWith('Input.'));
  return Object.fromEntries(inputs.map(({ id, value }) => [String(id), String(value ?? '')]));
}

/** One line for each block of text, each input's label, value and options. */
function linesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linesOf);
  if (!isRecord(node)) return [];
  if (node.type === 'TextBlock') return [withoutMarkdown(String(node.text))];
  if (node.type === 'RichTextBlock')
    return [
      elementsOf(node.inlines)
        .map(({ text }) => text ?? '')
        .join(''),
    ];
  if (node.type === 'Input.ChoiceSet')
    return [node.label, ...linesOfChoices(node.choices)].map(String);
  if (typeof node.type === 'string' && node.type.startsWith('Input.')) {
    return [node.label, node.value].filter((text) => typeof text === 'string');
  }
  return Object.values(node).flatMap(linesOf);
}

/** A TextBlock is read as Markdown: what it would make of a text is not that text any more. */
function withoutMarkdown(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/\\([^\w\s])/g, '$1');
}

function linesOfChoices(choices: unknown): unknown[] {
  return Array.isArray(choices) ? choices.filter(isRecord).map(({ title }) => title) : [];
}
