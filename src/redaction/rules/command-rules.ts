import { PASSWORD, pattern, VALUE, valueBefore } from './pattern.ts';
import { isAssigned, isSetting, isStrong } from './plausible.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const HERE = raw`[^\r\n]{0,200}?`;
/** The first share of the line is the one: each further one would be another place to look for a password from. */
const BEFORE_SHARE = raw`(?:[^\r\n/\\]|\\(?!\\))`;
const PIPED_TO_SUDO = raw`\s{0,3}\|\s{0,3}sudo\b`;

/** Passwords on a command line: switches, and programs that take one without a name. */
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
    pattern: pattern(
      raw`\bcurl\b${HERE}\s(?:-u|--user|--proxy-user)[ =]?["']?[^\s:"']{1,100}:(?!\[masked: )(?<secret>[^\s"']{1,200})`,
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
    pattern: pattern(raw`\b(?:mysql|mysqldump|mysqladmin)\b${HERE}\s-p(?=[^\s=])${VALUE}`),
    accepts: isStrong,
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`\b(?:sshpass|psexec(?:64)?(?:\.exe)?|(?:docker|az) login)\b${HERE}\s-p[ =]?${VALUE}`,
    ),
    accepts: isAssigned,
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`\b(?:schtasks|plink|pscp|winrs|sqlcmd|redis-cli)\b${HERE}\s[-/](?:rp|pw|p:|P|a)[ ]?${VALUE}`,
    ),
    accepts: isStrong,
  },
];
