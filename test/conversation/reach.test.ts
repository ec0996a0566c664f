import { expect } from 'chai';
import type { Person } from '../../src/conversation/event.ts';
import type { Reach } from '../../src/conversation/state.ts';
import { stateSchema } from '../../src/conversation/state-schema.ts';
import { Chat } from '../support/chat.ts';
import { sampleWorld } from '../support/sample-world.ts';

function onForm(person: Partial<Person> = {}): Chat {
  const chat = new Chat(sampleWorld(), person);
  reportAgain(chat);
  return chat;
}

function reportAgain(chat: Chat): void {
  if (chat.waiting === 'sent') chat.press('start-over');
  chat.say('The pages are smudged');
  chat.press('person');
}

function shown(chat: Chat): Reach & { readonly asksName: boolean } {
  const { prompt } = chat.state;
  if (prompt?.kind !== 'evidence') throw new Error('the form waits');
  const { name, phone, place, bestTime } = prompt.values;
  return {
    asksName: prompt.asksName ?? false,
    ...(name && { name }),
    ...(phone && { phone }),
    ...(place && { place }),
    ...(bestTime && { bestTime }),
  };
}

const LI = {
  name: 'Li Wei',
  phone: '+49 30 1234567',
  place: 'Berlin, room 4',
  bestTime: 'mornings',
};

describe('how to reach a requester', () => {
  it('is what the platform says, with no question for a name it knows', () => {
    const contact = { email: 'robert@contoso.com', phone: '030 1234567', jobTitle: 'Accountant' };
    const chat = onForm({ name: 'Bob', address: 'bobk@contoso.com', contact });
    expect(shown(chat)).to.deep.equal({ asksName: false, phone: '030 1234567' });
    expect(chat.ticket.requester).to.deep.include({ name: 'Bob', ...contact, place: null });
  });

  it('is asked in the form if nobody knows it, and every field may stay empty', () => {
    const chat = onForm({ name: null });
    expect(shown(chat)).to.deep.equal({ asksName: true });
    chat.press('submit', null, LI);
    expect(chat.ticket.requester).to.deep.include(LI);
    const empty = onForm({ name: null });
    empty.press('submit', null, { name: '', phone: '', place: '', bestTime: '' });
    expect(empty.waiting).to.equal('review');
    expect(empty.ticket.requester).to.deep.include({ name: null, phone: null, place: null });
  });

  it('is remembered for the next ticket, and can be changed there', () => {
    const chat = onForm({ name: null });
    chat.press('submit', null, LI);
    chat.press('send');
    reportAgain(chat);
    expect(shown(chat)).to.deep.equal({ asksName: true, ...LI });
    chat.press('submit', null, { ...LI, phone: '', place: 'Room 5' });
    chat.press('send');
    reportAgain(chat);
    expect(shown(chat)).to.deep.equal({
      asksName: true,
      name: LI.name,
      place: 'Room 5',
      bestTime: LI.bestTime,
    });
  });

  it('gives way to the name that the platform knows by now', () => {
    const chat = onForm({ name: null });
    chat.press('submit', null, LI);
    chat.press('send');
    const state = { ...chat.state, person: { ...chat.state.person, name: 'Li' } };
    const known = new Chat(sampleWorld(), { name: 'Li' });
    known.state = state;
    reportAgain(known);
    expect(shown(known)).to.deep.include({ asksName: false, phone: LI.phone });
    expect(known.ticket.requester.name).to.equal('Li');
  });

  it('is refused if it is too long for a ticket', () => {
    const chat = onForm();
    chat.press('submit', null, { phone: '1'.repeat(61), place: 'x'.repeat(101) });
    expect(chat.state.prompt).to.deep.include({
      problems: { phone: 'too-long', place: 'too-long' },
    });
  });

  it('is unknown in conversations that were stored before it was asked', () => {
    const chat = onForm({ contact: { phone: '030 1234567' } });
    chat.press('submit', null, LI);
    chat.press('send');
    const stored: unknown = JSON.parse(JSON.stringify(chat.state));
    expect(stateSchema.parse(stored)).to.deep.equal(chat.state);
    const { reach: _, person, ...before } = chat.state;
    const { contact: __, ...known } = person;
    const old = stateSchema.parse(JSON.parse(JSON.stringify({ ...before, person: known })));
    expect(old.reach).to.equal(undefined);
    expect(old.person).to.deep.equal(known);
  });
});
