import { RULES } from '../../../src/redaction/rules/rules.ts';
import { HOSTILE } from '../hostile-samples.ts';
import { pick, type Random, sampler } from './pattern-sampler.ts';

/** Fragments that begin something and don't end it, or that many patterns repeat over. */
export const FRAGMENTS: readonly string[] = [
  ...[
    'net use \\\\a "',
    'net use \\\\a \\"',
    'curl -u a:',
    'x curl -u a:',
    'echo "a ',
    'mysql -pa1',
    'sshpass -p "',
  ],
  ...[
    'password="\\',
    "password='\\",
    'password=`',
    'password=&quot;',
    'password=“',
    'password is 「',
    '密码「',
    '密码是 "\\',
  ],
  ...[
    '\u200b',
    'p\u200b',
    'ｐｗｄ：',
    'рwd',
    '%3D',
    '%3A%20',
    '%22',
    '%',
    '\u{1d429}',
    'passphrase aaa bbb ',
    '密码为中',
  ],
  ...['密码', '密码密码是', '口令是 ', '验证码', '密码：'],
  ...[
    '-----BEGIN PRIVATE KEY-----Version: ',
    '-----BEGIN ',
    '----- BEGIN A A A A PRIVATE KEY',
    'Comment: ',
  ],
  ...[
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\n\r',
    ' \t\r\n',
    '=',
    '"',
    "'",
    '`',
    '\\"',
    '\\\\"',
    '@',
    '.',
    ':',
    '-',
    '--',
    ';',
    '&',
    ',a',
  ],
  ...[
    '(',
    '{',
    '<',
    '<a ',
    'a=',
    'a="',
    '0',
    '12345678',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldY',
    '[masked: password]',
  ],
  ...['/user', '/user:', ' is ', ' to ', 'is my ', ' |', '| sudo'],
];

const SAMPLERS = RULES.map(({ pattern }) => sampler(pattern));
const MAX_UNIT = 2000;

/**
 * A text the rule of this index nearly finds something in: cut short, cut off at the front, or with
 * another end.
 */
export function nearMatch(rule: number, random: Random): string {
  const sample = SAMPLERS[rule]?.(random) ?? '';
  const at = Math.ceil(random() * sample.length);
  const kind = random();
  if (kind < 0.2) return sample;
  if (kind < 0.6) return sample.slice(0, at);
  if (kind < 0.8) return sample.slice(0, at) + pick(random, FRAGMENTS);
  return sample.slice(at);
}

/** A few near-matches and fragments in a row. */
export function anyUnit(random: Random): string {
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => anyPart(random));
  return parts.join('').slice(0, MAX_UNIT);
}

/** The unit with a piece cut out, added, moved or doubled. */
export function mutated(unit: string, random: Random): string {
  const at = Math.floor(random() * unit.length);
  const some = 1 + Math.floor(random() * 20);
  const kind = random();
  const changed =
    kind < 0.3
      ? unit.slice(0, at) + unit.slice(at + some)
      : kind < 0.6
        ? unit.slice(0, at) + anyPart(random) + unit.slice(at)
        : kind < 0.8
          ? unit.slice(at) + unit.slice(0, at)
          : unit.slice(0, at) + unit.slice(Math.max(0, at - some));
  return changed.slice(0, MAX_UNIT);
}

/** The unit repeated to this many characters. */
export function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function anyPart(random: Random): string {
  const kind = random();
  if (kind < 0.6) return nearMatch(Math.floor(random() * RULES.length), random);
  if (kind < 0.8) return pick(random, FRAGMENTS).repeat(1 + Math.floor(random() * 30));
  return pick(random, HOSTILE);
}
