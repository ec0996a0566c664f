import type { DeskPress } from '../../../desk/asked.ts';
import { redact } from '../../../evidence/redact.ts';
import { storable } from '../../../store/storable.ts';
import type { Who } from '../payloads.ts';
import type { HeardAt } from './desk-heard.ts';

/** What an agent did, as it lies in the inbox from when it is acknowledged until it is done: plain JSON, no secrets. */
export interface KeptDeed {
  readonly kept: 'deed';
  readonly id: string;
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly who: Who;
  readonly at: HeardAt;
  readonly what: KeptLine | ({ readonly kind: 'pressed' } & DeskPress);
}

/** A line as Slack wrote it, with its marks for mentions. */
export interface KeptLine {
  readonly kind: 'typed';
  readonly text: string;
}

/** The deed without the secrets in its words, and without characters the database cannot keep. */
export function withoutSecrets(deed: KeptDeed): KeptDeed {
  const { what } = deed;
  if (what.kind === 'typed') return storable({ ...deed, what: { ...what, text: redact(what.text).text } });
  const { text } = what.fields;
  if (text === undefined) return storable(deed);
  return storable({ ...deed, what: { ...what, fields: { ...what.fields, text: redact(text).text } } });
}

/** True of what was kept as a `KeptDeed`. */
export function isKeptDeed(value: unknown): value is KeptDeed {
  return typeof value === 'object' && value !== null && 'kept' in value && value.kept === 'deed';
}
