import { expect } from 'chai';
import { Chat } from '../support/chat.ts';
import { sampleWorld } from '../support/sample-world.ts';

describe('submitted form', () => {
  it('keeps the submitted values on its card without the error messages', () => {
    const chat = new Chat(sampleWorld());
    chat.say('talk to a person');
    const wrong = chat.press('submit', null, { address: 'contoso\\bobk', device: 'Windows 11' });
    expect(wrong.state.prompt).to.deep.include({ problems: { address: 'not-an-address' } });
    const right = chat.press('submit', null, { address: 'bobk@contoso.com', device: 'Windows 11' });
    const decided = right.effects.find(({ kind }) => kind === 'decide');
    const card = decided?.kind === 'decide' ? decided.reply : null;
    expect(card).to.deep.include({ kind: 'evidence', problems: {} });
    expect(card?.kind === 'evidence' && card.values).to.include({
      address: 'bobk@contoso.com',
      device: 'Windows 11',
    });
  });
});
