import { expect } from 'chai';
import { loggedActor } from '../../src/helpdesk/agent-commands/logged-actor.ts';
import { recordLog } from '../support/record-log.ts';

describe('log lines', () => {
  it('sanitizes values chosen by a sender: long ids, line breaks, and characters that reverse text', () => {
    const { log, lines } = recordLog();
    log.info(
      {
        event: 'x'.repeat(10_000),
        agent: 'a\nb\u202ec\u0000',
        at: ['y'.repeat(300)],
        deep: { id: 'z'.repeat(300) },
      },
      'turn',
    );
    const [line] = lines;
    expect(line?.event).to.equal(`${'x'.repeat(200)}…`);
    expect(line?.agent).to.equal('a\ufffdb\ufffdc\ufffd');
    expect(JSON.stringify(line).length).to.be.below(1000);
  });

  it('keeps numbers, short ids and null values unchanged', () => {
    const { log, lines } = recordLog();
    log.info({ ms: 1.5, ticket: 'SP-1001', code: null, isFinal: true }, 'command');
    expect(lines[0]).to.include({ ms: 1.5, ticket: 'SP-1001', code: null, isFinal: true });
  });

  it('hashes the id of a page agent, which is the name they typed', () => {
    const named = (id: string) => loggedActor({ channel: 'web', tenant: '-', id });
    expect(named('Ada Lovelace'))
      .to.match(/^web\/-\/#[0-9a-f]{12}$/)
      .and.equal(named('Ada Lovelace'));
    expect(named('Ada Lovelace')).not.to.equal(named('Bob'));
    expect(loggedActor({ channel: 'slack', tenant: 'T1', id: 'U1' })).to.equal('slack/T1/U1');
  });
});
