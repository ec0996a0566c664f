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

describe('ticket review', () => {
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

  it('files the ticket once, shows its number at once and ignores a second press on the old card', () => {
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

  it('returns to the form for a change and shows the changed value', () => {
    const chat = onReview();
    chat.press('edit');
    expect(chat.state.prompt).to.deep.include({ kind: 'evidence' });
    chat.press('submit', null, { device: 'Desktop' });
    expect(chat.ticket.environment.device).to.equal('Desktop');
  });

  it('sends nothing when cancelled and returns to the stage before the ticket', () => {
    const chat = onReview();
    chat.press('cancel');
    expect(chat.inbound).to.deep.equal(['nothing-sent', 'last-resort']);
    expect(chat.turns.some(({ filed }) => filed !== null)).to.equal(false);
    chat.press('fixed');
    expect(chat.waiting).to.equal('solved');
  });

  it('returns to the guide instead of the form when cancelled after editing', () => {
    const chat = onReview();
    chat.press('edit');
    chat.press('submit');
    chat.press('edit');
    chat.press('submit');
    chat.press('cancel');
    expect(chat.place).to.equal('last-resort/read-guide');
  });

  it('returns to the last fix when cancelled after all fixes were tried, and records that fix once', () => {
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

  it('returns to the welcome when cancelled with no earlier step', () => {
    const chat = new Chat(sampleWorld());
    chat.join();
    chat.press('person');
    chat.press('skip');
    chat.press('cancel');
    expect(chat.inbound).to.deep.equal(['nothing-sent', 'welcome']);
  });

  it('adds further messages to the notes and shows them', () => {
    const chat = onReview();
    chat.say('it smells of burning');
    expect(chat.inbound).to.deep.equal(['added-to-notes', 'review']);
    expect(
      chat.state.prompt?.kind === 'review' && chat.state.prompt.ticket.evidence.notes,
    ).to.equal('it smells of burning');
  });
});

describe('filed ticket', () => {
  it('contains the requester, the problem, the reason for the match, the stages tried and the full transcript', () => {
    const chat = onReview({ address: 'bobk@contoso.com' });
    const { transcript, completeness, ...ticket } = chat.ticket;
    expect(ticket).to.deep.include({
      version: 2,
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
        email: null,
        jobTitle: null,
        phone: null,
        place: null,
        bestTime: null,
      },
      match: {
        runbook: 'office-printer',
        digest: 'a'.repeat(64),
        symptom: 'smudges',
        title: 'The pages are smudged',
        confidence: 0.95,
        why: 'a wording of the symptom is in it',
        whyIn: { en: 'a wording of the symptom is in it', 'zh-CN': '含有该症状的说法' },
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

  it('uses the Chinese text of the document for a Chinese report', () => {
    const chat = new Chat(sampleWorld());
    chat.say('您没有打印权限，怎么回事');
    chat.press('ticket');
    expect(chat.ticket).to.deep.include({ title: '您没有打印权限' });
    expect(chat.ticket.report.language).to.equal('zh-CN');
    expect(chat.ticket.recommendedFixes[0]?.stages[0]?.steps[0]).to.equal('grant-right 第一步');
  });
});

describe('conversation after a filed ticket', () => {
  it('starts afresh with a second problem, which gets its own ticket', () => {
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

  it('offers no way back into a filed ticket', () => {
    const chat = onReview();
    chat.press('send');
    chat.say('back');
    expect(chat.inbound).to.deep.equal(['nothing-to-go-back-to', 'sent']);
  });
});
