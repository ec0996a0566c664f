import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import { sampleReply } from '../../support/sample-replies.ts';
import { slackSample } from '../../support/slack-samples.ts';

const GUIDE = 'https://docs.example.com/general-sign-in-guide';
const HEADING =
  'https://docs.example.com/troubleshooting-sign-in-errors#update-security-credentials';

describe('source on a card', () => {
  it('names the document alone if the stage cites no heading of it', () => {
    const { text } = renderCard(sampleReply('last-resort', 'en'));
    expect(text).to.include('Source: General sign-in guide').and.to.include(GUIDE);
    expect(text).not.to.include('General sign-in guide ›');
  });

  it('names document and heading if the stage cites one', () => {
    const { text } = renderCard(sampleReply('stage', 'zh-CN'));
    expect(text).to.include('登录错误疑难解答 › 更新安全凭据').and.to.include(HEADING);
  });

  it('lists each document of a recommended fix on the ticket', () => {
    const { text } = renderCard(sampleReply('review', 'en'));
    expect(text)
      .to.include('Troubleshooting sign-in errors › Update security credentials')
      .and.to.include(HEADING);
    expect(text)
      .to.include('Sign in to the client')
      .and.to.include('https://docs.example.com/sign-in');
  });

  it('draws a review card that was stored when stages had no source', () => {
    const reply = sampleReply('review', 'en');
    const [fix] = reply.ticket.recommendedFixes;
    if (fix === undefined) throw new Error('The sample has no fix.');
    const stages = fix.stages.map(({ source: _, ...stage }) => stage);
    const stored = {
      ...reply,
      ticket: { ...reply.ticket, recommendedFixes: [{ ...fix, stages }] },
    };
    const { text } = renderCard(JSON.parse(JSON.stringify(stored)));
    expect(text).to.include(HEADING).and.not.to.include('https://docs.example.com/sign-in');
  });

  it('links the document in Slack', () => {
    const [message] = slackSample(sampleReply('last-resort', 'en')).waiting;
    expect(JSON.stringify(message?.blocks)).to.include(
      `{"type":"link","url":"${GUIDE}","text":"General sign-in guide"}`,
    );
  });
});
