import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Json, merged, readJson } from './slack-json.ts';

const folder = resolve(import.meta.dirname, '../fixtures/slack');
const read = new Map<string, Json>();

/** A payload as Slack sends it, of `test/fixtures/slack`, with changes in it. */
export function slackPayload(name: string, changes: Json = {}): Json {
  const payload = read.get(name) ?? readJson(readFileSync(resolve(folder, `${name}.json`), 'utf8'));
  read.set(name, payload);
  return merged(payload, changes);
}
