import { expect } from 'chai';
import { Chat } from '../support/chat.ts';
import { sampleWorld } from '../support/sample-world.ts';

function onReview(person = {}): Chat {
  const chat = new Chat(sampleWorld(), person);
  chat.say('The pages are smudged');
  chat.press('no-change');
  chat.press('person');
  chat.press('submit', null, { device: 'Laptop' });
  return chat;
}

describe('the review', () => {
  it('shows the ticket as it will be sent', () => {
    const chat = onReview();
    const shown = chat.state.prompt?.kind === 'review' ? chat.state.prompt.ticket : null;
    chat.press('send');
    const filed = chat.turns.at(-1)?.filed;
    // Only what happens at the sending itself is added: its time, and "send" in the transcript.
    expect(filed).to.deep.include({
      ...shown,
      createdAt: filed?.createdAt,
      transcript: filed?.transcript,
    });
    expect(filed?.transcript.slice(0, shown?.transcript.length)).to.deep.equal(shown?.transcript);
    expect(filed?.transcript.at(-1)).to.include({ did: 'chose', choice: 'send' });
  });

  it('sends once: the number comes at once, and the old card sends nothing again', () => {
    const chat = onReview();
    const card = chat.state.prompt;
    const sent = chat.press('send');
    expect(chat.inbound).to.deep.equal(['sent']);
    expect(chat.state.prompt).to.deep.include({ kind: 'sent', number: 'SP-1001' });
    expect(sent.filed?.idempotencyKey).to.equal('00000000-0000-4000-8000-000000000002');
    if (card) chat.pressCard(card, 'send');
    expect(chat.inbound).to.deep.equal(['stale']);
    expect(chat.turns.filter(({ filed }) => filed !== null)).to.have.length(1);
  });

  it('leads back to the form to change something, and shows the change', () => {
    const chat = onReview();
    chat.press('edit');
    expect(chat.state.prompt).to.deep.include({ kind: 'evidence' });
    chat.press('submit', null, { device: 'Desktop' });
    expect(chat.ticket.environment.device).to.equal('Desktop');
  });

  it('cancelled sends nothing, and leads back to where one stood before the ticket', () => {
    const chat = onReview();
    chat.press('cancel');
    expect(chat.inbound).to.deep.equal(['nothing-sent', 'last-resort']);
    expect(chat.turns.some(({ filed }) => filed !== null)).to.equal(false);
    chat.press('fixed');
    expect(chat.waiting).to.equal('solved');
  });

  it('cancelled after some editing still leads back to the guide, not to the form', () => {
    const chat = onReview();
    chat.press('edit');
    chat.press('submit');
    chat.press('edit');
    chat.press('submit');
    chat.press('cancel');
    expect(chat.place).to.equal('last-resort/read-guide');
  });

  it('cancelled where the ticket was begun for want of fixes shows the last one again, and notes it once', () => {
    const chat = onReview();
    chat.press('cancel');
    chat.press('no-change');
    chat.press('no-change');
    expect(chat.waiting).to.equal('evidence');
    chat.press('skip');
    chat.press('cancel');
    expect(chat.place).to.equal('last-resort/reset-printer');
    chat.press('cannot');
    expect(chat.ticket.attempts.map(({ stage, outcome }) => `${stage} ${outcome}`)).to.deep.equal([
      'clean-roller no-change',
      'read-guide no-change',
      'reset-printer cannot',
    ]);
  });

  it('cancelled where nothing went before it leads to the welcome', () => {
    const chat = new Chat(sampleWorld());
    chat.join();
    chat.press('person');
    chat.press('skip');
    chat.press('cancel');
    expect(chat.inbound).to.deep.equal(['nothing-sent', 'welcome']);
  });

  it('takes further words into the notes, and shows them', () => {
    const chat = onReview();
    chat.say('it is urgent');
    expect(chat.inbound).to.deep.equal(['added-to-notes', 'review']);
    expect(
      chat.state.prompt?.kind === 'review' && chat.state.prompt.ticket.evidence.notes,
    ).to.equal('it is urgent');
  });
});

describe('the ticket', () => {
  it('tells who, what, why it was recognised, what was tried, and the whole talk in order', () => {
    const chat = onReview({ address: 'bobk@contoso.com' });
    const { transcript, completeness, ...ticket } = chat.ticket;
    expect(ticket).to.deep.include({
      version: 1,
      idempotencyKey: '00000000-0000-4000-8000-000000000002',
      title: 'The pages are smudged',
      priority: 'normal',
      requester: {
        channel: 'web',
        id: 'bobk',
        name: 'Bob',
        address: 'bobk@contoso.com',
        locale: 'en',
        timeZone: 'Europe/Berlin',
      },
      match: {
        runbook: 'office-printer',
        digest: 'a'.repeat(64),
        symptom: 'smudges',
        title: 'The pages are smudged',
        confidence: 0.95,
        why: 'a wording of the symptom is in it',
      },
    });
    expect(completeness.missing).to.include('date');
    expect(
      transcript.map((entry) =>
        entry.did === 'said'
          ? entry.text
          : entry.did === 'chose'
            ? `> ${entry.choice}`
            : entry.card,
      ),
    ).to.deep.equal([
      'The pages are smudged',
      'stage',
      '> no-change',
      'last-resort',
      '> person',
      'evidence',
      '> submit',
      'review',
    ]);
  });

  it('of a report in Chinese speaks Chinese where the document does', () => {
    const chat = new Chat(sampleWorld());
    chat.say('您没有打印权限，怎么回事');
    chat.press('ticket');
    expect(chat.ticket).to.deep.include({ title: '您没有打印权限' });
    expect(chat.ticket.report.language).to.equal('zh-CN');
    expect(chat.ticket.recommendedFixes[0]?.stages[0]?.steps[0]).to.equal('grant-right 第一步');
  });
});

describe('after a ticket', () => {
  it('a second problem begins afresh, with a ticket of its own', () => {
    const chat = onReview();
    const first = chat.press('send').filed;
    chat.say('there is no coffee');
    expect(chat.waysOn()).to.include('not-this');
    chat.press('person');
    expect(chat.state.prompt?.kind === 'evidence' && chat.state.prompt.values).to.deep.equal({
      errorText: 'there is no coffee',
    });
    chat.press('skip');
    const second = chat.press('send').filed;
    expect(second?.idempotencyKey).not.to.equal(first?.idempotencyKey);
    expect(second?.attempts).to.deep.equal([]);
    expect(chat.state.tickets.map(({ number }) => number)).to.deep.equal(['SP-1002', 'SP-1001']);
  });

  it('there is no way back into it', () => {
    const chat = onReview();
    chat.press('send');
    chat.say('back');
    expect(chat.inbound).to.deep.equal(['nothing-to-go-back-to', 'sent']);
  });
});
