import type { SecretRule } from './secret-rule.ts';

/** Keys and tokens recognized by their shape alone, in any context: one line per issuer. */
export const tokenRules: readonly SecretRule[] = [
  // JSON Web Tokens, signed (three parts) or encrypted (five)
  {
    kind: 'token',
    pattern: /(?:(?<![\w-])|(?<=%3D))(?<secret>eyJ[\w-]{8,}\.[\w-]{2,}(?:\.[\w-]*){0,3})/dg,
  },
  // Amazon, Alibaba, Tencent
  {
    kind: 'key',
    pattern: /(?<![A-Z0-9])(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})(?![A-Z0-9])/dg,
  },
  {
    kind: 'key',
    pattern: /(?<!\w)(?<secret>(?:LTAI[A-Za-z0-9]{12,26}|AKID[A-Za-z0-9]{32}))(?!\w)/dg,
  },
  // Microsoft: Entra ID client secrets, storage and service bus keys, Azure DevOps
  { kind: 'secret', pattern: /(?<![\w.~-])(?<secret>[\w.~-]{3}\dQ~[\w.~-]{30,40})(?![\w~-])/dg },
  {
    kind: 'key',
    pattern:
      /(?<![\w+/])(?<secret>[A-Za-z0-9+/]{30,80}\+(?:ASt|AEh|ARm|ACDb)[A-Za-z0-9+/]{6,8}(?:={1,2}(?!=)|(?![\w+/=])))/dg,
  },
  { kind: 'token', pattern: /(?<!\w)(?<secret>[A-Za-z0-9]{70,80}AZDO[A-Za-z0-9]{4})(?!\w)/dg },
  // GitHub, GitLab
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?<secret>gh[pousr]_[A-Za-z0-9]{20,255})/dg },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?<secret>github_pat_\w{22,255})/dg },
  {
    kind: 'token',
    pattern:
      /(?<![A-Za-z0-9])(?<secret>gl(?:pat|ptt|dt|rt|soat|cbt|oas)-[\w-]{20,255}(?:\.[\w.]{1,60})?)/dg,
  },
  // Slack, Discord, Telegram
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?<secret>xox[a-z](?:\.xox[a-z])?-[\w-]{10,255})/dg },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?<secret>xapp-\d-[\w-]{10,255})/dg },
  {
    kind: 'token',
    pattern: /(?<![\w-])(?<secret>[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,45})/dg,
  },
  { kind: 'token', pattern: /(?<![\w-])(?<secret>\d{8,10}:AA[\w-]{32,35})(?![\w-])/dg },
  // Stripe, Square, Shopify
  { kind: 'key', pattern: /(?<![A-Za-z0-9])(?<secret>[sr]k_(?:live|test)_[A-Za-z0-9]{16,255})/dg },
  { kind: 'key', pattern: /(?<![A-Za-z0-9])(?<secret>whsec_[A-Za-z0-9+/=]{16,255})/dg },
  {
    kind: 'token',
    pattern:
      /(?<![A-Za-z0-9])(?<secret>(?:sq0[a-z]{3}-[\w-]{22,60}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}))/dg,
  },
  // Google
  { kind: 'key', pattern: /(?<![\w-])(?<secret>AIza[\w-]{35})(?![\w-])/dg },
  { kind: 'token', pattern: /(?<![\w-])(?<secret>ya29\.[\w-]{20,2000})/dg },
  { kind: 'secret', pattern: /(?<![\w-])(?<secret>GOCSPX-[\w-]{24,40})/dg },
  { kind: 'token', pattern: /(?<![\w/-])(?<secret>1\/\/0[\w-]{30,255})/dg },
  // OpenAI and others with keys that begin with sk-
  { kind: 'key', pattern: /(?<![\w-])(?<secret>sk-(?=[\w-]{0,60}\d)[A-Za-z0-9][\w-]{18,255})/dg },
  // Registries: npm, PyPI, NuGet, RubyGems, Docker
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?<secret>npm_[A-Za-z0-9]{30,60})/dg },
  { kind: 'token', pattern: /(?<![\w-])(?<secret>pypi-[\w-]{50,600})/dg },
  { kind: 'key', pattern: /(?<!\w)(?<secret>oy2[a-z0-9]{43})(?!\w)/dg },
  { kind: 'key', pattern: /(?<!\w)(?<secret>rubygems_[a-f0-9]{48})/dg },
  { kind: 'token', pattern: /(?<!\w)(?<secret>dckr_pat_[\w-]{20,60})/dg },
  // Mail and messages: SendGrid, Mailgun, Mailchimp, Twilio
  { kind: 'key', pattern: /(?<![\w-])(?<secret>SG\.[\w-]{16,32}\.[\w-]{30,64})/dg },
  { kind: 'key', pattern: /(?<![\w-])(?<secret>key-[0-9a-f]{32})(?!\w)/dg },
  { kind: 'key', pattern: /(?<!\w)(?<secret>[0-9a-f]{32}-us\d{1,2})(?!\w)/dg },
  { kind: 'key', pattern: /(?<!\w)(?<secret>SK[0-9a-f]{32})(?!\w)/dg },
  // Clouds and tools, by prefix
  {
    kind: 'token',
    pattern:
      /(?<![A-Za-z0-9])(?<secret>(?:hf_|dop_v1_|doo_v1_|dapi|hvs\.|hvb\.|ATATT3x|ATCTT3x|lin_api_|NRAK-|HRKU-|pscale_\w{2,6}_|PMAK-|glsa_|glc_|sntrys_|tskey-|sbp_|ntn_|secret_|sl\.|EAAC|fio-u-|dp\.pt\.|AGE-SECRET-KEY-1)(?=[\w.-]{0,40}\d)[\w.+/=-]{28,600})/dg,
  },
  // Webhooks: anyone with the URL can post
  {
    kind: 'token',
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?!\[masked: )(?<secret>[\w/-]{10,200})/dg,
  },
  {
    kind: 'token',
    pattern:
      /\.webhook\.office\.com\/[^\s"'<>]{0,200}?\/IncomingWebhook\/(?<secret>[\w/-]{20,200})/dg,
  },
  {
    kind: 'token',
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/(?<secret>[\w-]{20,200})/dg,
  },
];
