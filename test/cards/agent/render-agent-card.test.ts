import { expect } from 'chai';
import { renderAgentCard } from '../../../src/cards/agent/render-agent-card.ts';
import { linesOf } from '../../../src/cards/agent/story.ts';
import { isRecord } from '../../../src/cards/shared/card.ts';
import { CARD_LIMITS, utf16Bytes } from '../../../src/cards/shared/limits.ts';
import { withoutMoments } from '../../../src/cards/shared/moment.ts';
import { validateCard } from '../../../src/cards/shared/validate-card.ts';
import type { Locale } from '../../../src/i18n/locale.ts';
import { locales } from '../../../src/i18n/locales.ts';
import type { AgentReply, AgentReplyKind } from '../../../src/ports/agent-reply.ts';
import type { Actor } from '../../../src/tickets/actor.ts';
import { elementsOf, textsOf } from '../../support/card-parts.ts';
import {
  ALICE,
  CARLOS,
  sampleDeskReplies,
  sampleStory,
  sampleTicketState,
} from '../../support/sample-desk-replies.ts';

type DeskReplyOf<Kind extends AgentReplyKind> = Extract<AgentReply, { kind: Kind }>;

describe('helpdesk card', () => {
  for (const locale of locales()) {
    it(`passes card validation for every kind of helpdesk reply, for agents and onlookers, in ${locale}`, () => {
      for (const reply of sampleDeskReplies(locale)) {
        for (const view of ['agent', 'onlooker'] as const) {
          expect(
            validateCard(renderAgentCard(reply, { view }).card),
            `${reply.kind} ${reply.id}`,
          ).to.deep.equal([]);
        }
      }
    });

    it(`never shows a key, a placeholder or an expression, in ${locale}`, () => {
      for (const reply of sampleDeskReplies(locale)) {
        const { card, text } = renderAgentCard(reply, { view: 'agent' });
        const shown = withoutMoments([...textsOf(card), ...buttonsOf(card), text].join('\n'));
        expect(shown, reply.kind).not.to.match(
          /\$\{|\{\{|\bundefined\b|\bnull\b|\[object|desk\.\w+\.\w+/,
        );
      }
    });
  }

  it('begins with a heading unless it is a single message or file of a thread', () => {
    for (const reply of sampleDeskReplies('en')) {
      const headings = elementsOf(renderAgentCard(reply, { view: 'agent' }).card).filter(
        ({ style }) => style === 'heading',
      );
      expect(headings.length > 0, reply.kind).to.equal(
        reply.kind !== 'thread' && reply.kind !== 'file',
      );
    }
  });

  it('puts no space between a Chinese name and the Chinese words around it', () => {
    const story = sampleStory('zh-CN').map((event) => ({
      ...event,
      actor: { ...ALICE, name: '王芳' },
    }));
    for (const event of story) {
      const { text } = renderAgentCard(deskReply('thread', 'zh-CN', { event }), { view: 'agent' });
      expect(text).not.to.match(/\p{Script=Han} \p{Script=Han}/u);
    }
  });
});

describe('escalation card', () => {
  it('shows all the information an agent would otherwise have to ask for', () => {
    const { text } = renderAgentCard(escalation('en', 1), { view: 'agent' });
    for (const told of [
      '🔶 High · SP-1001',
      "3 steps tried, the last: “Delete the RSA folder” (Couldn't be done)",
      '72% complete; still to ask for: ',
      'New: nobody has it yet',
      'Requester: Bob K · bobk@contoso.com · Microsoft Teams',
      'There was a problem acquiring a personal certificate required to sign in.',
      'It also happens at home.',
      '(93% sure)',
      'words: personal, certificate, sign in',
      "Delete the RSA folder Couldn't be done",
      'DNS records are missing',
      'Enterprise (Plan E)',
      'Device and system: Laptop, Windows 11',
      'error.png · 47.1 KB',
      'Complete: 72%',
      'Delete the certificate so that a new one is issued',
      '1. Press Start, choose Run, type certmgr.msc, then press OK.',
      'claim SP-1001',
    ]) {
      expect(text).to.include(told);
    }
  });

  it('collapses the steps of the recommended fix behind a button that names them', () => {
    const { card } = renderAgentCard(escalation('en', 1), { view: 'agent' });
    const folds = elementsOf(card).filter(({ type }) => type === 'Action.ToggleVisibility');
    const fold = folds.find(({ tooltip }) => tooltip !== undefined);
    expect(fold).to.include({ title: 'Show or hide the steps' });
    const folded = elementsOf(card).find(({ id }) => id === 'steps-1');
    expect(folded?.isVisible).to.equal(false);
    expect(textsOf(folded).filter((text) => /^\d\.$/.test(text))).to.have.length(8);
  });

  it('offers the commands allowed in the current ticket state: with “Details”, five buttons and a menu', () => {
    const offered = (events: number) => {
      const { actions } = renderAgentCard(escalation('en', events), { view: 'agent' }).card;
      const titles = (wanted: 'secondary' | undefined) =>
        actions.filter(({ mode }) => mode === wanted).map(({ title }) => title);
      return [titles(undefined), titles('secondary')];
    };
    expect(offered(1)).to.deep.equal([
      ['Claim', 'Reply', 'Ask for more', 'Note'],
      ['Resolve', 'Assign', 'Change priority', 'History', 'Correct symptom'],
    ]);
    expect(offered(2)).to.deep.equal([
      ['Reply', 'Ask for more', 'Note', 'Resolve'],
      ['Assign', 'Change priority', 'Release', 'History', 'Correct symptom'],
    ]);
    expect(offered(12)).to.deep.equal([
      ['Reply', 'Note', 'Reopen'],
      ['History', 'Correct symptom'],
    ]);
    expect(offered(17)).to.deep.equal([[], ['Note', 'Reopen', 'History', 'Correct symptom']]);
  });

  for (const locale of locales()) {
    it(`is a glance with all else folded away, and two lines once closed, in ${locale}`, () => {
      const linesOf = (events: number) => {
        const { card } = renderAgentCard(escalation(locale, events), { view: 'onlooker' });
        const shown = card.body.filter(({ isVisible }) => isVisible !== false);
        const folded = card.body.filter(({ isVisible }) => isVisible === false);
        expect(folded.map(({ id }) => id)).to.deep.equal(['details']);
        return elementsOf(shown).filter(({ type }) => /^(?:Text|RichText)Block$/.test(type));
      };
      expect(linesOf(1)).to.have.length(6);
      expect(linesOf(17)).to.have.length(2);
      expect(textsOf(linesOf(1)).join('\n').length).to.be.below(300);
    });
  }

  it('tells the priority by color, icon and word', () => {
    const heads = (['normal', 'high', 'urgent'] as const).map((priority) => {
      const reply = escalation('en', 1);
      const { card } = renderAgentCard(
        { ...reply, ticketState: { ...reply.ticketState, priority } },
        { view: 'agent' },
      );
      return [card.body[0]?.style, textsOf(card.body[0])[0]];
    });
    expect(heads).to.deep.equal([
      ['emphasis', '🔹 Normal · SP-1001'],
      ['warning', '🔶 High · SP-1001'],
      ['attention', '🔺 Urgent · SP-1001'],
    ]);
  });

  it('sends the verb, the ticket and the revision it was rendered from with each button', () => {
    const { card } = renderAgentCard(escalation('en', 2), { view: 'agent' });
    expect(card.actions[0]?.data).to.deep.equal({ desk: 'reply', ticket: 'SP-1001', revision: 2 });
    for (const { type, verb, title, data, fallback } of card.actions) {
      expect([type, verb]).to.deep.equal(['Action.Execute', 'signpost']);
      expect(fallback).to.include({ type: 'Action.Submit', title });
      expect(fallback.data).to.deep.equal(data);
    }
  });

  it('shows an onlooker the ticket state and no buttons', () => {
    const { card, text } = renderAgentCard(escalation('en', 2), { view: 'onlooker' });
    expect(text).to.include('Assigned to Alice A').and.not.to.include('reply SP-1001');
    expect(elementsOf(card).filter(({ type }) => type === 'Action.Execute')).to.deep.equal([]);
  });

  it('offers an agent only the commands this agent may run', () => {
    const offered = (agent: typeof ALICE) =>
      buttonsOf(renderAgentCard(escalation('en', 2), { view: 'agent', agent }).card);
    expect(offered(ALICE)).to.include.members(['Resolve', 'Release']);
    expect(offered(CARLOS)).not.to.include.members(['Resolve', 'Release']);
    expect(offered(CARLOS)).to.include.members(['Reply', 'Assign']);
  });

  it('shows the resolution and the rating of a closed ticket', () => {
    const { text } = renderAgentCard(escalation('en', 17), { view: 'agent' });
    expect(text).to.include('✅ SP-1001 · Closed · Problem acquiring a personal certificate');
    expect(text).to.include('★★★★★ 5 of 5\nQuick, thank you!');
    expect(text).to.include('Reopened: 1 time');
  });

  it('fits a full ticket with many long fixes and drops steps before any other content', () => {
    const full = escalation('en', 2);
    const long = 'x '.repeat(6000);
    const [fix] = full.fixes;
    if (fix === undefined) throw new Error('The sample has no fix.');
    const steps = Array.from({ length: 20 }, () => 'Do this. '.repeat(60));
    const fixes = Array.from({ length: 6 }, () => ({
      ...fix,
      stages: fix.stages.map((stage) => ({ ...stage, steps })),
    }));
    const { ticket } = full;
    const reply: AgentReply = {
      ...full,
      fixes,
      ticket: {
        ...ticket,
        report: {
          ...ticket.report,
          text: long,
          more: Array.from({ length: 30 }, () => ({ text: long, at: long })),
        },
        evidence: { ...ticket.evidence, errorText: long, notes: long, eventDetails: long },
      },
    };
    const { card, text } = renderAgentCard(reply, { view: 'agent' });
    expect(validateCard(card)).to.deep.equal([]);
    expect(utf16Bytes(text)).to.be.at.most(CARD_LIMITS.textBytes);
    expect(textsOf(card).filter((shown) => shown === fix.title)).to.have.length.at.least(6);
    expect(textsOf(card)).to.include('There is no room here for its steps; the source has them.');
  });
});

describe('list of agents', () => {
  it('shows the id of an agent without a name', () => {
    const agents = [{ value: 'teams/tenant/29:carlos', name: ' ', me: false }];
    const form = deskReply('form', 'en', { command: 'assign', agents });
    const { card } = renderAgentCard(form, { view: 'agent' });
    expect(validateCard(card)).to.deep.equal([]);
    expect(JSON.stringify(card)).to.include('"title":"teams/tenant/29:carlos"');
  });
});

describe('ticket history', () => {
  it('distinguishes a handover by the assignee, a takeover and a reassignment by a third agent', () => {
    const made = { ticket: 'SP-1001', revision: 3, at: '2026-11-22T09:00:00.000Z' };
    const dana = { ...CARLOS, id: '29:dana', name: 'Dana D' };
    const told = (actor: Actor, from: Actor, locale: Locale) => {
      return linesOf({ ...made, actor, kind: 'assigned', from, to: CARLOS }, locale).join();
    };
    expect(told(ALICE, ALICE, 'en')).to.equal('Alice A passed this ticket on to Carlos C.');
    expect(told(CARLOS, ALICE, 'en')).to.equal('Carlos C took this ticket over from Alice A.');
    expect(told(dana, ALICE, 'en')).to.equal('Dana D moved this ticket from Alice A to Carlos C.');
    expect(told(ALICE, ALICE, 'zh-CN')).to.equal('Alice A 将此工单转给 Carlos C。');
  });
});

describe('ticket queue card', () => {
  it('lists tickets with a button to open each one and buttons for other pages and filters', () => {
    const { card } = renderAgentCard(deskReply('queue', 'en'), { view: 'agent' });
    const shows = elementsOf(card.body).filter(({ type }) => type === 'Action.Execute');
    expect(shows.map(({ title }) => title)).to.deep.equal(
      [1, 2, 3, 4, 5].map((count) => `Show SP-100${count}`),
    );
    expect(card.actions.map(({ title, data }) => [title, data.filter, data.page])).to.deep.equal([
      ['Previous page', 'unassigned', 1],
      ['Next page', 'unassigned', 3],
      ['Mine', 'mine', 1],
      ['All', 'all', 1],
    ]);
    expect(textsOf(card)).to.include('Page 2 of 3 · 25 tickets');
  });

  it('shows a friendly message when the queue is empty', () => {
    const empty = deskReply('queue', 'en', {
      filter: 'mine',
      rows: [],
      page: 1,
      pages: 1,
      total: 0,
    });
    const { card, text } = renderAgentCard(empty, { view: 'agent' });
    expect(text).to.include('You have no open tickets.').and.not.to.include('Page');
    expect(card.actions.map(({ title }) => title)).to.deep.equal(['Unassigned', 'All']);
  });
});

describe('helpdesk form', () => {
  const forms = (locale: Locale) =>
    sampleDeskReplies(locale).filter((reply) => reply.kind === 'form');

  it('has the input its command needs and a single submit button', () => {
    for (const form of forms('en')) {
      const { card } = renderAgentCard(form, { view: 'agent' });
      const inputs = elementsOf(card.body).filter(({ type }) => type.startsWith('Input.'));
      const wanted =
        form.command === 'assign' ? 'agent' : form.command === 'priority' ? 'priority' : 'text';
      const nobody = form.command === 'assign' && form.agents.length === 0;
      expect(inputs.map(({ id }) => id)).to.deep.equal(nobody ? [] : [wanted]);
      expect(
        card.actions.map(({ associatedInputs, data }) => [associatedInputs, data.desk]),
      ).to.deep.equal([['auto', form.command]]);
    }
  });

  it('returns the typed text with the reason why the command was not carried out', () => {
    const changed = forms('en').find(({ problem }) => problem?.code === 'changed');
    if (changed === undefined) throw new Error('There is no such sample.');
    const { card, text } = renderAgentCard(changed, { view: 'agent' });
    expect(elementsOf(card.body).find(({ id }) => id === 'text')?.value).to.equal('Hello');
    expect(text).to.include('nothing was sent yet').and.to.include('Alice A claimed this ticket.');
  });

  it('states whether the requester will see the text', () => {
    const lead = (command: string) => {
      const form = forms('en').find((one) => one.command === command);
      return form === undefined ? '' : renderAgentCard(form, { view: 'agent' }).text;
    };
    expect(lead('note')).to.include('Only the helpdesk sees it.');
    expect(lead('reply')).to.include('They get it in their chat, with your name.');
  });
});

describe('reply to an agent command', () => {
  it('lists every command with its syntax', () => {
    const { text } = renderAgentCard(deskReply('desk-help', 'en'), { view: 'agent' });
    expect(text).to.include('assign <number> @agent').and.to.include('lookup <error text>');
  });

  it('suggests the nearest command for a typo, or points to the command list if none is close', () => {
    const [near, none] = sampleDeskReplies('en').filter(({ kind }) => kind === 'usage');
    if (near === undefined || none === undefined) throw new Error('There are no such samples.');
    expect(renderAgentCard(near, { view: 'agent' }).text)
      .to.include('clam 1001')
      .and.to.include('claim <number>');
    expect(renderAgentCard(none, { view: 'agent' }).text)
      .to.include("I don't know that command")
      .and.to.include('help');
  });

  it('names the current assignee when it rejects a second claim', () => {
    const { text } = renderAgentCard(deskReply('refused', 'en'), { view: 'agent' });
    expect(text).to.include('Alice A has this ticket already.');
  });

  it('shows the fixes of a looked-up error for both audiences, with steps and source', () => {
    const { card, text } = renderAgentCard(deskReply('lookup', 'en'), { view: 'agent' });
    expect(text).to.include('The person can do this').and.to.include('For an administrator');
    expect(text)
      .to.include('1. Press Start')
      .and.to.include('Source: Troubleshooting sign-in errors');
    const folds = elementsOf(card).filter(({ type }) => type === 'Action.ToggleVisibility');
    expect(folds.map(({ targetElements }) => targetElements)).to.deep.equal([
      ['steps-1-1'],
      ['steps-1-2'],
      ['steps-2-1'],
      ['steps-2-2'],
    ]);
  });

  it('tells an agent who replied on an unassigned ticket that the ticket is now assigned to them', () => {
    const event = sampleStory('en').find(({ kind }) => kind === 'replied');
    const { text } = renderAgentCard(deskReply('done', 'en', { event }), { view: 'agent' });
    expect(text).to.include('on its way to the requester').and.to.include('it is yours now');
  });
});

function deskReply<Kind extends AgentReplyKind>(
  kind: Kind,
  locale: Locale,
  change: Partial<DeskReplyOf<Kind>> | object = {},
): AgentReply {
  const found = sampleDeskReplies(locale).find((reply) => reply.kind === kind);
  if (found === undefined) throw new Error(`There is no sample of ${kind}.`);
  return { ...found, ...change };
}

function escalation(locale: Locale, events: number): DeskReplyOf<'escalation'> {
  const found = sampleDeskReplies(locale).find((reply) => reply.kind === 'escalation');
  if (found?.kind !== 'escalation') throw new Error('There is no sample of an escalation.');
  return { ...found, ticketState: sampleTicketState(locale, events) };
}

function buttonsOf(card: unknown): unknown[] {
  return elementsOf(isRecord(card) ? [card.body, card.actions] : [])
    .filter(({ type }) => type === 'Action.Execute' || type === 'Action.ToggleVisibility')
    .map(({ title }) => title);
}
