import { expect } from 'chai';
import { createHostCheck } from '../../src/http/host-check.ts';

describe('the host a request asks for', () => {
  const check = createHostCheck({ publicUrl: 'https://help.example.com/signpost', anyName: false });

  for (const host of [
    '127.0.0.1',
    '10.1.2.3:3978',
    '[::1]:3978',
    '[2001:db8::1]',
    'localhost',
    'LocalHost:80',
  ]) {
    it(`is ours as ${host}: probes and people at this machine ask so`, () => {
      expect(check({ headers: { host } })).to.equal(true);
    });
  }

  it('is ours as the public host, on whatever port', () => {
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
    it(`is not ours as "${host}"`, () => {
      expect(check({ headers: { host } })).to.equal(false);
    });
  }

  it('is not ours without a name at all', () => {
    expect(check({ headers: {} })).to.equal(false);
  });

  it('is any name if that was asked for', () => {
    const any = createHostCheck({ publicUrl: null, anyName: true });
    expect(any({ headers: { host: 'whatever.example' } })).to.equal(true);
    expect(any({ headers: { host: 'not a host' } })).to.equal(false);
  });
});
