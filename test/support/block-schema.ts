import { createRequire } from 'node:module';
import { createGenerator } from 'ts-json-schema-generator';
import { isRecord } from '../../src/cards/shared/card.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Any block at all, for which Slack's types have a place; ours are all known. */
const UNKNOWN_BLOCK = '#/definitions/Block';

/**
 * A strict JSON Schema of Slack's views and blocks, from the types of `@slack/types`. Unknown
 * properties are refused, and `type` decides between alternatives, so that an error names one.
 * Pictures are known by address only.
 */
export function blockSchema(): Schema {
  const path = createRequire(import.meta.url)
    .resolve('@slack/types')
    .replace(/index\.js$/, 'index.d.ts');
  const options = {
    path,
    type: 'View',
    expose: 'all',
    skipTypeCheck: true,
    additionalProperties: false,
    jsDoc: 'none',
  };
  const { definitions = {} } = createGenerator({
    ...options,
    expose: 'all',
    jsDoc: 'none',
  }).createSchema('View');
  const known = withDiscriminators(definitions);
  const sorted = Object.entries(known).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions: Object.fromEntries(sorted),
  };
}

function withDiscriminators(definitions: Schema): Schema {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (!isRecord(node)) return node;
    if (Array.isArray(node.anyOf)) return union(node.anyOf, definitions, visit);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]));
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, visit(definition)]),
  );
}

function union(
  alternatives: readonly unknown[],
  definitions: Schema,
  visit: (node: unknown) => unknown,
): unknown {
  const all = alternatives.flatMap((one) => flattened(one, definitions));
  const [only, ...others] = all;
  if (others.length === 0) return visit(only);
  const typed = all.every((one) => typeOf(one, definitions) !== undefined);
  if (!typed) return { anyOf: all.map(visit) };
  return {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: all.map(visit),
  };
}

/** The alternatives of a union, and of the unions in it. */
function flattened(node: unknown, definitions: Schema): unknown[] {
  if (!isRecord(node) || node.$ref === UNKNOWN_BLOCK || hasFile(node)) return [];
  const target = isRecord(node) ? targetOf(node, definitions) : undefined;
  if (isRecord(target) && Array.isArray(target.anyOf)) {
    return target.anyOf.flatMap((one) => flattened(one, definitions));
  }
  return [node];
}

/** A picture that Slack holds as a file: ours come by address. */
function hasFile({ properties }: Schema): boolean {
  return isRecord(properties) && 'slack_file' in properties;
}

function typeOf(node: unknown, definitions: Schema): unknown {
  const target = isRecord(node) ? targetOf(node, definitions) : undefined;
  const properties = isRecord(target) ? target.properties : undefined;
  return isRecord(properties) && isRecord(properties.type) ? properties.type.const : undefined;
}

function targetOf(node: Schema, definitions: Schema): unknown {
  if (typeof node.$ref !== 'string') return node;
  return definitions[decodeURIComponent(node.$ref.replace('#/definitions/', ''))];
}
