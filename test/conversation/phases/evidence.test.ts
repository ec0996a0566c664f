import { expect } from 'chai';
import type { EvidenceProblem, Reply } from '../../../src/conversation/reply.ts';
import { EVIDENCE_LIMITS, type EvidenceField } from '../../../src/tickets/payload.ts';
import { Chat } from '../../support/chat.ts';
import { sampleWorld } from '../../support/sample-world.ts';

function onForm(person = {}): Chat {
  const chat = new Chat(sampleWorld(), person);
  chat.say('The pages are smudged');
  chat.press('person');
  return chat;
}

/** What a form sends if nobody writes anything on it. */
function emptyForm(form: Reply | null): Record<string, string> {
  const values: Readonly<Record<string, string | undefined>> =
    form?.kind === 'evidence' ? form.values : {};
  return Object.fromEntries(
    Object.keys(EVIDENCE_LIMITS).map((field) => [field, values[field] ?? '']),
  );
}

/**
 * What is wrong with the fields as the form sees it; an empty object where it went on to the
 * review.
 */
function problemsOf(
  fields: Readonly<Record<string, string>>,
): Readonly<Partial<Record<EvidenceField, EvidenceProblem>>> {
  const chat = onForm();
  chat.press('submit', null, fields);
  return chat.state.prompt?.kind === 'evidence' ? chat.state.prompt.problems : {};
}

