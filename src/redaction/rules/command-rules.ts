import { PASSWORD, pattern, VALUE, valueBefore } from './pattern.ts';
import { isAssigned, isSetting, isStrong } from './plausible.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const HERE = raw`[^\r\n]{0,200}?`;
/**
 * Only the first share on the line counts: each further share would add another starting point to
 * search for a password.
 */
const BEFORE_SHARE = raw`(?:[^\r\n/\\]|\\(?!\\))`;
const PIPED_TO_SUDO = raw`\s{0,3}\|\s{0,3}sudo\b`;

/** Passwords on a command line: switches, and programs that take a password without a switch. */
export const commandRules: readonly SecretRule[] = [
  // --password …  -Password …  /pass:…
  {
    kind: 'password',
    pattern: pattern(
      raw`(?<![\w-])(?:--?|/)[\w-]{0,30}?${PASSWORD}(?:[ \t]{1,5}|[=:])(?![-/|])${VALUE}`,
    ),
    accepts: isAssigned,
  },
  // ConvertTo-SecureString "…" -AsPlainText
  {
    kind: 'password',
    pattern: pattern(raw`ConvertTo-SecureString\s{1,5}(?:-\w{1,20}\s{1,5}){0,3}(?!-)${VALUE}`),
    accepts: isSetting,
  },
  {
    kind: 'password',
    pattern: pattern(raw`PSCredential[\s(]{1,5}["']?[\w.@\\-]{1,100}["']?\s{0,5},\s{0,5}${VALUE}`),
    accepts: isSetting,
  },
  {
    kind: 'password',
    pattern: pattern(raw`\.SetPassword\(\s{0,5}${VALUE}`),
    accepts: ({ quoted }) => quoted,
  },
  {
    kind: 'password',
    ...switchOf(
      raw`\bcurl`,
      raw`(?:-u|--user|--proxy-user)[ =]?["']?[^\s:"']{1,100}:(?!\[masked: )(?<secret>[^\s"']{1,200})`,
    ),
  },
  {
    kind: 'password',
    pattern: pattern(raw`\brasdial\s{1,3}\S{1,64}\s{1,3}\S{1,64}\s{1,3}(?!/)${VALUE}`),
    accepts: isStrong,
  },
  {
    kind: 'password',
    pattern: pattern(raw`\becho\s{1,3}${valueBefore(PIPED_TO_SUDO, PIPED_TO_SUDO)}`),
    accepts: isSetting,
  },
  {
    kind: 'password',
    pattern: pattern(raw`\bnet\s{1,3}user\s{1,3}\S{1,64}\s{1,3}${VALUE}`),
    accepts: isStrong,
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`\bnet\s{1,3}use\s(?:${BEFORE_SHARE}{0,100}?\s)?\\\\\S{1,100}\s{1,3}(?![/*])${valueBefore(raw`[^\r\n]{0,20}/user`, '/user')}`,
    ),
  },
  {
    kind: 'password',
    pattern: pattern(raw`\bnet\s{1,3}use\s[^\r\n]{0,150}?/user:\S{1,64}\s{1,3}(?![/*])${VALUE}`),
    accepts: isStrong,
  },
  {
    kind: 'password',
    ...switchOf(raw`\b(?:mysql|mysqldump|mysqladmin)`, raw`-p(?=[^\s=])${VALUE}`),
    accepts: isStrong,
  },
  {
    kind: 'password',
    ...switchOf(
      raw`\b(?:sshpass|psexec(?:64)?(?:\.exe)?|(?:docker|az) login)`,
      raw`-p[ =]?${VALUE}`,
    ),
    accepts: isAssigned,
  },
  {
    kind: 'password',
    ...switchOf(
      raw`\b(?:schtasks|plink|pscp|winrs|sqlcmd|redis-cli)`,
      raw`[-/](?:rp|pw|p:|P|a)[ ]?${VALUE}`,
    ),
    accepts: isStrong,
  },
];

/** Matches a switch anywhere after a program's name, and the same switch again on that line. */
function switchOf(program: string, option: string): Pick<SecretRule, 'pattern' | 'again'> {
  return {
    pattern: pattern(raw`${program}\b${HERE}\s${option}`),
    again: pattern(raw`${HERE}\s${option}`),
  };
}
