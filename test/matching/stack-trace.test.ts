import { expect } from 'chai';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { withoutStackTraces } from '../../src/matching/stack-trace.ts';
import { firstRunbook, shippedRunbooks } from '../support/shipped-runbooks.ts';

const TRACES = {
  Java: [
    '\tat java.net.SocketInputStream.read(SocketInputStream.java:210)',
    '\tat com.example.client.LoginService.signIn(LoginService.java:87)',
    '\t... 12 more',
  ],
  '.NET': [
    '   at System.Net.Http.HttpClient.SendAsync(HttpRequestMessage request)',
    String.raw`   at Client.SignIn() in C:\src\client.cs:line 42`,
  ],
  JavaScript: [
    '    at Object.<anonymous> (/srv/app.js:10:5)',
    '    at async file:///srv/run.js:3:1',
  ],
  Python: [
    'Traceback (most recent call last):',
    '  File "app.py", line 3, in <module>',
    '    run()',
  ],
};

describe('stack traces in a report', () => {
  let one: Matcher;
  let all: Matcher;

  before(async () => {
    one = createMatcher(await firstRunbook());
    all = createMatcher(await shippedRunbooks());
  });

  for (const [language, lines] of Object.entries(TRACES)) {
    it(`leaves out the lines of ${language}`, () => {
      const text = ['Cannot sign in', ...lines, 'please help'].join('\n');
      expect(withoutStackTraces(text)).to.equal('Cannot sign in\nplease help');
    });

    for (const error of [
      'User is not SIP enabled',
      'java.lang.RuntimeException: User is not SIP enabled',
      '2026-05-01 10:00:03 ERROR User is not SIP enabled',
      '用户未启用 SIP',
    ])
      it(`recognizes "${error}" before the trace of ${language}`, () => {
        const text = [error, ...lines].join('\n');
        for (const matcher of [one, all]) {
          const match = matcher.match(text);
          expect(match.outcome).to.equal('symptom');
          expect(match.outcome === 'symptom' && match.symptom.symptom).to.equal('sip-disabled');
        }
      });
  }

  it('keeps what people write, and a text of nothing but frames', () => {
    for (const text of [
      'at home (my desk) it works',
      'It happens\n at 9:30',
      'the file "report", line by line',
      '\tat java.net.Socket.read(Socket.java:210)',
    ])
      expect(withoutStackTraces(text)).to.equal(text);
  });

  it('still takes Java for another product if it is what does not work', () => {
    expect(one.match('Java does not start').outcome).to.equal('none');
  });

  it('reads a long trace in no time', () => {
    const text = `User is not SIP enabled\n${'\tat a.b.c.D.e(D.java:1)\n'.repeat(20_000)}`;
    expect(one.match(text).outcome).to.equal('symptom');
    expect(withoutStackTraces(`${'a.'.repeat(20_000)}Exception`)).to.have.length(40_009);
  });
});
