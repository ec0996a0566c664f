import { expect } from 'chai';
import { messageText } from '../../../../src/channels/slack/inbound/message-text.ts';

describe('user text from Slack', () => {
  const read = (text: string) => messageText({ text }, 'U0SIGNPOST');

  it('removes the mention of the bot at any position', () => {
    expect(read('<@U0SIGNPOST> help')).to.equal('help');
    expect(read('can you help, <@U0SIGNPOST>?')).to.equal('can you help,  ?');
    expect(read('<@U0SIGNPOST>')).to.equal('');
  });

  it('keeps other people, channels and groups by their visible names', () => {
    expect(read('<@U0ANNA0001|anna> and <@U0BOBK0001> of <#C0HELPDESK|helpdesk>')).to.equal(
      '@anna and @U0BOBK0001 of #helpdesk',
    );
    expect(read('<!here> <!subteam^S012|@it-team> <!date^1795334400^{date}|Nov 22>')).to.equal(
      '@here @it-team Nov 22',
    );
  });

  it('restores addresses and links as they were typed', () => {
    expect(read('I am <mailto:bobk@contoso.com|bobk@contoso.com>')).to.equal(
      'I am bobk@contoso.com',
    );
    expect(read('see <http://contoso.com|contoso.com> and <https://contoso.com/help>')).to.equal(
      'see contoso.com and https://contoso.com/help',
    );
    expect(read('<https://contoso.com/login|the page>')).to.equal(
      'the page (https://contoso.com/login)',
    );
  });

  it('undoes Slack’s escapes once, so that pasted markup stays unchanged', () => {
    expect(read('&lt;Event&gt; a &amp;amp; b')).to.equal('<Event> a &amp; b');
  });

  it('reads pasted code blocks without their fences', () => {
    expect(read('It says:```Server is temporarily unavailable```')).to.equal(
      'It says:\nServer is temporarily unavailable',
    );
  });

  it('uses the text of a forwarded message if nothing was added to it', () => {
    const attachments = [
      { text: 'You didn&amp;t get in', is_share: true },
      { fallback: 'a picture' },
      'nonsense',
    ];
    expect(messageText({ text: '', attachments }, null)).to.equal('You didn&t get in\na picture');
    expect(messageText({ text: 'look', attachments }, null)).to.equal('look');
    expect(messageText({ text: null }, null)).to.equal('');
  });
});
