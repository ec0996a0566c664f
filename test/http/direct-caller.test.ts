import { expect } from 'chai';
import { type Caller, isDirectCaller } from '../../src/http/direct-caller.ts';
import { FORWARDING_HEADERS } from '../support/forwarding-headers.ts';

const BROWSER = {
  host: 'localhost:3978',
  accept: '*/*',
  'user-agent': 'a browser',
  'sec-fetch-site': 'same-origin',
};

function caller(headers: Caller['headers'], remoteAddress = '127.0.0.1'): Caller {
  return { headers: { ...BROWSER, ...headers }, socket: { remoteAddress } };
}

describe('direct callers', () => {
  it('accepts a program on this machine that addresses the server by a local name', () => {
    expect(isDirectCaller(caller({}))).to.equal(true);
    expect(
      isDirectCaller(caller({ 'cache-control': 'no-cache', 'x-signpost-token': 'a' })),
    ).to.equal(true);
    expect(isDirectCaller(caller({}, '203.0.113.7'))).to.equal(false);
    expect(isDirectCaller(caller({ host: 'signpost.example.com' }))).to.equal(false);
  });

  for (const name of FORWARDING_HEADERS) {
    it(`rejects a request with the header ${name}`, () => {
      expect(isDirectCaller(caller({ [name]: '203.0.113.7' }))).to.equal(false);
    });
  }
});
