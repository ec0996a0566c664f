import { expect } from 'chai';
import { createHostCheck } from '../../src/http/host-check.ts';

describe('the host check', () => {
  const check = createHostCheck({ publicUrl: 'https://help.example.com/signpost', anyName: false });

  for (const host of [
    '127.0.0.1',
    '10.1.2.3:3978',
    '[::1]:3978',
    '[2001:db8::1]',
    'localhost',
    'LocalHost:80',
  ]) {
    it(`accepts the host ${host}, which probes and local users name`, () => {
      expect(check({ headers: { host } })).to.equal(true);
    });
  }

  it('accepts the public host on any port', () => {
    expect(check({ headers: { host: 'help.example.com' } })).to.equal(true);
    expect(check({ headers: { host: 'HELP.example.com:8443' } })).to.equal(true);
  });

  for (const host of [
    'evil.example',
    'help.example.com.evil.example',
    '127.0.0.1.evil.example',
    'a@127.0.0.1',
    '',
    '/',
  ]) {
    it(`rejects the host "${host}"`, () => {
      expect(check({ headers: { host } })).to.equal(false);
    });
  }

  it('rejects a request without a host', () => {
    expect(check({ headers: {} })).to.equal(false);
  });

  it('accepts any valid name if it is configured to', () => {
    const any = createHostCheck({ publicUrl: null, anyName: true });
    expect(any({ headers: { host: 'whatever.example' } })).to.equal(true);
    expect(any({ headers: { host: 'not a host' } })).to.equal(false);
  });
});
