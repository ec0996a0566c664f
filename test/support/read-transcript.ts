import { readFileSync } from 'node:fs';
import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

const words = z.union([z.string(), z.number()]).transform(String);
const fields = z.record(z.string(), words);

/** One line of a talk: what the person does, or what the bot says to it. */
const line = z.union([
  z.strictObject({ joins: z.literal(true) }),
  z.strictObject({ they: words, attach: z.array(z.string()).optional() }),
  z.strictObject({ press: words, fill: fields.optional() }),
  z.strictObject({ 'press-old': words }),
  z.strictObject({
    bot: z.string(),
    says: z.array(words).optional(),
    'does-not-say': z.array(words).optional(),
    offers: z.array(words).optional(),
  }),
]);

const transcript = z.strictObject({
  title: z.string(),
  person: z
    .strictObject({
      locale: z.string(),
      name: z.string().optional(),
      address: z.string().optional(),
      timeZone: z.string().optional(),
    })
    .optional(),
  facts: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  talk: z.array(line).min(2),
  ticket: z.record(z.string(), z.unknown()).optional(),
});

export type TalkLine = z.infer<typeof line>;

/**
 * A whole conversation as it should go, with the line of the file (from 1) each part of the talk
 * stands in.
 */
export type Transcript = z.infer<typeof transcript> & {
  readonly file: string;
  readonly lines: readonly number[];
};

/** @throws Error naming the file, the line and what is wrong with it. */
export function readTranscript(path: string, file: string): Transcript {
  const text = readFileSync(path, 'utf8');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [broken] = document.errors;
  if (broken) throw new Error(`${file}: ${broken.message}`);
  const lineAt = (...path: (string | number)[]) => {
    const node = document.getIn(path, true);
    return isNode(node) && node.range ? counter.linePos(node.range[0]).line : 1;
  };
  const read = transcript.safeParse(document.toJS());
  if (!read.success) {
    const [issue] = read.error.issues;
    const at = issue?.path.filter((part) => typeof part !== 'symbol').slice(0, 2) ?? [];
    throw new Error(
      `${file}, line ${lineAt(...at)}: this is not a line of a transcript. ${issue?.message ?? ''}`,
    );
  }
  const talk = isMap(document.contents) ? document.contents.get('talk') : null;
  const lines = isSeq(talk) ? talk.items.map((_, index) => lineAt('talk', index)) : [];
  return { ...read.data, file, lines };
}
