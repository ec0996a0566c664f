import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Match } from '../matching/match.ts';
import { createMatcher, type Matcher } from '../matching/matcher.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { explanationText } from './explanation-text.ts';

export interface MatchCommand {
  readonly args: readonly string[];
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly runbooks: readonly Runbook[];
  /** Names of systems that no runbook is about. */
  readonly otherSystems?: readonly string[];
}

/** One line of the answer. Keys are written in this order. */
interface AnswerLine {
  readonly id: string | number | null;
  readonly outcome: 'symptom' | 'choices' | 'none' | 'agent';
  /** Best first. */
  readonly symptoms: readonly string[];
  readonly confidence: number;
  readonly why: string;
}

/**
 * `match "text"` explains one report to a person. `match` alone reads JSON Lines {"id","text"} and
 * writes one line for each, in order, as they arrive. Resolves to the exit code: 1 if a line
 * couldn't be read.
 * @throws SignpostError `usage`, for an unknown option or if there is nothing to read.
 */
export async function runMatchCommand({
  args,
  input,
  output,
  runbooks,
  otherSystems = [],
}: MatchCommand): Promise<number> {
  const option = args.find((arg) => /^--?[a-z][a-z-]*$/.test(arg));
  if (option !== undefined) {
    throw new SignpostError(
      'usage',
      `match takes no ${option}; write: signpost match "what the person reported"`,
    );
  }
  const matcher = createMatcher(runbooks, { otherSystems });
  if (args.length > 0) {
    output.write(`${explanationText(matcher.explain(args.join(' ')), runbooks)}\n`);
    return 0;
  }
  if ('isTTY' in input && input.isTTY === true) {
    throw new SignpostError(
      'usage',
      'Give a report, as in: signpost match "server unavailable"; or pipe JSON Lines in.',
    );
  }
  return answerLines(matcher, namer(runbooks), input, output);
}

async function answerLines(
  matcher: Matcher,
  nameOf: (ref: SymptomRef) => string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<number> {
  const reader = listener(output);
  let number = 0;
  let bad = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (reader.left) break;
    number += 1;
    const bare = line.replace(/^\ufeff/, '');
    if (bare.trim() === '') continue;
    const report = reportIn(bare);
    if (report.text === null) bad += 1;
    const answer =
      report.text === null
        ? unreadable(report.id, number)
        : answerTo(report.id, matcher.match(report.text), nameOf);
    if (!output.write(`${JSON.stringify(answer)}\n`)) await reader.ready();
  }
  return bad > 0 ? 1 : 0;
}

/**
 * The process that reads the answers: it may be slow, and it may exit before the last answer, as
 * `head` does.
 */
function listener(output: NodeJS.WritableStream) {
  const state = { left: false };
  output.on('error', (error: NodeJS.ErrnoException) => {
    state.left = true;
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    get left() {
      return state.left;
    },
    ready: () => once(output, 'drain').catch(() => undefined),
  };
}

function answerTo(
  id: AnswerLine['id'],
  match: Match,
  nameOf: (ref: SymptomRef) => string,
): AnswerLine {
  const confidence = Math.round(match.confidence * 1000) / 1000;
  const why = match.why.en;
  switch (match.outcome) {
    case 'symptom':
      return { id, outcome: 'symptom', symptoms: [nameOf(match.symptom)], confidence, why };
    case 'choices':
      return { id, outcome: 'choices', symptoms: match.symptoms.map(nameOf), confidence, why };
    case 'intent':
      return {
        id,
        outcome: match.intent.kind === 'person' ? 'agent' : 'none',
        symptoms: [],
        confidence,
        why,
      };
    case 'none':
      return { id, outcome: 'none', symptoms: [], confidence, why };
    default:
      return match satisfies never;
  }
}

function unreadable(id: AnswerLine['id'], number: number): AnswerLine {
  const why = `line ${number} is not JSON with a text; write one report a line, such as {"id":"1","text":"server unavailable"}`;
  return { id, outcome: 'none', symptoms: [], confidence: 0, why };
}

function reportIn(line: string): { readonly id: AnswerLine['id']; readonly text: string | null } {
  const value = parsed(line);
  if (typeof value !== 'object' || value === null) return { id: null, text: null };
  const id =
    'id' in value && (typeof value.id === 'string' || typeof value.id === 'number')
      ? value.id
      : null;
  const text = 'text' in value && typeof value.text === 'string' ? value.text : null;
  return { id, text };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/**
 * Returns a symptom's own id, prefixed with its runbook's id only if two runbooks have the same
 * symptom id.
 */
function namer(runbooks: readonly Runbook[]): (ref: SymptomRef) => string {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { id } of runbooks.flatMap(({ symptoms }) => symptoms)) {
    if (seen.has(id)) shared.add(id);
    seen.add(id);
  }
  return ({ runbook, symptom }) => (shared.has(symptom) ? `${runbook}/${symptom}` : symptom);
}
