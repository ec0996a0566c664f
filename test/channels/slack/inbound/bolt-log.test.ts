import { expect } from 'chai';
import { createBoltLog } from '../../../../src/channels/slack/inbound/bolt-log.ts';
import { recordLog } from '../../../support/record-log.ts';

describe('what Bolt says in our log', () => {
  it('leaves out a failed connection, which is logged with its reason elsewhere, and keeps the rest', () => {
    const { log, lines } = recordLog();
    const bolt = createBoltLog(log);
    bolt.error('Failed to retrieve a new WSS URL (error: Error: A request error occurred)');
    bolt.error('Something else failed: with a token');
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['Something else failed']);
  });
});
