import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import schema from './adaptive-card.schema.json' with { type: 'json' };
import { isRecord } from './card.ts';
import { CARD_LIMITS, utf16Bytes } from './limits.ts';
import { withoutMoments } from './moment.ts';

const require = createRequire(import.meta.url);

/** The parser counts the actions of the menu too, which has room for any number. */
const MAX_WITH_MENU = 20;

let validateSchema: ValidateFunction | undefined;

export interface ValidateOptions {
  /**
   * False to skip the parser, which takes longest and ignores words, if it already parsed a card of
   * the same shape.
   */
  readonly parsed?: boolean;
}

/**
 * Lists what is wrong with a card: against the strict schema of version 1.5, against the parser
 * that draws it, and against the limits of Teams. One line per problem, beginning with the place;
 * empty for a valid card.
 */
export function validateCard(card: unknown, { parsed = true }: ValidateOptions = {}): string[] {
  if (!isRecord(card)) return ['card: is not an object'];
  const structure = schemaProblems(card);
  // The parser throws on anything that isn't a card.
  if (structure.length > 0) return structure;
  return [...(parsed ? parserProblems(card) : []), ...limitProblems(card), ...useProblems(card)];
}

function schemaProblems(card: object): string[] {
  validateSchema ??= new Ajv({ allErrors: true, discriminator: true, strict: false }).compile(
    schema,
  );
  if (validateSchema(card)) return [];
  return [...new Set((validateSchema.errors ?? []).map(problemLine))];
}

function problemLine({ instancePath, message, params }: ErrorObject): string {
  const what = 'additionalProperty' in params ? ` (${params.additionalProperty})` : '';
  return `${instancePath === '' ? 'card' : instancePath.slice(1)}: ${message}${what}`;
}

function parserProblems(json: object): string[] {
  const library: typeof AdaptiveCards = require('adaptivecards/dist/adaptivecards.min.js');
  const context = new library.SerializationContext(library.Versions.v1_5);
  const card = new library.AdaptiveCard();
  card.hostConfig = new library.HostConfig({ actions: { maxActions: MAX_WITH_MENU } });
  // The library tests languages with a stateful pattern that remembers where its last match ended.
  if (library.CardElement.langProperty.regEx) library.CardElement.langProperty.regEx.lastIndex = 0;
  card.parse(json, context);
  const problems: string[] = [];
  for (let index = 0; index < context.eventCount; index += 1)
    problems.push(context.getEventAt(index).message);
  for (const { message } of card.validateProperties().validationEvents) problems.push(message);
  return problems.map((message) => `parser: ${message}`);
}

function limitProblems(card: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  if (card.version !== CARD_LIMITS.version) {
    problems.push(`version: is ${card.version}, not ${CARD_LIMITS.version}`);
  }
  const bytes = utf16Bytes(JSON.stringify(card));
  if (bytes > CARD_LIMITS.cardBytes)
    problems.push(`card: has ${bytes} bytes, more than ${CARD_LIMITS.cardBytes}`);
  return problems;
}

/** Lists problems that the schema and the parser accept but people would notice. */
function useProblems(card: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const ids = new Map<string, number>();
  const targets: string[] = [];
  walk(card, 'card', (node, path) => {
    const shown = Array.isArray(node.actions) ? node.actions.filter(isButton).length : 0;
    if (shown > CARD_LIMITS.actions)
      problems.push(`${path}: has ${shown} actions, more than ${CARD_LIMITS.actions}`);
    if (typeof node.id === 'string') ids.set(node.id, (ids.get(node.id) ?? 0) + 1);
    if (Array.isArray(node.targetElements)) targets.push(...node.targetElements.map(String));
    problems.push(...elementProblems(node).map((problem) => `${path}: ${problem}`));
  });
  for (const [id, count] of ids)
    if (count > 1) problems.push(`card: the id "${id}" stands ${count} times`);
  for (const id of targets)
    if (!ids.has(id)) problems.push(`card: nothing has the id "${id}" that is to be shown`);
  return problems;
}

/** Hosts expand functions wherever they show text. Our own words never need the braces. */
function isExpanded(text: string, type: unknown): boolean {
  return type === 'TextBlock' ? text.includes('{{') : /\{\{(DATE|TIME)\(/.test(text);
}

/** Secondary actions are in a menu, beside the buttons. */
function isButton(action: unknown): boolean {
  return isRecord(action) && action.mode !== 'secondary';
}

function elementProblems(node: Readonly<Record<string, unknown>>): string[] {
  const { type } = node;
  const problems: string[] = [];
  if (typeof node.text === 'string' && isExpanded(withoutMoments(node.text), type)) {
    problems.push(`has {{ in a ${type}, which hosts expand`);
  }
  if (type === 'Action.OpenUrl' && !/^https?:\/\//.test(String(node.url))) {
    problems.push(`opens ${node.url}, which is no web address`);
  }
  if (typeof type === 'string' && type.startsWith('Input.') && !(node.id && node.label)) {
    problems.push('is an input without an id or a label');
  }
  if (typeof type === 'string' && type.startsWith('Action.') && !node.title)
    problems.push('is a button without words');
  if (type === 'Image' && !node.altText) problems.push('is a picture without a description');
  return problems;
}

function walk(
  node: unknown,
  path: string,
  visit: (node: Readonly<Record<string, unknown>>, path: string) => void,
): void {
  if (Array.isArray(node)) {
    node.forEach((item, index) => {
      walk(item, `${path}/${index}`, visit);
    });
  } else if (isRecord(node)) {
    visit(node, path);
    for (const [key, value] of Object.entries(node)) {
      // We define what a button sends back.
      if (typeof value === 'object' && key !== 'data')
        walk(value, path === 'card' ? key : `${path}/${key}`, visit);
    }
  }
}
