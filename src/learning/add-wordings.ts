import { Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml';

/** New wordings of a symptom. */
export interface NewWordings {
  /** Id of the symptom. */
  readonly symptom: string;
  readonly wordings: readonly string[];
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Returns a runbook's words with more wordings behind the last ones of their symptoms. Everything
 * else stays as it is, comments and layout too. Leaves out symptoms that have no list of wordings.
 */
export function addWordings(source: string, added: readonly NewWordings[]): string {
  const root = parseDocument(source.replace(/^\uFEFF/, ''), { schema: 'failsafe' }).contents;
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const insertions = added
    .flatMap(({ symptom, wordings }) => {
      const list = valueAt(root, ['symptoms', symptom, 'recognise']);
      return isSeq(list) && wordings.length > 0
        ? insertion(source.slice(mark), list, wordings)
        : [];
    })
    .toSorted((one, other) => other.at - one.at);
  return insertions.reduce(
    (text, { at, text: more }) => text.slice(0, at + mark) + more + text.slice(at + mark),
    source,
  );
}

function insertion(
  source: string,
  list: YAMLSeq,
  wordings: readonly string[],
): Insertion | readonly [] {
  const last = list.items.at(-1);
  if (!isScalar(last) || !last.range || !list.range) return [];
  const [, end] = last.range;
  if (list.flow === true)
    return { at: end, text: wordings.map((each) => `, ${JSON.stringify(each)}`).join('') };
  const start = list.range[0];
  const indent = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const lines = wordings.map((each) => `${indent}- ${scalar(each)}${newline}`).join('');
  if (source[end - 1] === '\n') return { at: end, text: lines };
  const lineEnd = source.indexOf('\n', end);
  return lineEnd === -1
    ? { at: source.length, text: newline + lines }
    : { at: lineEnd + 1, text: lines };
}

/** In quotes only if YAML needs them. */
function scalar(text: string): string {
  return new Document(text).toString({ lineWidth: 0 }).trimEnd();
}

function valueAt(root: Node | null, keys: readonly string[]): unknown {
  let node: unknown = root;
  for (const key of keys) {
    if (!isMap(node)) return undefined;
    node = node.items.find((item) => isScalar(item.key) && item.key.value === key)?.value;
  }
  return node;
}