describe('evidence form', () => {
  it('prefills known values: the error as reported and the address of the account', () => {
    const { prompt } = onForm({ address: 'bobk@contoso.com' }).state;
    expect(prompt?.kind === 'evidence' && prompt.values).to.deep.equal({
      address: 'bobk@contoso.com',
      errorText: 'The pages are smudged',
    });
  });

  it('prefills the report that was understood instead of an earlier one that was not', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The lift is stuck');
    chat.say('The pages are smudged');
    chat.press('person');
    const { prompt } = chat.state;
    expect(prompt?.kind === 'evidence' && prompt.values.errorText).to.equal(
      'The pages are smudged',
    );
  });

  it('shows how to gather the evidence listed in the document of the problem', () => {
    const { prompt } = onForm().state;
    expect(prompt?.kind === 'evidence' && prompt.guides).to.deep.equal([
      {
        title: 'The log of the printer',
        steps: ['Open **Event Viewer**.'],
        command: 'wevtutil qe Printing',
        notes: [],
        links: [],
        source: {
          document: 'Printer handbook',
          heading: 'Printing',
          url: 'https://example.com/printer#paper',
        },
      },
    ]);
  });

  it('accepts every field and allows each to stay empty', () => {
    const chat = onForm();
    chat.press('submit', null, {
      date: '2026-11-21',
      time: '09:30',
      address: 'bobk@contoso.com',
      device: 'Laptop, Windows 11',
      clientVersion: '16.0.1',
      network: 'vpn',
      impact: 'several',
      errorText: 'Smudged all over',
      notes: 'Since Monday',
      eventDetails: 'Event 42',
    });
    expect(chat.waiting).to.equal('review');
    expect(chat.ticket.environment).to.deep.equal({
      occurredAt: { local: '2026-11-21T09:30', timeZone: 'Europe/Berlin' },
      signInAddress: 'bobk@contoso.com',
      device: 'Laptop, Windows 11',
      clientVersion: '16.0.1',
      network: 'vpn',
      impact: 'several',
    });
    expect(chat.ticket.evidence).to.deep.equal({
      errorText: 'Smudged all over',
      notes: 'Since Monday',
      eventDetails: 'Event 42',
      files: [],
    });
    expect(chat.ticket.priority).to.equal('high');

    const empty = onForm();
    empty.press(
      'submit',
      null,
      Object.fromEntries(Object.keys(EVIDENCE_LIMITS).map((field) => [field, ''])),
    );
    expect(empty.waiting).to.equal('review');
    expect(empty.ticket.evidence.errorText).to.equal(null);
  });

  it('accepts common input formats: slashes, short hours, seconds, sip: and surrounding spaces', () => {
    const chat = onForm();
    chat.press('submit', null, {
      date: '2026/11/21',
      time: '9:05',
      address: ' sip:bobk@contoso.com ',
    });
    expect(chat.ticket.environment).to.deep.include({ signInAddress: 'bobk@contoso.com' });
    expect(chat.ticket.environment.occurredAt?.local).to.equal('2026-11-21T09:05');
    const seconds = onForm();
    seconds.press('submit', null, { date: '2026-11-21', time: '09:05:59' });
    expect(seconds.ticket.environment.occurredAt?.local).to.equal('2026-11-21T09:05');
  });

  for (const [field, value, problem] of [
    ['date', 'yesterday', 'not-a-date'],
    ['date', '2026-02-30', 'not-a-date'],
    ['date', '21.11.2026', 'not-a-date'],
    ['date', '2027-01-01', 'in-the-future'],
    ['time', '25:00', 'not-a-time'],
    ['time', 'noon', 'not-a-time'],
    ['address', 'contoso\\bobk', 'not-an-address'],
    ['address', 'bobk', 'not-an-address'],
    ['address', 'bobk@', 'not-an-address'],
    ['address', 'bobk contoso@com', 'not-an-address'],
    ['address', `bobk@${'c'.repeat(254)}`, 'too-long'],
    ['device', 'x'.repeat(201), 'too-long'],
    ['clientVersion', '1'.repeat(101), 'too-long'],
    ['network', 'carrier pigeon', 'not-an-option'],
    ['impact', 'the world', 'not-an-option'],
    ['errorText', 'x'.repeat(4001), 'too-long'],
    ['notes', 'x'.repeat(4001), 'too-long'],
    ['eventDetails', 'x'.repeat(12_001), 'too-long'],
  ] as const) {
    it(`reports that ${field} "${value.slice(0, 30)}" is ${problem}`, () => {
      expect(problemsOf({ [field]: value })).to.deep.equal({ [field]: problem });
    });
  }

  it('uses the time zone of the requester: an hour ago in Berlin is not the future in UTC', () => {
    // The sample conversation takes place at 08:00 UTC, 09:00 in Berlin.
    expect(problemsOf({ date: '2026-11-22', time: '08:59' })).to.deep.equal({});
    expect(problemsOf({ date: '2026-11-22', time: '09:30' })).to.deep.equal({
      date: 'in-the-future',
    });
    const nowhere = onForm({ timeZone: 'Nowhere/Land' });
    nowhere.press('submit', null, { date: '2026-11-22', time: '21:00' });
    expect(nowhere.waiting).to.equal('review');
  });

  it('keeps valid and invalid values when it is shown again and names each mistake', () => {
    const chat = onForm();
    chat.press('submit', null, { address: 'bobk', date: 'yesterday', device: 'Laptop' });
    expect(chat.inbound).to.deep.equal(['evidence']);
    expect(chat.state.prompt).to.deep.include({
      values: {
        date: 'yesterday',
        address: 'bobk',
        device: 'Laptop',
        errorText: 'The pages are smudged',
      },
      problems: { date: 'not-a-date', address: 'not-an-address' },
    });
    chat.press('submit', null, { address: 'bobk@contoso.com', date: '' });
    expect(chat.waiting).to.equal('review');
    expect(chat.ticket.environment).to.deep.include({
      device: 'Laptop',
      signInAddress: 'bobk@contoso.com',
    });
  });

  it('makes a valid ticket if the form is skipped with mistakes in it, and keeps the readable values', () => {
    const chat = onForm();
    chat.press('submit', null, {
      address: 'x'.repeat(300),
      date: 'the day before yesterday evening',
      time: 'noonish',
      network: 'pigeon',
      errorText: 'y'.repeat(5000),
      device: 'Laptop',
    });
    chat.press('skip');
    chat.press('send');
    const filed = chat.turns.at(-1)?.filed;
    expect(filed?.environment).to.deep.include({
      occurredAt: null,
      network: null,
      device: 'Laptop',
    });
    expect(filed?.environment.signInAddress).to.have.length(254);
    expect(filed?.evidence.errorText).to.have.length(4000);
  });

  it('ignores fields that are not part of the form', () => {
    const chat = onForm();
    chat.press('submit', null, {
      admin: 'yes',
      __proto__: 'x',
      constructor: 'y',
      device: 'Laptop',
    });
    expect(chat.state.case?.evidence).to.deep.equal({
      device: 'Laptop',
      errorText: 'The pages are smudged',
    });
  });

  it('adds words that fill no field to the notes, without showing the whole form again', () => {
    const chat = onForm();
    const form = chat.state.prompt;
    chat.say('it makes a noise');
    chat.say('and it smells');
    expect(chat.inbound).to.deep.equal(['added-to-notes']);
    expect(chat.state.prompt).to.equal(form);
    chat.press('submit', null, { device: 'Printer' });
    expect(chat.ticket.evidence.notes).to.equal('it makes a noise\nand it smells');
    expect(chat.ticket.environment.device).to.equal('Printer');
  });

  it('puts what is typed into its fields, says how it was understood, and keeps the form', () => {
    const chat = onForm();
    const form = chat.state.prompt;
    chat.say('bobk@contoso.com, this morning, ThinkPad');
    const [said] = chat.turns.at(-1)?.says ?? [];
    expect(chat.inbound).to.deep.equal(['noted']);
    expect(said?.kind === 'notice' && said.notice).to.deep.equal({
      code: 'noted',
      values: { date: '2026-11-22', address: 'bobk@contoso.com', device: 'ThinkPad' },
      on: 'evidence',
    });
    expect(chat.state.prompt).to.equal(form);
    chat.say('10:32 yesterday');
    chat.press('submit', null, emptyForm(form));
    expect(chat.ticket.environment).to.deep.include({
      occurredAt: { local: '2026-11-21T10:32', timeZone: 'Europe/Berlin' },
      signInAddress: 'bobk@contoso.com',
      device: 'ThinkPad',
    });
    expect(chat.ticket.evidence.notes).to.equal(null);
  });

  it('lets what is written on the form win over what was typed before', () => {
    const chat = onForm();
    const form = chat.state.prompt;
    chat.say('ThinkPad');
    chat.press('submit', null, { ...emptyForm(form), device: 'MacBook' });
    expect(chat.ticket.environment.device).to.equal('MacBook');
  });

  it('shows the typed values on the answered form', () => {
    const chat = onForm();
    chat.say('ThinkPad');
    chat.press('submit', null, {});
    const decided = chat.turns.at(-1)?.effects.find(({ kind }) => kind === 'decide');
    const reply = decided?.kind === 'decide' ? decided.reply : null;
    expect(reply?.kind === 'evidence' && reply.values.device).to.equal('ThinkPad');
  });

  it('takes the day from a longer sentence, and keeps the sentence in the notes', () => {
    const chat = onForm();
    chat.say('It started yesterday after the move');
    expect(chat.inbound).to.deep.equal(['noted', 'added-to-notes']);
    expect(chat.ticket.environment.occurredAt?.local).to.equal('2026-11-21');
    expect(chat.ticket.evidence.notes).to.equal('It started yesterday after the move');
    chat.say('It happened on Monday with another tray, too');
    expect(chat.ticket.environment.occurredAt?.local).to.equal('2026-11-21');
  });

  it('shows the review again once something typed changed the ticket', () => {
    const chat = onForm();
    chat.press('skip');
    chat.say('my phone is 030 1234567');
    expect(chat.inbound).to.deep.equal(['noted', 'review']);
    const { prompt } = chat.state;
    expect(prompt?.kind === 'review' && prompt.ticket.requester.phone).to.equal('030 1234567');
    chat.say('ThinkPad. It smells');
    expect(chat.inbound).to.deep.equal(['noted', 'added-to-notes', 'review']);
  });

  for (const words of ['just send it', 'Send it', '直接提交', '就这样发吧']) {
    it(`sends the ticket from the form and from the review on "${words}"`, () => {
      const form = onForm();
      form.say('ThinkPad');
      form.say(words);
      expect(form.inbound).to.deep.equal(['sent']);
      expect(form.turns.at(-1)?.filed?.environment.device).to.equal('ThinkPad');
      const review = onForm();
      review.press('skip');
      review.say(words);
      expect(review.inbound).to.deep.equal(['sent']);
    });
  }

  it('shows the review first if the person only says that the form is done', () => {
    for (const words of ['ok', 'submit', 'looks good', '提交', '确认']) {
      const chat = onForm();
      chat.say(words);
      expect(chat.turns.at(-1)?.filed, words).to.equal(null);
    }
  });

  it('submits an empty form when the requester types "done"', () => {
    const chat = onForm();
    chat.say('done');
    expect(chat.waiting).to.equal('review');
  });

  it('returns to the previous stage on "back"', () => {
    const chat = onForm();
    chat.press('back');
    expect(chat.place).to.equal('dirty-roller/clean-roller');
  });

  it('limits the notes to the length a ticket can hold', () => {
    const chat = onForm();
    for (let count = 0; count < 3; count += 1) chat.say(`${count} ${'x'.repeat(2000)}`);
    expect(chat.ticket.evidence.notes).to.have.length(4000);
  });
});

