import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isRecord } from '../../../cards/shared/card.ts';
import { SLACK_LIMITS } from '../limits.ts';
import schema from './block-kit.schema.json' with { type: 'json' };
import { lengthProblems } from './block-lengths.ts';
import { type Surface, surfaceProblems } from './surfaces.ts';

type Validators = { readonly blocks: ValidateFunction; readonly view: ValidateFunction };

let validators: Validators | undefined;

/**
 * Lists what is wrong with a message: checks its blocks against the strict schema of Slack's own
 * types, and against its limits. One line each, starting with the place; empty for a valid message.
 */
export function validateMessage(message: {
  readonly blocks: unknown;
  readonly text: unknown;
}): string[] {
  const { blocks, text } = message;
  const structure = schemaProblems(compiled().blocks, blocks);
  if (structure.length > 0 || !Array.isArray(blocks)) return structure;
  return [
    ...surfaceProblems(blocks, 'message'),
    ...lengthProblems(blocks),
    ...messageProblems(blocks),
    ...fallbackProblems(text),
  ];
}

/** The same for a modal or a Home tab. */
export function validateView(view: unknown): string[] {
  const structure = schemaProblems(compiled().view, view);
  if (structure.length > 0 || !isRecord(view) || !Array.isArray(view.blocks)) return structure;
  const surface: Surface = view.type === 'home' ? 'home' : 'modal';
  const count = view.blocks.length;
  const tooMany =
    count > SLACK_LIMITS.viewBlocks
      ? [`blocks: are ${count}, more than ${SLACK_LIMITS.viewBlocks}`]
      : [];
  const inputs = view.blocks.some((block) => isRecord(block) && block.type === 'input');
  return [
    ...tooMany,
    ...surfaceProblems(view.blocks, surface),
    ...lengthProblems(view),
    ...(inputs && !isRecord(view.submit) ? ['submit: is missing, though the view has inputs'] : []),
  ];
}

function compiled(): Validators {
  if (validators === undefined) {
    const ajv = new Ajv({ allErrors: true, discriminator: true, strict: false }).addSchema(
      schema,
      'slack',
    );
    const one = { $ref: 'slack#/definitions/KnownBlock' };
    validators = {
      blocks: ajv.compile({ type: 'array', minItems: 1, items: one }),
      view: ajv.compile({ $ref: 'slack#/definitions/View' }),
    };
  }
  return validators;
}

function schemaProblems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).map(problemLine))];
}

function problemLine({ instancePath, message, params }: ErrorObject): string {
  const what = 'additionalProperty' in params ? ` (${params.additionalProperty})` : '';
  return `${instancePath === '' ? 'blocks' : instancePath.slice(1)}: ${message}${what}`;
}

function messageProblems(blocks: readonly unknown[]): string[] {
  const problems: string[] = [];
  const { messageBlocks, messageCharacters, tables } = SLACK_LIMITS;
  const characters = JSON.stringify(blocks).length;
  const tablesHere = blocks.filter((block) => isRecord(block) && block.type === 'table').length;
  if (blocks.length > messageBlocks)
    problems.push(`blocks: are ${blocks.length}, more than ${messageBlocks}`);
  if (characters > messageCharacters)
    problems.push(`blocks: have ${characters} characters, more than ${messageCharacters}`);
  if (tablesHere > tables) problems.push(`blocks: have ${tablesHere} tables, more than ${tables}`);
  if (blocks.some((block) => isRecord(block) && block.type === 'input'))
    problems.push('blocks: have an input outside a form');
  return problems;
}

function fallbackProblems(text: unknown): string[] {
  if (typeof text !== 'string' || text.trim() === '')
    return ['text: there is none for notifications'];
  if (text.length > SLACK_LIMITS.fallbackText) {
    return [`text: has ${text.length} characters, more than ${SLACK_LIMITS.fallbackText}`];
  }
  return /[<>]|&(?!amp;|lt;|gt;)/.test(text) ? ['text: is not escaped'] : [];
}
