import { expect } from 'chai';
import { formOffer } from '../../src/channels/slack/agents/command-forms.ts';
import { deskMessages } from '../../src/channels/slack/agents/helpdesk-card.ts';
import { homeView } from '../../src/channels/slack/render/home-view.ts';
import { locales } from '../../src/i18n/locales.ts';
import { shownMasks, withShownMasks } from '../../src/i18n/shown-masks.ts';
import { WITHHELD_MARK } from '../../src/i18n/stored-marks.ts';
import { translate, wordsOf } from '../../src/i18n/words.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import { RULES } from '../../src/redaction/rules/rules.ts';
import { sampleDeskReplies } from '../support/sample-desk-replies.ts';

const MARK = '[masked: password]';

describe('mark of a masked secret', () => {
  it('appears in the language of the reader', () => {
    const stored = '密码是 [masked: password]，密钥 [masked: recovery key]';
    expect(shownMasks(stored, 'zh-CN')).to.equal(
      '密码是 〔已遮盖：密码〕，密钥 〔已遮盖：恢复密钥〕',
    );
    expect(shownMasks(stored, 'en')).to.equal(stored);
  });

  it('has wording in every language for each kind of secret that is masked', () => {
    const kinds = [...new Set(RULES.map((rule) => rule.kind))].sort();
    for (const locale of locales()) {
      const { masks = {} } = wordsOf(locale);
      const named = typeof masks === 'object' ? masks.kind : undefined;
      expect(Object.keys(named ?? {}).sort(), locale).to.deep.equal(kinds);
    }
  });

  it('reads in the default language as it is stored', () => {
    for (const { kind } of RULES) {
      const shown = translate('en', `masks.kind.${kind}`);
      expect(translate('en', 'masks.masked', { kind: shown })).to.equal(`[masked: ${kind}]`);
    }
    expect(translate('en', 'masks.withheld')).to.equal(WITHHELD_MARK);
  });

  it('remains unchanged if a person made up the kind of secret', () => {
    expect(shownMasks('[masked: sandwich] [masked: constructor]', 'zh-CN')).to.equal(
      '[masked: sandwich] [masked: constructor]',
    );
  });

  it('appears in the language of the reader in everything Slack shows of a ticket', () => {
    const locale = 'zh-CN';
    const shown = [
      ...sampleDeskReplies(locale).map(withMasks).flatMap(slackMessages),
      homeView({
        locale,
        timeZone: null,
        tickets: [{ number: 1001, title: MARK, at: new Date(0), status: 'new', assignee: null }],
        deskTickets: [],
      }),
    ];
    const texts = shown.map((each) => JSON.stringify(each));
    expect(texts.filter((text) => text.includes(MARK))).to.deep.equal([]);
    expect(texts.filter((text) => text.includes('〔已遮盖：密码〕'))).to.have.length.above(10);
  });

  it('translates the marks in every field of a ticket', () => {
    const ticket = {
      report: { text: 'pwd "[masked: password]"' },
      notes: ['[masked: key]', 7, null],
    };
    expect(withShownMasks(ticket, 'zh-CN')).to.deep.equal({
      report: { text: 'pwd "〔已遮盖：密码〕"' },
      notes: ['〔已遮盖：密钥〕', 7, null],
    });
    expect(withShownMasks(ticket, 'en')).to.equal(ticket);
  });
});

/** A reply whose titles, texts and names hold the mark. */
function withMasks(reply: AgentReply): AgentReply {
  const masked = ['title', 'text', 'name', 'reason', 'errorText'];
  return JSON.parse(JSON.stringify(reply), (key, value: unknown) =>
    masked.includes(key) && typeof value === 'string' ? `${MARK} ${value}` : value,
  );
}

/** What a desk reads of a reply, and the offer of its form. */
function slackMessages(reply: AgentReply): object[] {
  const messages = deskMessages(reply, { view: 'agent' }).map(({ blocks, text }) => ({
    blocks: blocks.map(withoutData),
    text,
  }));
  return reply.kind === 'form' ? [...messages, formOffer(reply)] : messages;
}

/** The value of a button is sent back, and never shown. */
function withoutData(block: object): object {
  return JSON.parse(JSON.stringify(block), (key, value: unknown) =>
    key === 'value' || key === 'block_id' || key === 'action_id' ? '' : value,
  );
}
