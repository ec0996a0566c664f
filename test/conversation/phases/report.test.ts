import { expect } from 'chai';
import { Chat } from '../../support/chat.ts';
import { printer } from '../../support/sample-runbook.ts';
import { sampleWorld } from '../../support/sample-world.ts';

describe('problem report', () => {
  it('leads straight to the first fix of the recognised symptom and names the symptom', () => {
    const chat = new Chat(sampleWorld());
    const { says } = chat.say('Hello! THE PAGES ARE SMUDGED again :(');
    expect(chat.place).to.equal('dirty-roller/clean-roller');
    expect(says).to.have.length(1);
    expect(says[0]).to.include({
      kind: 'stage',
      symptom: 'The pages are smudged',
      understood: true,
    });
    expect(chat.waysOn()).to.deep.equal(['fixed', 'no-change', 'cannot', 'person', 'not-this']);
  });

  it('recognises a symptom of any runbook', () => {
    const chat = new Chat(sampleWorld());
    chat.say('there is no coffee');
    expect(chat.state.case?.match?.symptom).to.deep.equal({
      runbook: 'coffee-machine',
      symptom: 'no-coffee',
    });
  });

  it('answers an ambiguous report with a short list and "none of these"', () => {
    const chat = new Chat(sampleWorld());
    chat.say('printer trouble');
    expect(chat.waiting).to.equal('choose');
    expect(chat.waysOn()).to.deep.equal([
      'pick office-printer/nothing-prints',
      'pick office-printer/smudges',
      'pick office-printer/printer-offline',
      'none-of-these',
      'person',
    ]);
    chat.press('pick', 'office-printer/smudges');
    expect(chat.place).to.equal('dirty-roller/clean-roller');
    expect(chat.state.case?.match).to.include({ confidence: 1, why: 'The requester chose it.' });
  });

  it('records the reason for the match in the language of the requester', () => {
    const why = (localeTag: string, does: (chat: Chat) => void) => {
      const chat = new Chat(sampleWorld(), { localeTag });
      does(chat);
      return chat.state.case?.match?.why;
    };
    const reports = (chat: Chat) => chat.say('The pages are smudged');
    const picks = (chat: Chat) => {
      chat.say('printer trouble');
      chat.press('pick', 'office-printer/smudges');
    };
    expect(why('en-US', reports)).to.equal('a wording of the symptom is in it');
    expect(why('zh-CN', reports)).to.equal('含有该症状的说法');
    expect(why('zh-CN', picks)).to.equal('由提交人自行选择。');
  });

  it('asks once for the exact words of an unknown report and lists the known symptoms to pick from', () => {
    const chat = new Chat(sampleWorld({}, [printer]));
    const { says } = chat.say('my chair squeaks');
    expect(says[0]).to.deep.include({ kind: 'not-understood' });
    expect(
      says[0]?.kind === 'not-understood' && says[0].known.map(({ value }) => value),
    ).to.deep.equal([
      'office-printer/nothing-prints',
      'office-printer/smudges',
      'office-printer/printer-offline',
      'office-printer/not-allowed',
    ]);
    chat.press('pick', null, { symptom: 'office-printer/smudges' });
    expect(chat.place).to.equal('dirty-roller/clean-roller');
  });

  it('offers a ticket instead of asking again if the report remains unknown', () => {
    const chat = new Chat(sampleWorld());
    chat.say('my chair squeaks');
    chat.say('it really squeaks');
    expect(chat.waiting).to.equal('offer-ticket');
    chat.say('squeak squeak');
    expect(chat.waiting).to.equal('offer-ticket');
    chat.press('ticket');
    expect(chat.waiting).to.equal('evidence');
    expect(chat.ticket.report).to.deep.include({ text: 'my chair squeaks' });
    expect(chat.ticket.report.more.map(({ text }) => text)).to.deep.equal([
      'it really squeaks',
      'squeak squeak',
    ]);
    expect(chat.ticket.match).to.equal(null);
  });

  it('combines the parts of a report that are too vague on their own', () => {
    const world = sampleWorld();
    const inPieces = (text: string) => world.match(text.replace(/\n/g, ' '));
    const chat = new Chat({ ...world, match: inPieces });
    chat.say('the pages');
    chat.say('are smudged');
    expect(chat.place).to.equal('dirty-roller/clean-roller');
    expect(chat.ticket.report.more.map(({ text }) => text)).to.deep.equal(['are smudged']);
  });

  it('does not combine a report with an earlier one whose match was rejected', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.press('not-this');
    chat.say('it is something else altogether');
    expect(chat.waiting).to.equal('offer-ticket');
  });

  it('recognises the second attempt at an unknown report', () => {
    const chat = new Chat(sampleWorld());
    chat.say('my chair squeaks');
    chat.say('The pages are smudged');
    expect(chat.place).to.equal('dirty-roller/clean-roller');
  });

  it('asks for the report again after "none of these" and returns to the list on "back"', () => {
    const chat = new Chat(sampleWorld());
    chat.say('printer trouble');
    chat.press('none-of-these');
    expect(chat.waiting).to.equal('not-understood');
    chat.press('back');
    expect(chat.waiting).to.equal('choose');
  });

  it('offers to reject a wrong match on the first card only', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.press('not-this');
    expect(chat.waiting).to.equal('not-understood');
    expect(chat.state.case?.match).to.equal(null);
    chat.say('Nothing comes out of the printer');
    chat.press('no-change');
    expect(chat.waysOn()).not.to.include('not-this');
  });

  it('answers a Chinese report in Chinese from then on', () => {
    const chat = new Chat(sampleWorld());
    const { says } = chat.say('打印出来有污迹，怎么办？');
    expect(says[0]).to.include({
      kind: 'stage',
      locale: 'zh-CN',
      symptom: '打印出来有污迹',
      title: '执行 clean-roller',
    });
    chat.press('no-change');
    expect(chat.state.prompt?.locale).to.equal('zh-CN');
  });

  it('answers an English report in Chinese if the app is Chinese, because errors are often pasted', () => {
    const chat = new Chat(sampleWorld(), { localeTag: 'zh-Hans-CN' });
    chat.say('The pages are smudged');
    expect(chat.state.prompt?.locale).to.equal('zh-CN');
  });

  it('starts a new case after a solved one, without the stages tried before', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    chat.press('fixed');
    const solved = chat.state.case?.id;
    chat.say('there is no coffee');
    expect(chat.state.case?.id).not.to.equal(solved);
    expect(chat.state.case?.attempts).to.deep.equal([]);
  });

  it('truncates an overlong report and informs the requester', () => {
    const chat = new Chat(sampleWorld());
    chat.say(`The pages are smudged ${'x'.repeat(9000)}`);
    expect(chat.inbound).to.deep.equal(['too-long', 'stage']);
    expect(chat.state.case?.reports[0]?.text).to.have.length(8000);
  });

  it('asks for text when a report is empty', () => {
    const chat = new Chat(sampleWorld());
    chat.join();
    chat.say('  \n ');
    expect(chat.inbound).to.deep.equal(['empty-message']);
    expect(chat.waiting).to.equal('welcome');
  });
});

