import { expect } from 'chai';
import { belongsToDesk } from '../../../../src/channels/slack/agents/command-side.ts';

const agent = async () => true;
const requester = async () => false;
const unknown = async () => null;

describe('words typed after /helpdesk', () => {
  it('routes a known command to the helpdesk in English and Chinese, regardless of who types it', async () => {
    for (const typed of [
      'queue',
      'claim SP-1001',
      '认领 1001',
      'lookup 证书',
      'assign 1001 <@U0ADA|ada>',
      'reply 1001',
    ]) {
      for (const who of [agent, requester, unknown])
        expect(await belongsToDesk(typed, who), typed).to.equal(typed);
    }
  });

  it('treats words that are no command as a report, regardless of who types them', async () => {
    for (const typed of [
      'Server is temporarily unavailable',
      '无法登录',
      'my laptop says it is 1970',
    ]) {
      for (const who of [agent, requester, unknown])
        expect(await belongsToDesk(typed, who), typed).to.equal(null);
    }
  });

  it('treats a near miss of a command as an agent’s typo, and as a report from anybody else', async () => {
    expect(await belongsToDesk('clam 1001', agent)).to.equal('clam 1001');
    expect(await belongsToDesk('clam 1001', requester)).to.equal(null);
    expect(await belongsToDesk('open does not work', unknown)).to.equal(null);
  });

  it('routes a request for help to the agent help for agents only', async () => {
    for (const typed of ['', ' help ', '帮助', '？']) {
      expect(await belongsToDesk(typed, agent)).to.equal('help');
      expect(await belongsToDesk(typed, requester)).to.equal(null);
    }
  });
});
