import { EVIDENCE_LIMITS, type EvidenceAnswers } from '../../tickets/payload.ts';
import { is, readWhen, roleOf } from './read-when.ts';
import { isSurelyPhone, type Token } from './scan.ts';

export interface TokenReading {
  readonly values: EvidenceAnswers;
  readonly used: ReadonlySet<Token>;
}

/** Each reader takes tokens that those before it left. */
const READERS: readonly ((
  clause: string,
  tokens: readonly Token[],
  now: string,
) => TokenReading)[] = [
  readAddress,
  readPhone,
  readVersion,
  readDevice,
  readReach,
  readHappened,
  (_, tokens) => readOption(tokens, 'network'),
  (_, tokens) => readOption(tokens, 'impact'),
];

/** Reads what the tokens of a clause say of the fields, and which of them say so. */
export function readTokens(clause: string, tokens: readonly Token[], now: string): TokenReading {
  let values: EvidenceAnswers = {};
  const used = new Set<Token>();
  for (const read of READERS) {
    const left = tokens.filter((token) => !used.has(token));
    const found = read(clause, left, now);
    values = { ...values, ...found.values };
    for (const token of found.used) used.add(token);
  }
  return { values, used };
}

const NONE: TokenReading = { values: {}, used: new Set() };

function readAddress(_: string, tokens: readonly Token[]): TokenReading {
  const [found, ...more] = tokens.filter((token) => is(token, 'address'));
  if (found === undefined || more.length > 0) return NONE;
  const address = found.text.replace(/^(?:sip|mailto):/iu, '');
  const cues = tokens.filter((token) => is(token, 'address-cue'));
  return { values: { address }, used: new Set([found, ...cues]) };
}

function readPhone(_: string, tokens: readonly Token[]): TokenReading {
  const cues = tokens.filter((token) => is(token, 'phone-cue'));
  const found = tokens.find(
    (token) => is(token, 'phone') && (cues.length > 0 || isSurelyPhone(token.text)),
  );
  const at = tokens.findIndex((token) => is(token, 'extension'));
  const digits = tokens[at + 1];
  const extension =
    at >= 0 && digits !== undefined && /^\d{2,6}$/u.test(digits.text) ? [tokens[at], digits] : [];
  const said = [found, ...extension].filter((token) => token !== undefined);
  if (said.length === 0) return NONE;
  // "Call me" also says when: only what stands for nothing else is used up.
  const spent = cues.filter((token) => !is(token, 'reach'));
  const isReach = tokens.some((token) => is(token, 'bound') || is(token, 'later'));
  return {
    values: { phone: said.map(({ text }) => text.trim()).join(' ') },
    used: new Set([...said, ...spent, ...(isReach ? [] : cues)]),
  };
}

function readVersion(_: string, tokens: readonly Token[]): TokenReading {
  const cues = tokens.filter((token) => is(token, 'version-cue'));
  const found = tokens.find((token) => is(token, 'version'));
  if (found === undefined) return NONE;
  const isClear = cues.length > 0 || found.text.split('.').length > 2;
  return isClear
    ? { values: { clientVersion: found.text }, used: new Set([found, ...cues]) }
    : NONE;
}

/** Takes the longest run of makers, models and systems. */
function readDevice(clause: string, tokens: readonly Token[]): TokenReading {
  const isCore = (token: Token) => is(token, 'hardware') || is(token, 'system');
  const isName = (token: Token | undefined) =>
    token !== undefined && (isCore(token) || is(token, 'model') || is(token, 'version'));
  const from = tokens.findIndex(isCore);
  const first = tokens[from];
  if (first === undefined) return NONE;
  let to = from;
  for (let next = from + 1; next < tokens.length; next += 1) {
    const token = tokens[next];
    if (isName(token)) to = next;
    else if (!is(token, 'device-glue')) break;
    else if (!is(token, 'glue')) to = next;
  }
  const run = tokens.slice(from, to + 1);
  const device = clause.slice(first.start, run.at(-1)?.end).trim();
  return device.length > EVIDENCE_LIMITS.device ? NONE : { values: { device }, used: new Set(run) };
}

/** "Best after 2 pm" is not when it happened, but when to call. */
function readReach(clause: string, tokens: readonly Token[]): TokenReading {
  const cues = tokens.filter((token) => is(token, 'reach'));
  const times = tokens.filter(
    (token) => !cues.includes(token) && TIME_KINDS.some((kind) => is(token, kind)),
  );
  const [first] = times;
  const last = times.at(-1);
  if (cues.length === 0 || first === undefined || last === undefined) return NONE;
  if (times.every((token) => is(token, 'glue'))) return NONE;
  const bestTime = clause.slice(first.start, last.end).trim();
  return { values: { bestTime }, used: new Set([...cues, ...times]) };
}

const TIME_KINDS = [
  'bound',
  'later',
  'day',
  'weekday',
  'date',
  'clock',
  'number',
  'am',
  'pm',
  'noon',
  'hour-mark',
  'half',
  'quarter',
  'at',
  'unit',
];

function readHappened(_: string, tokens: readonly Token[], now: string): TokenReading {
  const when = readWhen(tokens, now);
  if (when === null) return NONE;
  const { date, time, used } = when;
  const around = tokens.filter((token) => is(token, 'onset') || is(token, 'at'));
  return {
    values: { date, ...(time === null ? {} : { time }) },
    used: new Set([...used, ...around]),
  };
}

function readOption(tokens: readonly Token[], kind: 'network' | 'impact'): TokenReading {
  const found = tokens.find((token) => is(token, kind));
  const value = roleOf(found, kind)?.value;
  return found === undefined || value === undefined
    ? NONE
    : { values: { [kind]: value }, used: new Set([found]) };
}
