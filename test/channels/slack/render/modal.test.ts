import type { InputBlock, ModalView } from '@slack/types';
import { expect } from 'chai';
import fc from 'fast-check';
import { renderCard } from '../../../../src/cards/requester/render-card.ts';
import { sentBy } from '../../../../src/channels/slack/inbound/form-answer.ts';
import {
  fieldsOf,
  modalErrors,
  toDetails,
  toModal,
} from '../../../../src/channels/slack/render/modal.ts';
import { validateView } from '../../../../src/channels/slack/render/validate-blocks.ts';
import { readEvidence } from '../../../../src/conversation/phases/evidence-form.ts';
import type { EvidenceForm, Reply } from '../../../../src/conversation/reply.ts';
import type { Locale } from '../../../../src/i18n/locale.ts';
import { locales } from '../../../../src/i18n/locales.ts';
import { EVIDENCE_LIMITS } from '../../../../src/tickets/payload.ts';
import { sampleReply } from '../../../support/sample-replies.ts';

const NOW = '2026-11-22T09:00:00.000Z';

describe('Slack form', () => {
  it('asks for every field as optional, in both languages', () => {
    for (const locale of locales()) {
      const inputs = inputsOf(formWith({}, locale));
      expect(inputs.map(({ block_id }) => block_id?.split('+')[0])).to.include.members(
        Object.keys(EVIDENCE_LIMITS),
      );
      expect(inputs.every(({ optional }) => optional)).to.equal(true);
    }
  });

  it('has a title, a send button and a close button, and carries its metadata', () => {
    const { card } = renderCard(sampleReply('evidence', 'zh-CN'));
    const view = toModal(card, { locale: 'zh-CN', metadata: '{"team":"T1"}', title: '' });
    expect(view).to.deep.include({
      type: 'modal',
      callback_id: 'signpost-form',
      private_metadata: '{"team":"T1"}',
    });
    expect([view.title.text, view.submit?.text, view.close?.text]).to.deep.equal([
      '请为 IT 服务台补充一些信息',
      '继续',
      '关闭',
    ]);
  });

  it('shows earlier values, each in its own kind of input', () => {
    const values = {
      date: '2026-11-20',
      time: '08:15',
      address: 'bobk@contoso.com',
      network: 'vpn',
      notes: 'Line\nTwo',
    };
    expect(fieldsOf(submitted(formWith(values)))).to.include(values);
  });

  it('returns an empty input as empty, so that a field can be cleared', () => {
    const fields = fieldsOf(submitted(formWith({})));
    expect(Object.keys(fields).sort()).to.deep.equal(Object.keys(EVIDENCE_LIMITS).sort());
    expect(new Set(Object.values(fields))).to.deep.equal(new Set(['']));
  });

  it('shows an error at its field and by the label of the problem', () => {
    const problems = { date: 'not-a-date', errorText: 'too-long' } as const;
    expect(modalErrors(problems, 'en')).to.deep.equal({
      date: "I can't read this as a date. Write it like 2026-11-22.",
      errorText:
        'This is too long. Please keep it to 4,000 characters: the lines around the error are enough.',
    });
    const ids = new Set(inputsOf(formWith({})).map(({ block_id }) => block_id));
    expect(Object.keys(modalErrors(problems, 'zh-CN')).every((id) => ids.has(id))).to.equal(true);
  });

  it('repeats an error beside its field when the form is opened again', () => {
    const reply: Reply = {
      ...sampleReply('evidence', 'en'),
      problems: { address: 'not-an-address' },
    };
    const view = toModal(renderCard(reply).card, { locale: 'en', metadata: '', title: '' });
    expect(JSON.stringify(view.blocks)).to.include("This isn't an address yet.");
  });

  it('asks which of several answers to send, and separates that choice from the fields', () => {
    const { card } = renderCard(sampleReply('rating', 'en'));
    const view = toModal(card, { locale: 'en', metadata: '', title: '' });
    expect(validateView(view)).to.deep.equal([]);
    expect([view.title.text, view.submit?.text]).to.deep.equal(['How was the help?', 'Send']);
    const [answer, comment] = inputsOf(view);
    expect([answer?.element.type, comment?.block_id]).to.deep.equal(['radio_buttons', 'comment']);
    const sending = card.actions.filter(({ associatedInputs }) => associatedInputs === 'auto');
    const values = (index: number) => ({
      [answer?.block_id ?? '']: { value: { selected_option: { value: String(index) } } },
      comment: { text: { value: 'quick' } },
    });
    for (const [index, { data }] of sending.entries()) {
      expect(sentBy(card, fieldsOf(values(index)))).to.deep.equal({
        data,
        fields: { comment: 'quick' },
      });
    }
    expect(sentBy(card, { comment: 'quick' })).to.equal(null);
  });

  it('sends the form with its own submit button if the card has one', () => {
    const { card } = renderCard(sampleReply('evidence', 'en'));
    const sent = sentBy(card, { notes: 'more' });
    expect(sent?.data.verb).to.equal('submit');
    expect(sent?.fields).to.deep.equal({ notes: 'more' });
  });

  it('rejects metadata longer than Slack allows, and a card without a form', () => {
    const { card } = renderCard(sampleReply('evidence', 'en'));
    const most = { locale: 'en', title: '', metadata: 'x'.repeat(3001) } as const;
    expect(() => toModal(card, most)).to.throw(/3000 characters/);
    const { card: help } = renderCard(sampleReply('help', 'en'));
    expect(() => toModal(help, { ...most, metadata: '' })).to.throw(/no form/);
  });
});

