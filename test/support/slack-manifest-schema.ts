import { createRequire } from 'node:module';
import { createGenerator } from 'ts-json-schema-generator';
import { isRecord } from '../../src/cards/shared/card.ts';

type Schema = Record<string, unknown>;

const require = createRequire(import.meta.url);

/** Slack's App Manifest page says so; the SDK's type knows only the greatest length. */
const LEAST_LONG_DESCRIPTION = 174;

/**
 * A strict JSON Schema of Slack's app manifests, made of the type in `@slack/web-api`: unknown
 * properties are refused, and what its descriptions say of lengths and counts is held to.
 */
export function slackManifestSchema(): Schema {
  const path = require
    .resolve('@slack/web-api')
    .replace(/index\.js$/, 'types/request/manifest.d.ts');
  const options = {
    path,
    type: 'Manifest',
    expose: 'all',
    skipTypeCheck: true,
    jsDoc: 'basic',
  } as const;
  const schema = strict(
    createGenerator({ ...options, additionalProperties: false }).createSchema('Manifest'),
  );
  return isRecord(schema) ? { ...schema } : {};
}

function strict(node: unknown, name = ''): unknown {
  if (Array.isArray(node)) return node.map((entry) => strict(entry));
  if (!isRecord(node)) return node;
  const entries = Object.entries(node).filter(
    ([key, value]) => key !== 'description' || isRecord(value),
  );
  return {
    ...Object.fromEntries(entries.map(([key, value]) => [key, strict(value, key)])),
    // Slack's type lets the manifest have anything else: no spelling would be checked then.
    ...(isRecord(node.properties) ? { additionalProperties: false } : {}),
    ...limits(node, name),
  };
}

function limits({ type, description }: Schema, name: string): Schema {
  const text = typeof description === 'string' ? description.replace(/\s+/g, ' ') : '';
  if (type === 'string') {
    const [, length] = /Maximum length is (\d+) characters/.exec(text) ?? [];
    const least = name === 'long_description' ? { minLength: LEAST_LONG_DESCRIPTION } : {};
    return length === undefined ? least : { ...least, maxLength: Number(length) };
  }
  const [, count] = /(?:maximum of|Maximum of|Between 1 and) (\d+) /.exec(text) ?? [];
  return type === 'array' && count !== undefined ? { maxItems: Number(count) } : {};
}
