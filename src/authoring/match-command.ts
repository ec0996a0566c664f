import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Match } from '../matching/match.ts';
import { createMatcher, type Matcher } from '../matching/matcher.ts';
import type { WishKind } from '../matching/wishes/wish.ts';
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
  /** What the message wants or says besides a report; left out if nothing. */
  readonly wish?: WishKind;
  /** All of them, if there are several. */
  readonly wishes?: readonly WishKind[];
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
        : answerTo(report.id, report.text, { matcher, nameOf });
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

interface Answering {
  readonly matcher: Matcher;
  readonly nameOf: (ref: SymptomRef) => string;
}

function answerTo(id: AnswerLine['id'], text: string, { matcher, nameOf }: Answering): AnswerLine {
  const match = matcher.match(text);
  const { wishes, report } = matcher.wishes(text);
  const found = symptomsOf(match);
  const kinds = wishes
    .filter(({ kind, sure }) => kind !== 'acknowledgement' && (sure || !isTold(kind, found)))
    .map(({ kind }) => kind);
  if (match.outcome === 'intent' && !kinds.includes(match.intent.kind))
    kinds.push(match.intent.kind);
  const [first, ...others] = kinds;
  const isRead = first !== undefined && report !== null && found.length === 0;
  const after = isRead ? matcher.match(report) : match;
  const isPerson = match.outcome === 'intent' && match.intent.kind === 'person';
  return {
    id,
    outcome: isPerson ? 'agent' : after.outcome === 'intent' ? 'none' : after.outcome,
    symptoms: symptomsOf(after).map(nameOf),
    confidence: Math.round(match.confidence * 1000) / 1000,
    why: match.why.en,
    ...(first !== undefined && { wish: first }),
    ...(others.length > 0 && { wishes: kinds }),
  };
}

/** "Outlook still does not open" says both; other outcomes of named things only report. */
function isTold(kind: WishKind, found: readonly SymptomRef[]): boolean {
  return found.length > 0 && kind !== 'did-not-work';
}

function symptomsOf(match: Match): readonly SymptomRef[] {
  if (match.outcome === 'symptom') return [match.symptom];
  return match.outcome === 'choices' ? match.symptoms : [];
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
