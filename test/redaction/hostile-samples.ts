/** Repeated to 100 KB, each made patterns like ours take quadratic time or worse while they were written. */
export const HOSTILE: readonly string[] = [
  ...['password ', 'password="', 'password=\\"', 'password(', 'password: wronggg\n', 'password=a,a', 'password is '],
  ...['密码', '密码 (a', '密码设置为', 'my password for x ', 'as password ', 'a as my password', 'passphrase is abc '],
  ...['a', '1', '-', '=', '"', '\\"', '\\', '（', ' ', '\n', 'a@', 'a.', 'a://b:', 'a::b:', 'eyJa.', 'eyJaaaaaaaaa.'],
  ...['-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----\n', '1234 ', '123456-', 'AAAA-', 'AB2CD-', '$2b$10$'],
  ...[
    'Cookie: a=',
    'Authorization: Bearer ',
    'response="',
    '<a-password a',
    'name="password" ',
    'recovery code: a1bcde ',
  ],
  ...[
    'net use \\\\a ',
    'curl -u a',
    'mysql -p',
    'token is ',
    'secret_',
    'sig=',
    '[masked: ',
    'password [masked: password] ',
  ],
];