describe('pick from the list of known symptoms', () => {
  it('says that nothing was picked and keeps waiting', () => {
    const chat = new Chat(sampleWorld({}, [printer]));
    chat.say('my chair squeaks');
    chat.press('pick', null, { symptom: '' });
    expect(chat.inbound).to.deep.equal(['nothing-picked']);
    expect(chat.waiting).to.equal('not-understood');
  });

  for (const forged of [
    'office-printer/nothing',
    'nowhere/smudges',
    'smudges',
    'a/b/c',
    '../etc',
  ]) {
    it(`ignores a pick that does not exist (${forged})`, () => {
      const chat = new Chat(sampleWorld({}, [printer]));
      chat.say('my chair squeaks');
      const before = chat.state;
      chat.press('pick', null, { symptom: forged });
      expect(chat.inbound).to.deep.equal(['stale']);
      expect(chat.state).to.deep.equal(before);
    });
  }
});

describe('greeting', () => {
  it('greets a requester once on opening the chat and repeats the invitation for a later hello', () => {
    const chat = new Chat(sampleWorld());
    const first = chat.join().says;
    expect(first[0]).to.deep.include({ kind: 'welcome', first: true });
    expect(chat.join().says).to.deep.equal([]);
    expect(chat.say('Hello!').says[0]).to.deep.include({ kind: 'welcome', first: false });
  });

  it('recognises a one-word greeting in both languages', () => {
    for (const word of ['hi', 'Good morning!', '你好', '在吗？']) {
      const chat = new Chat(sampleWorld());
      chat.say(word);
      expect(chat.inbound, word).to.deep.equal(['welcome']);
    }
  });

  it('treats a greeting followed by a problem as a report', () => {
    const chat = new Chat(sampleWorld());
    chat.say('Hi, the pages are smudged');
    expect(chat.waiting).to.equal('stage');
  });

  it('greets a requester who starts with "thanks" instead of sending a notice without a way forward', () => {
    for (const word of ['thanks', '', 'ok']) {
      const chat = new Chat(sampleWorld());
      chat.say(word);
      expect(chat.waiting, word).to.equal('welcome');
    }
  });
});
