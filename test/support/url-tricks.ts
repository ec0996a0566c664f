/**
 * Addresses that look like those of a host, or lead to it only for some readers. Each has to be
 * refused, but for the spellings in `sameHost`, which every reader takes for the host itself.
 */
export function urlTricks(host: string): Readonly<Record<string, string>> {
  const domain = host.split('.').slice(-2).join('.');
  /** The host with one letter of its domain replaced. */
  const withLetter = (letter: string, other: string) =>
    host.replace(domain, domain.replace(letter, other));
  return {
    'a user name that is the host': `https://${host}@evil.example/f`,
    'a user name and password': `https://${host}:443@evil.example/f`,
    'an encoded at sign before the host': `https://evil.example%40${host}/f`,
    'a user before the host': `https://bob@${host}/f`,
    'a password before the host': `https://:pw@${host}/f`,
    'two at signs': `https://a@${host}@evil.example/f`,
    'a backslash after the host': `https://evil.example\\@${host}/f`,
    'a backslash before it': `https:\\\\evil.example\\${host}/f`,
    'a slash in the user': `https://evil.example/@${host}/f`,
    'a question mark before it': `https://evil.example?@${host}/f`,
    'a number sign before it': `https://evil.example#@${host}/f`,
    'an encoded slash': `https://evil.example%2f${host}/f`,
    'an encoded number sign': `https://evil.example%23.${host}/f`,
    'an encoded question mark': `https://evil.example%3f.${host}/f`,
    'a semicolon': `https://evil.example;${host}/f`,
    'a comma': `https://evil.example,${host}/f`,
    'a space in the host': `https://evil.example ${host}/f`,
    'an encoded space': `https://evil.example%20.${host}/f`,
    'a zero byte': `https://evil.example%00.${host}/f`,
    'a line break': `https://evil.example%0d%0a.${host}/f`,
    'the host as a label of another': `https://${host}.evil.example/f`,
    'the host with a hyphen before another': `https://${host}-evil.example/f`,
    'another host that ends alike': `https://evil${domain}/f`,
    'another host with a hyphen that ends alike': `https://evil-${domain}/f`,
    'another ending': `https://${host.replace(/\.\w+$/, '.co')}/f`,
    'a longer ending': `https://${host}.cn/f`,
    'a dot at its end': `https://${host}./f`,
    'two dots at its end': `https://${host}../f`,
    'two dots within': `https://${host.replace('.', '..')}/f`,
    'a dot at its beginning': `https://.${host}/f`,
    'only its domain': `https://${domain}/f`,
    'a Cyrillic letter': `https://${withLetter('a', '\u0430')}/f`,
    'a Greek letter': `https://${withLetter('a', '\u03b1')}/f`,
    'its Punycode': 'https://xn--filesslackcom-fake.example/f',
    'a letter with a mark': `https://${withLetter('a', 'å')}/f`,
    'an ideographic stop and another host': `https://${host}\u3002evil.example/f`,
    'a fraction slash': `https://evil.example\u2044.${host}/f`,
    'a fullwidth slash': `https://evil.example\uff0f.${host}/f`,
    'a care-of sign, which reads c/o': `https://evil.example\u2105.${host}/f`,
    'another port': `https://${host}:8443/f`,
    'the port of plain HTTP': `https://${host}:80/f`,
    'port 0': `https://${host}:0/f`,
    'a port that is too large': `https://${host}:65536/f`,
    'a port that is a host': `https://${host}:evil.example/f`,
    'plain HTTP': `http://${host}/f`,
    'another scheme': `ftp://${host}/f`,
    'a web socket': `wss://${host}/f`,
    'a script': `javascript://${host}/%0aalert(1)`,
    'data in place of an address': `data:text/plain,https://${host}/f`,
    'a file of this machine': `file://${host}/etc/passwd`,
    'a blob of the host': `blob:https://${host}/f`,
    'no scheme': `//${host}/f`,
    'no host': 'https:///f',
    'a path only': '/files-pri/T1-F1/a',
    'an IPv4 address': 'https://127.0.0.1/f',
    'the address of a cloud’s own data': 'https://169.254.169.254/latest/meta-data/',
    'a decimal address': 'https://2130706433/f',
    'a hexadecimal address': 'https://0x7f000001/f',
    'an octal address': 'https://0177.0.0.1/f',
    'a short address': 'https://127.1/f',
    'the address of any interface': 'https://0/f',
    'an IPv6 address': 'https://[::1]/f',
    'an IPv4 address in IPv6': 'https://[::ffff:127.0.0.1]/f',
    'an IPv6 zone': `https://[fe80::1%25${host}]/f`,
    'a name that resolves to this machine': 'https://localhost/f',
    'a service that resolves to what it is told': `https://${host}.127.0.0.1.nip.io/f`,
  };
}

/** Other spellings of the host itself, which are tidied before anything is asked. */
export function sameHost(host: string): readonly string[] {
  const fullwidth = host.replaceAll(/[a-z]/g, (letter) =>
    String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
  );
  return [
    `https://${host.toUpperCase()}/f`,
    `HTTPS://${host}/f`,
    `https://${host}:443/f`,
    `https:\\\\${host}\\f`,
    `https:${host}/f`,
    `https://${fullwidth}/f`,
    `https://${host.replaceAll('.', '\u3002')}/f`,
    `https://${host.replace('.', '%2e')}/f`,
    `ht\ntps://${host.slice(0, 3)}\t${host.slice(3)}/f`,
    `https://@${host}/f`,
    `https://${host}\\@evil.example/f`,
  ];
}