describe('files sent in a conversation', () => {
  const FILE = { name: 'screen.png', type: 'image/png', bytes: 4711 };

  it('records files with name, type and size, and shows them in the form and the ticket', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged', [FILE]);
    expect(chat.inbound).to.deep.equal(['files-noted', 'stage']);
    chat.press('person');
    expect(chat.state.prompt?.kind === 'evidence' && chat.state.prompt.files).to.deep.equal([
      'screen.png',
    ]);
    expect(chat.ticket.evidence.files).to.deep.equal([{ ...FILE, sha256: null }]);
  });

  it('asks about a file sent without a message when nothing is known yet', () => {
    const chat = new Chat(sampleWorld());
    chat.say('', [FILE]);
    expect(chat.inbound).to.deep.equal(['files-noted', 'not-understood']);
  });

  it('records files sent during the guide or the form and changes nothing else', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.say('', [FILE]);
    expect(chat.inbound).to.deep.equal(['files-noted']);
    chat.press('person');
    chat.say('', [FILE]);
    expect(chat.inbound).to.deep.equal(['files-noted']);
    expect(chat.ticket.evidence.files).to.have.length(2);
  });

  it('shows files sent during the review in the ticket at once', () => {
    const chat = onForm();
    chat.press('skip');
    chat.say('', [FILE]);
    expect(chat.inbound).to.deep.equal(['files-noted', 'review']);
    expect(
      chat.state.prompt?.kind === 'review' && chat.state.prompt.ticket.evidence.files,
    ).to.have.length(1);
  });

  it('makes a valid ticket with absurd file names and more than twenty files', () => {
    const chat = onForm();
    for (let count = 0; count < 25; count += 1) {
      chat.say('', [{ name: 'n'.repeat(400), type: 't'.repeat(400), bytes: null }]);
    }
    expect(chat.ticket.evidence.files).to.have.length(20);
  });
});

describe('masked secret', () => {
  it('informs the requester of a masked secret in a message or in the form', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged, my password is ••••', [], ['password']);
    expect(chat.inbound).to.deep.equal(['secrets-masked', 'stage']);
    chat.press('person');
    const { prompt } = chat.state;
    if (!prompt) throw new Error('the form waits');
    chat.take({
      kind: 'press',
      prompt: prompt.id,
      verb: 'submit',
      value: null,
      fields: { notes: 'token ••••' },
      masked: ['token'],
    });
    expect(chat.inbound).to.deep.equal(['secrets-masked', 'review']);
  });
});
