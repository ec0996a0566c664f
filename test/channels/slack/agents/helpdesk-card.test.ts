import { expect } from 'chai';
import { renderAgentCard } from '../../../../src/cards/agent/render-agent-card.ts';
import { deskMessages } from '../../../../src/channels/slack/agents/helpdesk-card.ts';
import { parseAgentButton } from '../../../../src/channels/slack/agents/press.ts';
import { toDetails } from '../../../../src/channels/slack/render/modal.ts';
import {
  validateMessage,
  validateView,
} from '../../../../src/channels/slack/render/validate-blocks.ts';
import { locales } from '../../../../src/i18n/locales.ts';
import type { AgentReply } from '../../../../src/ports/agent-reply.ts';
import { ALICE, sampleDeskReplies } from '../../../support/sample-desk-replies.ts';
import { isJson, type Json } from '../../../support/slack-json.ts';
import { buttonsIn, elementsIn, textIn } from '../../../support/slack-screen.ts';

describe('helpdesk cards in Slack', () => {
  for (const locale of locales()) {
    it(`renders helpdesk cards that Slack accepts, with and without buttons, in ${locale}`, () => {
      for (const reply of sampleDeskReplies(locale)) {
        for (const view of ['agent', 'onlooker'] as const) {
          const messages = deskMessages(reply, { view });
          expect(messages, nameOf(reply)).not.to.have.length(0);
          expect(
            messages.flatMap((message) => validateMessage(message)),
            nameOf(reply),
          ).to.deep.equal([]);
        }
      }
    });

    it(`offers each possible ticket action as one button that carries its ticket, in ${locale}`, () => {
      const escalation = sampleDeskReplies(locale).find(({ kind }) => kind === 'escalation');
      if (escalation === undefined) throw new Error('There is no escalation among the samples.');
      const [first] = deskMessages(escalation, { view: 'agent' });
      const presses = actionsIn(first?.blocks).map(parseAgentButton);
      const commands = presses.flatMap((press) =>
        press?.kind === 'command' ? press.press.verb : [],
      );
      expect(commands).to.deep.equal([
        'claim',
        'reply',
        'ask',
        'note',
        'resolve',
        'assign',
        'priority',
        'history',
        'relabel',
      ]);
      expect(
        presses.every((press) => press?.kind !== 'command' || press.press.ticket === 'SP-1001'),
      ).to.equal(true);
      const ids = buttonsIn(jsons(first?.blocks)).map(({ actionId }) => actionId);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it(`opens every folded part of a helpdesk card as a page that Slack accepts, in ${locale}`, () => {
      let opened = 0;
      for (const reply of sampleDeskReplies(locale)) {
        const { card } = renderAgentCard(reply, { view: 'agent', agent: ALICE });
        for (const { blocks } of deskMessages(reply, { view: 'agent', agent: ALICE })) {
          for (const press of actionsIn(blocks).map(parseAgentButton)) {
            if (press?.kind !== 'show') continue;
            const view = toDetails(card, press.target, { locale, metadata: '', title: '' });
            expect(view, `${reply.kind} has no part ${press.target}`).not.to.equal(null);
            expect(validateView(view)).to.deep.equal([]);
            expect(textIn(view?.blocks)).not.to.equal('');
            opened += 1;
          }
        }
      }
      expect(opened).to.be.greaterThan(3);
    });
  }

  it('shows a ticket at a glance with at most five buttons and a menu, and in two lines once it is closed', () => {
    for (const locale of locales()) {
      for (const reply of sampleDeskReplies(locale)) {
        if (reply.kind !== 'escalation') continue;
        const messages = deskMessages(reply, { view: 'agent' });
        expect(messages, reply.id).to.have.length(1);
        const blocks = jsons(messages[0]?.blocks);
        const elements = blocks.flatMap(elementsIn);
        const closed = reply.ticketState.status === 'closed';
        expect(elements.filter(({ type }) => type === 'button').length).to.be.at.most(5);
        expect(elements.filter(({ type }) => type === 'overflow')).to.have.length(1);
        expect(textIn(blocks).split('\n').length).to.be.at.most(closed ? 2 : 5);
        if (closed) expect(blocks.map(({ type }) => type)).to.deep.equal(['section']);
        const opens = actionsIn(blocks).map(parseAgentButton);
        const details = { kind: 'show', of: { kind: 'ticket', ticket: 'SP-1001' } };
        expect(opens.filter((press) => press?.kind === 'show')).to.deep.equal([
          { ...details, target: 'details' },
        ]);
      }
    }
  });

  it('writes the folded steps out on the page with the details', () => {
    const ticket = sampleDeskReplies('en').find(({ kind }) => kind === 'ticket');
    if (ticket === undefined) throw new Error('There is no ticket among the samples.');
    const { card } = renderAgentCard(ticket, { view: 'agent' });
    const view = toDetails(card, 'details', { locale: 'en', metadata: '', title: '' });
    expect(textIn(view?.blocks)).to.include('certmgr.msc').and.include('Why recognised');
  });

  it('shows each ticket of a queue with a button that opens it', () => {
    const queue = sampleDeskReplies('en').find(({ kind }) => kind === 'queue');
    if (queue?.kind !== 'queue') throw new Error('There is no queue among the samples.');
    const [message] = deskMessages(queue, { view: 'agent' });
    const commands = actionsIn(message?.blocks).map(parseAgentButton);
    const shown = commands.flatMap((press) =>
      press?.kind === 'command' && press.press.verb === 'show' ? press.press.ticket : [],
    );
    expect(shown).to.deep.equal(queue.rows.map(({ number }) => number));
    const presses = commands.flatMap((press) => (press?.kind === 'command' ? [press.press] : []));
    expect(presses).to.deep.include({
      verb: 'queue',
      ticket: null,
      revision: null,
      filter: 'unassigned',
      page: 3,
      fields: {},
    });
  });
});

describe('payload of a helpdesk button', () => {
  it('ignores a forged button payload', () => {
    const made = (value: string) => parseAgentButton({ action_id: 'signpost-desk/1/deed', value });
    for (const value of [
      '',
      '{',
      '[]',
      '{"desk":"fire","ticket":null,"revision":null}',
      '{"ticket":"SP-1001"}',
    ]) {
      expect(made(value), value).to.equal(null);
    }
    expect(made('{"desk":"claim","ticket":7,"revision":1}')).to.equal(null);
    expect(made('{"desk":"claim","ticket":"SP-1001","revision":"1"}')).to.equal(null);
    expect(
      parseAgentButton({
        action_id: 'signpost/1/deed',
        value: '{"desk":"help","ticket":null,"revision":null}',
      }),
    ).to.equal(null);
  });
});

function nameOf(reply: AgentReply): string {
  return `${reply.kind} ${reply.id}`;
}

function jsons(blocks: unknown): readonly Json[] {
  return Array.isArray(blocks) ? blocks.filter(isJson) : [];
}

function actionsIn(blocks: unknown): readonly Json[] {
  return jsons(blocks)
    .flatMap(elementsIn)
    .filter(({ type }) => type === 'button' || type === 'overflow')
    .flatMap((element) =>
      element.type === 'button'
        ? [element]
        : jsons(element.options).map((option) => ({ ...element, selected_option: option })),
    );
}
