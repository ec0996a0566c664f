import { expect } from 'chai';
import type { UrgentBy } from '../../../src/tickets/priority.ts';
import { Chat } from '../../support/chat.ts';
import { sampleWorld } from '../../support/sample-world.ts';

function onForm(urgentBy: UrgentBy = 'helpdesk'): Chat {
  const chat = new Chat({ ...sampleWorld(), urgentBy });
  chat.say('The pages are smudged');
  chat.press('person');
  return chat;
}

function afterSending(urgentBy: UrgentBy = 'helpdesk'): Chat {
  const chat = onForm(urgentBy);
  chat.press('skip');
  chat.press('send');
  return chat;
}

function commands(chat: Chat): readonly object[] {
  return (chat.turns.at(-1)?.effects ?? []).flatMap((effect) =>
    effect.kind === 'ticket-command' ? [effect.command] : [],
  );
}

describe('request that a ticket be urgent', () => {
  for (const [request, reason] of [
    ['make it urgent', 'Payroll is due today'],
    ['加急', '今天要发工资'],
  ] as const) {
    it(`asks for the reason of "${request}" and records it, while the helpdesk decides`, () => {
      const chat = onForm();
      chat.say(request);
      expect(chat.inbound).to.deep.equal(['why-urgent']);
      chat.say(reason);
      expect(chat.inbound).to.deep.equal(['urgent']);
      expect(chat.ticket).to.deep.include({ urgency: reason, priority: 'normal' });
      expect(chat.ticket.evidence.notes).to.equal(null);
    });
  }

  it('asks for no reason that stands in the request', () => {
    const chat = onForm();
    chat.say('Please make this urgent, payroll is due today');
    expect(chat.inbound).to.deep.equal(['urgent']);
    expect(chat.ticket.urgency).to.equal('payroll is due today');
  });

  it('sets the priority if the helpdesk lets its requesters decide', () => {
    const chat = onForm('requester');
    chat.press('skip');
    chat.say('make it urgent because payroll is due today');
    expect(chat.inbound).to.deep.equal(['urgent', 'review']);
    expect(chat.ticket).to.deep.include({ urgency: 'payroll is due today', priority: 'urgent' });
  });

  it('is passed on with a ticket that was sent, after the reason was asked for', () => {
    const chat = afterSending();
    chat.say('make it urgent');
    expect(chat.inbound).to.deep.equal(['why-urgent']);
    expect(commands(chat)).to.deep.equal([]);
    chat.say('Payroll is due today');
    expect(chat.inbound).to.deep.equal(['urgent']);
    expect(commands(chat)).to.have.length(1);
    expect(commands(chat)[0]).to.include({ kind: 'answer', text: 'Payroll is due today' });
  });

  it('makes a ticket that was sent urgent if requesters decide, with their words on record', () => {
    const chat = afterSending('requester');
    chat.say('urgent, payroll is due today');
    expect(commands(chat).map((command) => Object(command).kind)).to.deep.equal(['answer', 'urge']);
  });

  it('takes no button, answer, command or refusal for the reason', () => {
    for (const other of ['send', 'back', 'help']) {
      const chat = onForm();
      chat.press('skip');
      chat.say('make it urgent');
      chat.say(other);
      expect(chat.inbound, other).not.to.include('urgent');
      expect(chat.state.askedWhyUrgent, other).to.equal(undefined);
    }
    const pressed = onForm();
    pressed.say('make it urgent');
    pressed.press('skip');
    pressed.say('It smells');
    expect(pressed.inbound).to.deep.equal(['added-to-notes', 'review']);
    const refused = afterSending();
    refused.say('make it urgent');
    refused.say('no');
    expect(refused.inbound).to.deep.equal(['acknowledged']);
    expect(commands(refused)).to.deep.equal([]);
  });

  it('says nothing of a ticket if there is none', () => {
    const chat = new Chat(sampleWorld());
    chat.say('this is urgent');
    expect(chat.inbound).not.to.include('why-urgent');
  });
});
