import { ASSIGNS, BRACKET, PASSWORD, pattern, QUOTED, UNQUOTED, VALUE } from './pattern.ts';
import { isAssigned, isSetting, isStrong } from './plausible.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const ELEMENT = raw`[\w.-]{0,40}?${PASSWORD}`;

/**
 * Passwords labeled by a form, a file or a program: `password: …`, `"pwd": "…"`,
 * `<Password>…</Password>`.
 */
export const passwordRules: readonly SecretRule[] = [
  // password=…  DB_PASSWORD='…'  $pwd = "…"
  {
    kind: 'password',
    pattern: pattern(
      raw`${PASSWORD}\d?(?:\\{0,3}["'\x60])?${BRACKET}[ \t]{0,20}:?={1,3}>?[ \t]{0,20}${VALUE}`,
    ),
    accepts: isSetting,
  },
  // password: …  "password": "…"  密码：…
  {
    kind: 'password',
    pattern: pattern(raw`${PASSWORD}\d?${ASSIGNS}${VALUE}`),
    accepts: isAssigned,
  },
  // <Password>…</Password>, as markup or escaped
  {
    kind: 'password',
    pattern: pattern(
      raw`<(?:\w{1,20}:)?${ELEMENT}(?:\s[^<>]{0,200})?>\s{0,20}(?:<Value>|<!\[CDATA\[)?(?<secret>[^<>\s][^<>]{0,400}?)(?:\]\]>)?</`,
    ),
    accepts: ({ secret, after }) => isAssigned({ secret, after, quoted: true }),
  },
  {
    kind: 'password',
    pattern: pattern(raw`&lt;${ELEMENT}&gt;(?<secret>[^<>&\s][^<>\r\n]{0,400}?)&lt;/`),
    accepts: ({ secret, after }) => isAssigned({ secret, after, quoted: true }),
  },
  // <Data Name="Password">…</Data>
  {
    kind: 'password',
    pattern: pattern(
      raw`(?:name|key)=["']${ELEMENT}["'][^<>]{0,100}>(?<secret>[^<>\s][^<>]{0,400})</`,
    ),
    accepts: ({ secret, after }) => isAssigned({ secret, after, quoted: true }),
  },
  // <add key="Password" value="…" />
  {
    kind: 'password',
    pattern: pattern(raw`(?:name|key|id)=["']${ELEMENT}["']\s[^<>]{0,100}?\bvalue=${QUOTED}`),
    accepts: isAssigned,
  },
  // <key>Password</key><string>…</string>
  {
    kind: 'password',
    pattern: pattern(raw`>${ELEMENT}</key>\s{0,20}<string>(?<secret>[^<>]{1,400})</`),
    accepts: ({ secret, after }) => isAssigned({ secret, after, quoted: true }),
  },
  // DefaultPassword    REG_SZ    …
  {
    kind: 'password',
    pattern: pattern(raw`${PASSWORD}[ \t]{1,20}REG_(?:EXPAND_)?SZ[ \t]{1,20}${UNQUOTED}`),
  },
  // Key Content            : …, as printed by `netsh wlan show profile key=clear`
  {
    kind: 'password',
    pattern: pattern(raw`(?:Key Content|关键内容|密钥内容)[ \t]{0,20}[:：][ \t]{0,20}${UNQUOTED}`),
  },
  // Password on one line, only its value on the next
  {
    kind: 'password',
    pattern: pattern(
      raw`${PASSWORD}[ \t]{0,5}[:：][ \t]{0,5}[|>]?\r?\n[ \t]{0,20}${UNQUOTED}(?=[ \t]{0,20}(?:\r?\n|$))`,
    ),
    accepts: isStrong,
  },
  // The same with the line break lost, as in a file name
  {
    kind: 'password',
    pattern: pattern(raw`${PASSWORD}[ \t]{0,5}[:：][ \t]{0,5}[|>][ \t]{1,20}${UNQUOTED}`),
    accepts: isStrong,
  },
  // Account and password on one line: "user/password: bob / …", "账号密码：bob …", bob@contoso.com:…
  {
    kind: 'password',
    pattern: pattern(
      raw`(?:user[ ]?(?:name|id)?|log[io]n|account|[帐账]号|用户名?)\s{0,3}(?:[/|&+和、,，]|and)?\s{0,3}${PASSWORD}\s{0,3}(?:is|are|[:：=＝是为])?\s{0,3}[^\s/|,，:]{1,64}[\s/|,，:]{1,5}${UNQUOTED}`,
    ),
    accepts: isStrong,
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`(?<![\w.+@:/-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}[:|]${UNQUOTED}`,
    ),
    accepts: isStrong,
  },
  // credentials: bob / …
  {
    kind: 'password',
    pattern: pattern(
      raw`(?<![\w./])(?:credentials?|creds|log[io]n|sign-?in|账号|帐号)(?:\s{0,3}[:：=]\s{0,3}|\s{1,3})[\w.@\\-]{1,64}\s{1,3}[/|]\s{1,3}${UNQUOTED}`,
    ),
    accepts: isStrong,
  },
  // Password=two words; in a connection string
  {
    kind: 'password',
    pattern: pattern(
      raw`;\s?(?:password|pwd)\s?=\s?(?!\[masked: )(?<secret>[^;"'=\r\n<>]{1,200})(?=;\s?[a-z ]{2,40}=|;?["'])`,
    ),
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`jdbc:oracle:\w{1,10}:[\w.-]{1,64}/(?!\[masked: )(?<secret>[^\s/@]{1,100})@`,
    ),
  },
  // {"name": "password", "value": "…"}
  {
    kind: 'password',
    pattern: pattern(
      raw`["'](?:key|name|id)["']\s{0,5}:\s{0,5}["']${ELEMENT}["']\s{0,5},\s{0,5}["']value["']\s{0,5}:\s{0,5}${QUOTED}`,
    ),
    accepts: isAssigned,
  },
  // Wi-Fi keys have at least eight characters
  {
    kind: 'password',
    pattern: pattern(
      raw`(?:\bwpa\d?[ -]?(?:key|psk|passphrase)|\bpsk|pre-?shared[ -]key|network (?:security )?key|预共享密钥|网络安全密钥)${ASSIGNS}${VALUE}`,
    ),
    accepts: (candidate) => candidate.secret.length >= 8 && isAssigned(candidate),
  },
  // scheme://user:…@host
  {
    kind: 'password',
    pattern: pattern(
      raw`(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}://[^\s/:@?#"'<>]{0,100}:(?!\[masked: )(?<secret>[^\s/"'<>]{1,200})@`,
    ),
    accepts: ({ secret }) => !/^(?:\$|%\w+%|\*+$|[({<[])/.test(secret),
  },
];
