import { expect } from 'chai';
import { createBoltLog } from '../../../../src/channels/slack/inbound/bolt-log.ts';
import { recordLog } from '../../../support/record-log.ts';

describe('Bolt messages in the Signpost log', () => {
  it('drops Bolt’s line about a failed connection, which is logged elsewhere with its reason, and keeps the rest', () => {
    const { log, lines } = recordLog();
    const bolt = createBoltLog(log);
    bolt.error('Failed to retrieve a new WSS URL (error: Error: A request error occurred)');
    bolt.error('Something else failed: with a token');
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['Something else failed']);
  });
});
