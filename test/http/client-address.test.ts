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

describe('the address a request counts for', () => {
  it('is the peer, whatever its headers say, unless the peer is a trusted proxy', () => {
    expect(addressOf('203.0.113.7')).to.equal('203.0.113.7');
    expect(addressOf('203.0.113.7', '198.51.100.1')).to.equal('203.0.113.7');
    expect(addressOf('127.0.0.1', '198.51.100.1', [])).to.equal('127.0.0.1');
  });

  it('is the last address no trusted proxy has: what a client wrote before it counts for nothing', () => {
    expect(addressOf('10.0.0.1', '198.51.100.1')).to.equal('198.51.100.1');
    expect(addressOf('10.0.0.1', '1.2.3.4, 10.9.9.9, 198.51.100.1, 10.0.0.2')).to.equal(
      '198.51.100.1',
    );
    expect(addressOf('::ffff:10.0.0.1', '198.51.100.1:4711')).to.equal('198.51.100.1');
    expect(addressOf('fd00::1', '[2001:db8::5]:443')).to.equal('2001:db8:0:0::/64');
  });

  it('is the proxy if it names nobody readable', () => {
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

  it('is the /64 of an IPv6 address, however that is written', () => {
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
