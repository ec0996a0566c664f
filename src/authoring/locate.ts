import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMap, isScalar, type Node } from 'yaml';
import type { Reply } from '../conversation/reply.ts';
import { type Problem, problemOfFile } from '../diagnostics/problem.ts';
import { parseYaml, problemAt } from '../diagnostics/yaml-file.ts';
import type { Locale } from '../i18n/locale.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import type { PlaceReport } from './explore.ts';

/**
 * Finds where an author would fix a problem at a place: the key of the cause or the symptom in its
 * runbook.
 */
export async function problemOfPlace(
  dialogsDir: string,
  place: PlaceReport | null,
  message: string,
): Promise<Problem> {
  const match = place?.state.case?.match;
  if (!place || !match) return problemOfFile(pathFromHere(dialogsDir), message);
  const { phase } = place.state;
  const here =
    phase.name === 'guide' && phase.place.kind !== 'last-resort'
      ? ['causes', phase.place.cause]
      : null;
  const keys = here ?? ['symptoms', match.symptom.symptom];
  return problemOfKey(join(dialogsDir, match.symptom.runbook, 'runbook.yaml'), keys, message);
}

/**
 * Locates a card that can't be shown. If it shows a stage, its words come from the runbook;
 * otherwise its template is to blame.
 */
export async function problemOfCard(
  dialogsDir: string,
  reply: Reply,
  place: PlaceReport | null,
  message: string,
): Promise<Problem> {
  const match = place?.state.case?.match;
  const at = place?.state.phase;
  if (
    match &&
    at?.name === 'guide' &&
    at.place.kind !== 'last-resort' &&
    OF_RUNBOOK.has(reply.kind)
  ) {
    const words = join(dialogsDir, match.symptom.runbook, `${reply.locale}.yaml`);
    return problemOfKey(words, ['causes', at.place.cause], `card "${reply.kind}": ${message}`);
  }
  return problemOfFile(`cards/${reply.kind}.json`, `in ${reply.locale}: ${message}`);
}

/**
 * Locates the symptom's key in the words of a language, because those words are to blame for what
 * the helpdesk is shown.
 */
export function problemOfSymptom(
  dialogsDir: string,
  { runbook, symptom }: SymptomRef,
  locale: Locale,
  message: string,
): Promise<Problem> {
  return problemOfKey(join(dialogsDir, runbook, `${locale}.yaml`), ['symptoms', symptom], message);
}

const OF_RUNBOOK: ReadonlySet<Reply['kind']> = new Set(['stage', 'handoff', 'question']);

async function problemOfKey(
  path: string,
  keys: readonly string[],
  message: string,
): Promise<Problem> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return problemOfFile(pathFromHere(path), message);
  const file = parseYaml(pathFromHere(path), text);
  const key = keyNode(file.root, keys);
  const range = key?.range;
  return range
    ? problemAt({ file, start: range[0], end: range[1] }, message)
    : problemOfFile(pathFromHere(path), message);
}

/** Returns the node of the last key in a path of keys; null if the file has no such path. */
function keyNode(root: Node | null, keys: readonly string[]): Node | null {
  let node: unknown = root;
  let found: Node | null = null;
  for (const key of keys) {
    if (!isMap(node)) return null;
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (!pair || !isScalar(pair.key)) return null;
    found = pair.key;
    node = pair.value;
  }
  return found;
}

function pathFromHere(path: string): string {
  return relative(process.cwd(), path) || path;
}
