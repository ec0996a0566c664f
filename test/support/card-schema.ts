import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { createGenerator } from 'ts-json-schema-generator';
import { isRecord } from '../../src/cards/shared/card.ts';
import { CARD_LIMITS } from '../../src/cards/shared/limits.ts';

type Schema = Record<string, unknown>;

const require = createRequire(import.meta.url);
const library: typeof AdaptiveCards = require('adaptivecards/dist/adaptivecards.min.js');

/**
 * Properties that hold other elements: the renderer parses them apart, so its list of properties
 * lacks them.
 */
const STRUCTURE = [
  'body',
  'actions',
  'items',
  'columns',
  'rows',
  'cells',
  'inlines',
  'card',
  'fallback',
  'iconUrl',
];
/** What Teams adds to the format and we use. */
const TEAMS = { AdaptiveCard: ['msteams'] };
/** Types the renderer knows only as parts of others, with what 1.5 lets them hold. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Column: [
    'width',
    'items',
    'verticalContentAlignment',
    'minHeight',
    'bleed',
    'style',
    'selectAction',
    'rtl',
    'backgroundImage',
  ],
  TableRow: ['cells', 'style', 'horizontalCellContentAlignment', 'verticalCellContentAlignment'],
  TableCell: [
    'items',
    'style',
    'verticalContentAlignment',
    'minHeight',
    'bleed',
    'selectAction',
    'rtl',
    'backgroundImage',
  ],
};
/** Every element may have these. */
const COMMON = [
  'type',
  'id',
  'isVisible',
  'separator',
  'spacing',
  'height',
  'fallback',
  'requires',
  'lang',
];

/**
 * A strict JSON Schema of Adaptive Cards: the types of `@microsoft/teams.cards`, less every element
 * and property that the renderer of `adaptivecards` says is newer than 1.5, less Teams' own.
 * Unknown properties are refused.
 */
export function cardSchema(): Schema {
  const path = require.resolve('@microsoft/teams.cards').replace(/index\.js$/, 'core.d.ts');
  const options = {
    path,
    type: 'IAdaptiveCard',
    expose: 'all',
    skipTypeCheck: true,
    additionalProperties: false,
    jsDoc: 'none',
  } as const;
  const definitions = createGenerator(options).createSchema('IAdaptiveCard').definitions ?? {};
  const permitted = permittedProperties();
  const kept: Record<string, Schema> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (!isRecord(definition)) continue;
    const restricted = restrict(definition, permitted);
    if (restricted !== null) kept[name] = restricted;
  }
  const schema = withoutLost({ $ref: '#/definitions/IAdaptiveCard', definitions: kept });
  return reachable(isRecord(schema) ? schema : {});
}

/** Names of properties by type, as of `CARD_LIMITS.version`. */
function permittedProperties(): Map<string, Set<string>> {
  const permitted = new Map<string, Set<string>>();
  const newest = library.Version.parse(CARD_LIMITS.version, new library.SerializationContext());
  const add = (type: string, object: AdaptiveCards.SerializableObject, own: readonly string[]) => {
    const names = new Set([...COMMON, ...own]);
    const schema = object.getSchema();
    for (let index = 0; index < schema.getCount(); index += 1) {
      const property = schema.getItemAt(index);
      if (newest && newest.compareTo(property.targetVersion) >= 0) names.add(property.name);
    }
    permitted.set(type, names);
  };
  for (const registry of [library.GlobalRegistry.elements, library.GlobalRegistry.actions]) {
    for (let index = 0; index < registry.getItemCount(); index += 1) {
      const { typeName, schemaVersion, objectType } = registry.getItemAt(index);
      if (newest && newest.compareTo(schemaVersion) >= 0)
        add(typeName, new objectType(), STRUCTURE);
    }
  }
  add('AdaptiveCard', new library.AdaptiveCard(), [...STRUCTURE, ...TEAMS.AdaptiveCard]);
  for (const [type, names] of Object.entries(PARTS))
    permitted.set(type, new Set([...COMMON, ...names]));
  return permitted;
}

/** The definition with only what is permitted; null if its whole type is too new. */
function restrict(
  definition: Readonly<Schema>,
  permitted: Map<string, Set<string>>,
): Schema | null {
  const { properties } = definition;
  if (!isRecord(properties)) return { ...definition };
  const type = isRecord(properties.type) ? properties.type.const : undefined;
  const names = typeof type === 'string' ? permitted.get(type) : undefined;
  // A mention is no element, though it has a type.
  if (typeof type === 'string' && type !== 'mention' && names === undefined) return null;
  const kept = Object.entries(properties).filter(
    ([name]) => name !== 'key' && (names?.has(name) ?? true),
  );
  return { ...definition, properties: Object.fromEntries(kept) };
}

/**
 * Drops alternatives whose definition is gone, and lets `type` decide between those left: errors
 * then name one.
 */
function withoutLost(schema: Schema): unknown {
  const { definitions } = schema;
  if (!isRecord(definitions)) return schema;
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (!isRecord(node)) return node;
    if (Array.isArray(node.anyOf))
      return choice(
        node.anyOf.filter((one) => !isLost(one)),
        definitions,
        visit,
      );
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]));
  };
  const isLost = (node: unknown) =>
    isRecord(node) && nameOf(node) !== null && !(String(nameOf(node)) in definitions);
  return visit(schema);
}

function choice(
  alternatives: unknown[],
  definitions: Readonly<Schema>,
  visit: (node: unknown) => unknown,
): unknown {
  const typed = alternatives.filter((one) => {
    const definition = isRecord(one) ? definitions[nameOf(one) ?? ''] : undefined;
    return (
      isRecord(definition) &&
      isRecord(definition.properties) &&
      isRecord(definition.properties.type)
    );
  });
  if (typed.length === 0) return { anyOf: alternatives.map(visit) };
  // Plain strings ("drop" as a fallback, a string for a run of text) are possible there; we never
  // write them.
  return {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: typed,
  };
}

/**
 * Only the definitions the card leads to, sorted, so that the file changes only if the format
 * does.
 */
function reachable(schema: Readonly<Schema>): Schema {
  const definitions = isRecord(schema.definitions) ? schema.definitions : {};
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isRecord(node)) return;
    const name = nameOf(node);
    if (name !== null && !found.has(name)) {
      found.add(name);
      visit(definitions[name]);
    }
    Object.values(node).forEach(visit);
  };
  visit({ $ref: schema.$ref });
  const sorted = [...found].sort().map((name) => [name, definitions[name]]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: schema.$ref,
    definitions: Object.fromEntries(sorted),
  };
}

function nameOf(node: Readonly<Schema>): string | null {
  return typeof node.$ref === 'string'
    ? decodeURIComponent(node.$ref.replace('#/definitions/', ''))
    : null;
}
