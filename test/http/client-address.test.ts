import { expect } from 'chai';
import { createClientAddress, type Network } from '../../src/http/client-address.ts';

const PROXIES: Network[] = [
  { address: '10.0.0.0', prefix: 8 },
  { address: 'fd00::', prefix: 8 },
];

function addressOf(peer: string, forwarded?: string, trusted = PROXIES): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return createClientAddress(trusted)({ headers, socket: { remoteAddress: peer } });
}

describe('the client address of a request', () => {
  it('uses the peer address and ignores the headers unless the peer is a trusted proxy', () => {
    expect(addressOf('203.0.113.7')).to.equal('203.0.113.7');
    expect(addressOf('203.0.113.7', '198.51.100.1')).to.equal('203.0.113.7');
    expect(addressOf('127.0.0.1', '198.51.100.1', [])).to.equal('127.0.0.1');
  });

  it('uses the last forwarded address that is no trusted proxy, and ignores what the client wrote before it', () => {
    expect(addressOf('10.0.0.1', '198.51.100.1')).to.equal('198.51.100.1');
    expect(addressOf('10.0.0.1', '1.2.3.4, 10.9.9.9, 198.51.100.1, 10.0.0.2')).to.equal(
      '198.51.100.1',
    );
    expect(addressOf('::ffff:10.0.0.1', '198.51.100.1:4711')).to.equal('198.51.100.1');
    expect(addressOf('fd00::1', '[2001:db8::5]:443')).to.equal('2001:db8:0:0::/64');
  });

  it('uses the address of the proxy if it forwards no readable address', () => {
    for (const forwarded of [
      undefined,
      '',
      'unknown',
      '_hidden',
      '1.2.3.4, unknown',
      '10.0.0.3',
      "' or 1=1",
    ]) {
      expect(addressOf('10.0.0.1', forwarded), String(forwarded)).to.equal('10.0.0.1');
    }
  });

  it('reduces an IPv6 address to its /64, however it is written', () => {
    const same = [
      '2001:db8::1',
      '2001:0DB8:0:0:ffff:ffff:ffff:ffff',
      '2001:db8:0:0::',
      '2001:db8::192.0.2.1',
    ];
    expect(new Set(same.map((each) => addressOf(each)))).to.deep.equal(
      new Set(['2001:db8:0:0::/64']),
    );
    expect(addressOf('2001:db8:0:1::1')).to.equal('2001:db8:0:1::/64');
    expect(addressOf('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
    expect(addressOf('::1')).to.equal('0:0:0:0::/64');
    expect(addressOf('1:2:3:4:5:6:7:8')).to.equal('1:2:3:4::/64');
    expect(addressOf('::ffff:203.0.113.7')).to.equal('203.0.113.7');
  });
});