describe('form fields longer than a Slack input', () => {
  it('spreads a long value over as many inputs as it needs and restores it whole', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', ' ', '错', '😀', '<', '\t'),
      maxLength: 400,
    });
    const text = fc
      .array(line, { maxLength: 60 })
      .map((lines) => lines.join('\n').trim().slice(0, 12_000).toWellFormed());
    fc.assert(
      fc.property(text, (eventDetails) => {
        const view = formWith({ eventDetails });
        expect(validateView(view)).to.deep.equal([]);
        expect(fieldsOf(submitted(view)).eventDetails).to.equal(eventDetails);
      }),
      { numRuns: 40 },
    );
  });

  it('restores a long value without line breaks whole', () => {
    for (const errorText of [
      'x'.repeat(4000),
      '😀'.repeat(2000),
      `${'y'.repeat(2999)}\n\n${'z'.repeat(900)}`,
    ]) {
      expect(fieldsOf(submitted(formWith({ errorText }))).errorText).to.equal(errorText);
    }
  });

  it('offers a second input for pasted logs, and one more when the last is nearly full', () => {
    const boxes = (eventDetails: string) =>
      inputsOf(formWith({ eventDetails })).filter(isFor('eventDetails')).length;
    expect([
      boxes(''),
      boxes('x'.repeat(100)),
      boxes('x'.repeat(5000)),
      boxes('x'.repeat(12_000)),
    ]).to.deep.equal([2, 2, 3, 4]);
    const errorBoxes = (errorText: string) =>
      inputsOf(formWith({ errorText })).filter(isFor('errorText')).length;
    expect([errorBoxes('short'), errorBoxes('x'.repeat(2500))]).to.deep.equal([1, 2]);
  });

  it('says in the last input how much text fits', () => {
    const [first, second] = inputsOf(formWith({})).filter(isFor('eventDetails'));
    expect(first?.hint).to.equal(undefined);
    expect(second?.hint?.text).to.match(/Each box holds 3,000 characters/);
  });

  it('joins the inputs of one field with a line break', () => {
    const values = {
      eventDetails: { text: { value: 'one' } },
      'eventDetails+2': { lines: { value: 'two' } },
    };
    expect(fieldsOf(values)).to.deep.equal({ eventDetails: 'one\ntwo' });
    expect(fieldsOf({ ...values, eventDetails: { text: { value: null } } })).to.deep.equal({
      eventDetails: 'two',
    });
  });

  it('does not report a long value within the limit as too long', () => {
    const fields = fieldsOf(
      submitted(formWith({ notes: 'n'.repeat(4000), eventDetails: 'e\n'.repeat(6000).trim() })),
    );
    expect(readEvidence(fields, {}, NOW, null).problems).to.deep.equal({});
  });
});

describe('folded part of a Slack card', () => {
  const { card } = renderCard(sampleReply('evidence', 'en'));
  const options = { locale: 'en', metadata: '', title: '' } as const;

  it('opens a folded part as a page with its own title and no send button', () => {
    const view = toDetails(card, 'guide-2', options);
    expect(view?.title.text).to.equal('Windows events');
    expect(view?.submit).to.equal(undefined);
    expect(JSON.stringify(view?.blocks))
      .to.include('rich_text_preformatted')
      .and.to.include('wevtutil');
  });

  it('shows the whole title of a folded part above its text if it does not fit the page title', () => {
    const reply = sampleReply('evidence', 'en');
    const [guide] = reply.guides;
    if (guide === undefined) throw new Error('The sample has no guide.');
    const long = {
      ...reply,
      guides: [{ ...guide, title: 'Log files of the client on this computer' }],
    };
    const view = toDetails(renderCard(long).card, 'guide-1', options);
    expect(view?.title.text).to.equal('Details');
    expect(view?.blocks[0]).to.deep.include({ type: 'header' });
    expect(JSON.stringify(view?.blocks[0])).to.include('Log files of the client on this computer');
  });

  it('opens no page for a part that the card does not have', () => {
    expect(toDetails(card, 'guide-9', options)).to.equal(null);
  });
});

function formWith(values: EvidenceForm['values'], locale: Locale = 'en'): ModalView {
  const reply: Reply = { ...sampleReply('evidence', locale), values };
  return toModal(renderCard(reply).card, { locale, metadata: '', title: '' });
}

function isFor(field: string): (input: InputBlock) => boolean {
  return ({ block_id }) => block_id?.split('+')[0] === field;
}

function inputsOf(view: ModalView): InputBlock[] {
  return view.blocks.filter((block): block is InputBlock => block.type === 'input');
}

/** `view.state.values` as Slack sends it of a form in which nothing was changed. */
function submitted(view: ModalView): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    inputsOf(view).map(({ block_id, element }) => [
      block_id,
      { [element.action_id ?? '']: stateOf(element) },
    ]),
  );
}

function stateOf(element: InputBlock['element']): Record<string, unknown> {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
      return { type, value: element.initial_value ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'static_select':
      return { type, selected_option: element.initial_option ?? null };
    default:
      throw new Error(`The form has an input of another type: ${type}.`);
  }
}
