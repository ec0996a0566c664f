import type { SecretKind } from '../../src/redaction/rules/secret-rule.ts';

/**
 * Texts with a secret in ⟦brackets⟧, as people would paste them, and what the mask must call it.
 * Keys of known shapes are put together here, so that no scanner of sources takes them for real
 * ones.
 */
export const SECRETS: readonly (readonly [SecretKind, string])[] = [
  // Written so that a program would not see it: full-width, styled, look-alike and unseen letters,
  // escapes of addresses
  ['password', 'ｐａｓｓｗｏｒｄ：⟦Summer2024⟧'],
  ['password', 'ｐａｓｓｗｏｒｄ＝⟦Ｈｕｎｔｅｒ２⟧，登录失败'],
  ['password', 'ＰＷＤ： ⟦Ｘ９ｋｋｋｋ⟧'],
  ['password', 'pass\u200bword: ⟦Hun\u200bter2⟧ and more'],
  ['password', 'p\u00adassw\u2060ord=⟦hunter2⟧'],
  ['password', '密\u200b码：⟦Abc@123456⟧，登录失败'],
  ['password', 'p\u0430sswоrd: ⟦Summer2024⟧'],
  ['password', 'раѕѕwоrd: ⟦Summer2024⟧'],
  [
    'password',
    '\u{1d429}\u{1d41a}\u{1d42c}\u{1d42c}\u{1d430}\u{1d428}\u{1d42b}\u{1d41d}: ⟦Summer2024⟧',
  ],
  ['password', 'GET /login?next=a&password%3D⟦Summer2024⟧%26user%3Dbob HTTP/1.1'],
  ['password', 'body=password%3A%20⟦Summer2024⟧'],
  ['password', 'body=%7B%22password%22%3A%22⟦Summer2024⟧%22%7D'],
  ['password', 'password=⟦correct%20horse%20battery⟧'],

  // A name of a file
  ['password', 'password: |   ⟦Summer2024.log⟧'],
  // Passwords with Chinese in them
  ['password', '密码：⟦中文密码123⟧'],
  ['password', '密码是⟦我的生日19900101⟧'],
  ['password', '密码：⟦小明爱吃苹果⟧，登录失败'],
  ['password', '我的密码是⟦小狗爱吃骨头⟧。登不上'],
  ['password', '密碼：⟦芝麻開門88⟧'],
  ['password', '口令=⟦天王盖地虎⟧'],
  ['password', '密码：⟦Abc中文123⟧'],
  ['password', '密码为：⟦春暖花开2026⟧'],
  // A passphrase without a sign
  ['password', 'passphrase ⟦correct horse battery⟧'],
  ['password', 'my passphrase ⟦correct-horse-battery-staple⟧ is rejected'],
  // English, told
  ['password', 'my password is ⟦hunter2⟧'],
  ['password', 'My password is ⟦Summer2024!⟧ and it still says incorrect'],
  ['password', 'my password is ⟦sunshine⟧'],
  ['password', 'the password is "⟦correct horse battery⟧"'],
  ['password', "My password's ⟦Winter#22⟧, can you check it"],
  ['password', 'the password for bobk@contoso.com is ⟦Tr0ub4dor&3⟧.'],
  ['password', 'password was ⟦Welcome01⟧ until yesterday'],
  ['password', 'I changed my password to ⟦N3wPassw0rd!⟧ this morning'],
  ['password', 'helpdesk reset the password for Bob to ⟦Temp1234⟧'],
  ['password', 'I log in with bobk@contoso.com and password ⟦Qwerty!23⟧ every day'],
  ['password', 'tried pw ⟦Passw0rd99⟧ three times'],
  ['password', 'pasword is ⟦letmein1⟧'],
  ['password', 'I use ⟦Monkey77!⟧ as my password'],
  ['password', 'passphrase is ⟦correct horse battery staple⟧'],
  ['password', 'Temporary password: ⟦Wuw54321⟧'],
  ['password', 'username: bobk pwd: ⟦s3cr3t⟧'],
  ['password', 'user/password: bobk / ⟦Abc12345⟧'],
  ['password', 'Password:\n⟦Chang3Me!⟧\n'],
  ['password', 'pass: ⟦Spring-2026⟧'],
  ['password', 'Wi-Fi password: ⟦guest-4711⟧'],
  ['password', 'bobk@contoso.com:⟦P4ssw0rd!⟧'],
  ['password', 'credentials: bobk / ⟦Hunter22!⟧'],
  ['password', 'it says wrong password but I typed ⟦Hunter22!⟧ exactly'],
  ['password', 'the p/w: ⟦Hunter22⟧'],
  ['password', 'password - ⟦Hunter22!⟧'],
  ['password', 'my password (⟦Hunter22!⟧) is refused'],
  ['password', 'WPA2 key: ⟦officewifi⟧'],
  // Chinese, told
  ['password', '我的密码是⟦abc12345⟧'],
  ['password', '密码：⟦Abc@123456⟧，登录失败'],
  ['password', '密码是 ⟦monkey⟧，但是登不上'],
  ['password', '密码已经重置为 ⟦Welcome1⟧ 了'],
  ['password', '管理员把密码改成了“⟦新年快乐2026⟧”'],
  ['password', '用户名 bobk 密码 ⟦P@ssw0rd⟧'],
  ['password', '账号密码：bobk ⟦Abc12345⟧'],
  ['password', '初始密码为⟦Ms@20260101⟧，改不了'],
  ['password', '口令=⟦qaz2wsx⟧'],
  ['password', '用 ⟦Contoso#88⟧ 作为密码也不行'],
  ['password', '输入密码⟦Abc12345⟧后提示用户名或密码不正确'],
  ['password', '密码我输的是 ⟦Abc12345⟧'],
  ['password', '密码（⟦Zx9kkkk⟧）试过了'],
  ['password', '開機密碼是 ⟦1234⟧'],
  // Files and programs
  ['password', '{"user":"bobk","password":"⟦a\\"b,c d⟧","tenant":"contoso"}'],
  ['password', '"{\\"login\\":\\"bobk\\",\\"passwd\\":\\"⟦x9!kk⟧\\"}"'],
  ['password', 'DB_PASSWORD=⟦pg-s3cret⟧'],
  ['password', 'export PGPASSWORD="⟦two words⟧"'],
  [
    'password',
    'Server=tcp:sql.contoso.com,1433;Database=crm;User ID=app;Password=⟦kX9;z⟧;Encrypt=True;',
  ],
  ['password', 'https://login.contoso.com/?user=bobk&password=⟦a%21b⟧&lang=en'],
  ['password', 'postgres://app:⟦p@ss⟧@db.contoso.com:5432/crm'],
  ['password', '<Password>⟦Hidden 1⟧</Password>'],
  [
    'password',
    '<Data Name="TargetPassword">⟦Hidden1⟧</Data><Data Name="TargetUserName">bobk</Data>',
  ],
  ['password', '<wsse:Password Type="PasswordText">⟦Hidden1⟧</wsse:Password>'],
  ['password', '&lt;Password&gt;⟦Hidden1⟧&lt;/Password&gt;'],
  ['password', '<add key="SmtpPassword" value="⟦mail!pass⟧" />'],
  ['password', '<key>Password</key>\n<string>⟦plist pass⟧</string>'],
  ['password', '    DefaultPassword    REG_SZ    ⟦kiosk⟧'],
  ['password', '    Key Content            : ⟦officewifi⟧'],
  ['password', 'machine ftp.contoso.com login bobk password ⟦plain⟧'],
  ['password', 'password="⟦cut-off-at-the-end⟧'],
  ['password', 'Data Source=db;Uid=sa;Pwd=⟦two words⟧;Pooling=true'],
  ['password', '{"pwd":"⟦,x9 kk}⟧","user":"bobk"}'],
  ['password', '{"name":"password","value":"⟦P4ss⟧"}'],
  ['password', '<password><![CDATA[⟦P4ss⟧]]></password>'],
  ['password', '["password"] = "⟦P4ss⟧"'],
  ['password', 'userPassword:: ⟦UDRzc3cwcmQ=⟧'],
  ['password', '&quot;password&quot;:&quot;⟦P4ss⟧&quot;'],
  // Commands
  ['password', 'msiexec /i agent.msi USER=bobk PASSWORD=⟦abc⟧ /qn'],
  ['password', 'tool --user bobk --password ⟦Secr3t⟧ --verbose'],
  ['password', 'cmdkey /add:srv01 /user:contoso\\bobk /pass:⟦Geheim1⟧'],
  ['password', 'net use Z: \\\\srv01\\share ⟦Geheim1⟧ /user:contoso\\bobk'],
  ['password', 'net user bobk ⟦Geheim1!⟧ /domain'],
  ['password', 'curl -u bobk:⟦geheim⟧ https://contoso.com/api'],
  ['password', "$p = ConvertTo-SecureString '⟦Geheim1⟧' -AsPlainText -Force"],
  [
    'password',
    'Set-MsolUserPassword -UserPrincipalName bobk@contoso.com -NewPassword "⟦Pa$$w0rd⟧"',
  ],
  ['password', 'mysql -u root -p⟦R00tpw!⟧ crm'],
  ['password', '-AccountPassword (ConvertTo-SecureString -AsPlainText "⟦P4ss!⟧" -Force)'],
  ['password', 'New-Object PSCredential("bobk", "⟦P4ss⟧")'],
  ['password', 'rasdial VPN bobk ⟦P4ss!12⟧'],
  ['password', 'psexec \\\\srv01 -u bobk -p ⟦P4ss!⟧ cmd'],
  ['password', 'echo ⟦P4ss⟧ | sudo -S ls'],
  ['password', 'secure string ⟦01000000d08c9ddf0115d1118c7a00c04fc297eb0100000041b2c3d4e5f60718⟧'],
  // On the wire
  ['password', 'Authorization: Basic ⟦Ym9iazpodW50ZXIy⟧'],
  ['password', '{"auths":{"registry.contoso.com":{"auth":"⟦Ym9iazpodW50ZXIy⟧"}}}'],
  ['token', 'Authorization: Bearer ⟦opaque-0123456789abcdef⟧'],
  ['token', '"authorization": "Bearer ⟦0123456789abcdef0123⟧"'],
  ['token', `token=⟦${fake('eyJhbGciOiJIUzI1NiJ9.eyJ', 30)}.${fake('', 43)}⟧`],
  [
    'token',
    'Proxy-Authorization: NTLM qop="auth", realm="SIP", gssapi-data="⟦TlRMTVNTUAADAAAAGAAYAAAA⟧"',
  ],
  ['token', 'Authorization: TLS-DSK opaque="22AB", response="⟦b2f8c1d09e7a4b6c8d0e1f2a3b4c5d6e⟧"'],
  ['cookie', 'Cookie: ⟦ESTSAUTH=0.AXoA1234; brcap=0⟧\nHost: login.contoso.com'],
  ['cookie', 'Set-Cookie: FedAuth=⟦77u/PD94bWwgdmVy⟧; path=/; HttpOnly'],
  ['cookie', 'document.cookie = "⟦session=abc123def⟧"'],
  ['token', 'SAMLResponse=⟦PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ1⟧&RelayState=x'],
  // Keys by name
  ['secret', 'client_secret=⟦8f1~kQw0.zzTTyy11⟧'],
  ['secret', '<Data Name="ClientSecret">⟦abcd1234⟧</Data>'],
  ['key', 'API-Key=⟦abcdefabcdefabcdefabcdef⟧'],
  ['secret', 'Client secret: ⟦0f0e0d0c-1111-2222-3333-444455556666⟧'],
  ['secret', '客户端密钥：⟦k9XwT-2201-zzqw⟧'],
  ['secret', 'MicrosoftAppSecret = "⟦aB3~xyzxyzxyz123⟧"'],
  ['key', 'x-api-key: ⟦8f14e45fceea167a5a36dedd4bea2543⟧'],
  ['key', 'my api key is ⟦k3y-0123456789⟧'],
  [
    'key',
    `DefaultEndpointsProtocol=https;AccountName=logs;AccountKey=⟦${fake('', 86)}==⟧;EndpointSuffix=core.windows.net`,
  ],
  [
    'key',
    `Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=⟦${fake('', 43)}=⟧`,
  ],
  [
    'key',
    'https://logs.blob.core.windows.net/c?sv=2024-11-04&se=2026-01-01&sr=c&sp=rl&sig=⟦Zk3%2BabcdEFGH0123456789%3D⟧',
  ],
  ['key', `aws_secret_access_key = ⟦${fake('wJalr/', 34)}⟧`],
  ['token', 'refresh_token: "⟦M.C5xx_BAY.0.U.-Cabc123⟧"'],
  ['token', 'https://app.contoso.com/cb?code=⟦0.AXoAabcdefghijklmnop123⟧&state=1'],
  ['token', '访问令牌 access token: ⟦abcd1234abcd1234⟧'],
  // Keys by shape
  ['key', `id ⟦${fake('AKIA', 16, 'Q7WZ2K')}⟧ used`],
  ['secret', `secret ⟦${fake('abc8Q~', 34)}⟧`],
  ['token', `remote: ⟦${fake('ghp_', 36)}⟧`],
  ['token', `⟦${fake('github_pat_', 60)}⟧`],
  ['token', `⟦${fake('glpat-', 20)}⟧`],
  ['token', `SLACK_BOT=⟦${fake('xoxb-', 12, '1234567')}-${fake('', 24)}⟧`],
  ['key', `⟦${fake('sk_live_', 24)}⟧`],
  ['key', `⟦${fake('AIza', 35)}⟧`],
  ['token', `⟦${fake('npm_', 36)}⟧`],
  ['key', `⟦${fake('sk-proj-', 40)}⟧`],
  ['key', `⟦${fake('SG.', 22)}.${fake('', 43)}⟧`],
  ['token', `https://hooks.slack.com/services/⟦${fake('T', 8)}/${fake('B', 8)}/${fake('', 24)}⟧`],
  ['token', `https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/⟦${fake('', 32)}/1⟧`],
  // Blocks and hashes
  ['private key', pem('RSA PRIVATE KEY', '\n')],
  ['private key', pem('PRIVATE KEY', '\\n')],
  ['private key', pem('OPENSSH PRIVATE KEY', '\r\n').split('-----END')[0] ?? ''],
  [
    'password hash',
    'Administrator:500:⟦aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0⟧:::',
  ],
  ['password hash', '         * NTLM     : ⟦31d6cfe0d16ae931b73c59d7e0c089c0⟧'],
  [
    'password hash',
    'bobk::CONTOSO:⟦1122334455667788:0123456789abcdef0123456789abcdef:0101000000000000c0ffee⟧',
  ],
  ['password hash', 'root:⟦$6$saltsalt$0123456789abcdefghijABCDEFGHIJ./⟧:19000:0'],
  ['password hash', 'hash ⟦$2b$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUV0123456⟧'],
  ['recovery key', 'BitLocker: ⟦123456-234567-345678-456789-567890-678901-789012-890123⟧'],
  ['recovery key', 'FileVault ⟦AB12-CD34-EF56-GH78-IJ90-KL12⟧'],
  ['recovery key', 'recovery code: ⟦8f3k-29dk-x7q1⟧'],
  ['recovery key', 'backup codes: ⟦1234-5678, 2345-6789⟧'],
  ['product key', 'Windows key ⟦AB2CD-3EF4G-H5JK6-LM7NP-8QR9T⟧'],
  // Numbers
  ['one-time code', 'Your verification code is ⟦482913⟧'],
  ['one-time code', 'the MFA code ⟦482 913⟧ does not work'],
  ['one-time code', '⟦482913⟧ is your Microsoft verification code'],
  ['one-time code', '⟦G-482913⟧ is your Google verification code'],
  ['one-time code', '验证码：⟦482913⟧，5 分钟内有效'],
  ['one-time code', '短信验证码是 ⟦4829⟧'],
  ['one-time code', 'my PIN is ⟦4829⟧'],
  ['one-time code', 'PIN 码 ⟦4829⟧'],
  ['one-time code', 'the code from the authenticator app is ⟦482913⟧'],
  ['one-time code', 'I got code ⟦482913⟧ by SMS'],
  ['one-time code', 'MFA: ⟦482913⟧'],
  ['card number', 'card ⟦4111 1111 1111 1111⟧ exp 12/29'],
  ['card number', `卡号：⟦${luhn('622202000000000000')}⟧`],
  ['card number', `amex:⟦${luhn('37828224631000')}⟧`],
];

/** A made-up key of a known shape: its prefix and so many characters of filling. */
export function fake(prefix: string, length: number, filling = 'x7Kp2QmZ9rTa4WbC'): string {
  return prefix + filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
}

/** Digits with the check digit that makes them a card number. */
function luhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function pem(label: string, newLine: string): string {
  const lines = [fake('MII', 61), fake('', 64), `${fake('', 20)}==`];
  return `-----BEGIN ${label}-----⟦${newLine}${lines.join(newLine)}${newLine}⟧-----END ${label}-----`;
}
