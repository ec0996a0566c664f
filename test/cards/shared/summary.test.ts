import { expect } from 'chai';
import { renderAgentCard } from '../../../src/cards/agent/render-agent-card.ts';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import { CARD_LIMITS } from '../../../src/cards/shared/limits.ts';
import { spoken, summaryOf } from '../../../src/cards/shared/summary.ts';
import { locales } from '../../../src/i18n/locales.ts';
import { translate } from '../../../src/i18n/words.ts';
import { sampleDeskReplies } from '../../support/sample-desk-replies.ts';
import { sampleReplies, sampleReply } from '../../support/sample-replies.ts';

describe('summary of a card', () => {
  it('is a sentence or two on one line, without what to type or fill in', () => {
    for (const locale of locales()) {
      const rendered = [
        ...sampleReplies(locale).map((reply) => ({ of: reply.kind, ...renderCard(reply) })),
        ...sampleDeskReplies(locale).map((reply) => ({
          of: reply.kind,
          ...renderAgentCard(reply, { view: 'agent' }),
        })),
      ];
      for (const { of, summary, card } of rendered) {
        expect(summary, of).to.match(/\S/).and.not.to.include('\n');
        expect(summary.length, summary).to.be.at.most(CARD_LIMITS.summary);
        expect(summary, of).not.to.include(translate(locale, 'text.ways-on'));
        expect(
          summary.match(/[.!?。！？](?=\s|\p{Script=Han})/gu)?.length ?? 0,
          summary,
        ).to.be.below(4);
        expect(card.fallbackText, of).to.equal(card.speak);
      }
    }
  });

  it('has what was written to a person', () => {
    const news = sampleReplies('en').filter(({ kind }) => kind === 'ticket-news');
    expect(news.map((reply) => renderCard(reply).summary)).to.include(
      'SP-1001: The helpdesk has a question. Does it happen on another computer, too?',
    );
    const thread = sampleDeskReplies('zh-CN').filter(({ kind }) => kind === 'thread');
    expect(thread.map((reply) => renderAgentCard(reply, { view: 'agent' }).summary)).to.include(
      'Alice A 询问提交人：换一台电脑也会这样吗？',
    );
  });

  it('says which ticket a card is, how urgent it is and whose', () => {
    const summaries = (['en', 'zh-CN'] as const).map((locale) => {
      const reply = sampleDeskReplies(locale).find(({ kind }) => kind === 'escalation');
      return reply && renderAgentCard(reply, { view: 'onlooker' }).summary;
    });
    expect(summaries).to.deep.equal([
      'SP-1001 (High, New): Problem acquiring a personal certificate. From Bob K',
      'SP-1001（优先级高，待认领）：获取登录所需的个人证书时出现问题。来自 Bob K',
    ]);
  });

  it('ends a long text at a word, and never within a character', () => {
    const words = summaryOf('It does not start any more. '.repeat(20), 'en');
    expect(words)
      .to.match(/^It does .*[a-z]…$/)
      .with.length.within(150, 200);
    const han = summaryOf('无法启动'.repeat(100), 'zh-CN');
    expect(han)
      .to.match(/动…$|无…$|法…$|启…$/)
      .with.length(200);
    expect(summaryOf('😀'.repeat(200), 'en').isWellFormed()).to.equal(true);
  });

  it('names masked secrets in the language of the reader', () => {
    expect(summaryOf('密码是 [masked: password]', 'zh-CN')).not.to.include('masked');
  });

  it('joins sentences as the language writes them', () => {
    expect(spoken(['Where things stand', '', 'Ready?', 'Yes'], 'en')).to.equal(
      'Where things stand. Ready? Yes',
    );
    expect(spoken(['当前进度', '好了？', '是：', '“好。”', '完'], 'zh-CN')).to.equal(
      '当前进度。好了？是：“好。”完',
    );
  });

  it('has no link and no tag where a host may read it as markup', () => {
    const reply = sampleReply('stage', 'en');
    const { card, summary } = renderCard({ ...reply, title: '[go](https://evil.example) <b>' });
    expect(summary).to.include('[go](https://evil.example) <b>');
    expect(card.fallbackText).not.to.match(/\]\(|[<>]/);
  });
});
