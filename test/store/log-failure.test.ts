import { expect } from 'chai';
import { DatabaseUnavailableError } from '../../src/store/database-failure.ts';
import { DiskFullError } from '../../src/store/embedded/disk-watch.ts';
import { logFailure } from '../../src/store/log-failure.ts';
import { recordLog } from '../support/record-log.ts';

describe('log line of a failure', () => {
  for (const [name, error, code] of [
    ['a full disk', new DiskFullError(), 'disk-full'],
    ['a lost database', new DatabaseUnavailableError('ECONNREFUSED'), 'ECONNREFUSED'],
    ['a closed database', new Error('The database is closed.'), 'closed'],
    ['a refused write', withFields({ code: '53100' }), '53100'],
    ['a cause', new Error('The turn failed.', { cause: new DiskFullError() }), 'disk-full'],
    ["Bolt's wrapper", withFields({ original: new DiskFullError() }), 'disk-full'],
  ] as const) {
    it(`is a warning with a code and without a stack for ${name}`, () => {
      const { time, ...line } = lineOf(error);
      expect(line).to.deep.equal({ level: 40, event: 'e1', code, msg: 'turn' });
    });
  }

  it('is an error with a stack and without the message for any other failure', () => {
    const line = lineOf(withFields({ code: '22P05' }));
    expect(line).to.include({ level: 50, event: 'e1', error: 'Error', code: '22P05' });
    expect(line.at).to.be.an('array').that.is.not.empty;
    expect(JSON.stringify(line)).not.to.include('what a person wrote');
  });
});

function lineOf(error: unknown): Readonly<Record<string, unknown>> {
  const { log, lines } = recordLog();
  logFailure(log, { event: 'e1' }, error, 'turn');
  return lines[0] ?? {};
}

function withFields(fields: object): Error {
  return Object.assign(new Error('what a person wrote'), fields);
}
