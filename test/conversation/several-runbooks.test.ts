import { expect } from 'chai';
import { stateSchema } from '../../src/conversation/state-schema.ts';
import { Chat } from '../support/chat.ts';
import { coffee, printer } from '../support/sample-runbook.ts';
import { sampleWorld } from '../support/sample-world.ts';
import { longRunbook, mail, manyRunbooks, severalWorld, vpn } from '../support/several-runbooks.ts';

describe('conversation with several runbooks', () => {
  it('goes to the symptom that an answer stands for, pressed or typed', () => {
    for (const answer of ['Only when I send', 'only when I send', '2', 'when i send', 'second']) {
      const chat = new Chat(severalWorld());
      chat.say('it keeps asking for my password');
      expect(chat.waiting).to.equal('question');
      chat.say(answer);
      expect(chat.place, answer).to.equal('outgoing-server/set-server');
    }
    const chat = new Chat(severalWorld());
    chat.say('it keeps asking for my password');
    chat.press('pick', 'mail/asks-when-sending');
    expect(chat.state.case?.match).to.deep.include({ confidence: 1 });
  });

  it('shows the list if the question is gone', () => {
    const chat = new Chat(severalWorld());
    chat.say('it keeps asking for my password');
    chat.world = severalWorld([{ ...mail, tellsApart: [] }, vpn]);
    chat.say('chinese please');
    expect(chat.waiting).to.equal('choose');
  });

  it('reads the same report in the runbook that the person names', () => {
    for (const answer of ['Remote access', '2', 'vpn', "it's about the VPN", '是 VPN 的']) {
      const chat = new Chat(severalWorld());
      chat.say('I have to reset my password');
      expect(chat.waiting).to.equal('which-runbook');
      chat.say(answer);
      expect(chat.place, answer).to.equal('no-vpn-password/reset-vpn-password');
      expect(chat.state.case?.reports).to.have.length(1);
    }
  });

  it("lists the runbook's symptoms if the report means nothing in it", () => {
    const chat = new Chat(severalWorld());
    chat.say('I have to reset my password');
    chat.world = { ...chat.world, match: sampleWorld({}, [mail, vpn]).match };
    chat.press('runbook', 'vpn');
    expect(chat.state.prompt).to.deep.include({ kind: 'symptoms', runbook: 'Remote access' });
    chat.press('pick', null, { symptom: 'vpn/tunnel-drops' });
    expect(chat.place).to.equal('old-client/update-client');
  });

  it('takes a longer answer as a report, and its product as the answer', () => {
    const chat = new Chat(severalWorld());
    chat.say('I have to reset my password');
    chat.world = { ...chat.world, match: sampleWorld({}, [mail, vpn]).match };
    chat.say('well, I guess that this is about the vpn that we use at home');
    expect(chat.waiting).to.equal('symptoms');
    expect(chat.state.case?.reports).to.have.length(2);
  });

  it('never asks for the exact text twice, by whichever list the person comes', () => {
    const chat = new Chat(severalWorld());
    chat.say('printer trouble');
    chat.press('none-of-these');
    expect(chat.waiting).to.equal('not-understood');
    chat.press('runbook', 'office-printer');
    expect(chat.waiting).to.equal('symptoms');
    chat.press('something-else');
    expect(chat.waiting).to.equal('offer-ticket');
  });

  it('leads to a ticket from lists opened without a report', () => {
    const chat = new Chat(severalWorld());
    chat.say('help');
    chat.press('topics');
    chat.press('something-else');
    expect(chat.waiting).to.equal('not-understood');
    chat.press('runbook', 'vpn');
    chat.press('something-else');
    expect(chat.waiting).to.equal('offer-ticket');
    chat.press('ticket');
    expect(chat.waiting).to.equal('evidence');
  });

  it('returns to a fix that was left for the list of runbooks', () => {
    const chat = new Chat(severalWorld());
    chat.say('the tunnel drops');
    const { place } = chat;
    chat.say('help');
    chat.press('topics');
    expect(chat.waiting).to.equal('which-runbook');
    chat.say('back');
    expect(chat.place).to.equal(place);
  });

  it('opens a new case for a runbook chosen after a solved one', () => {
    const chat = new Chat(severalWorld());
    chat.say('the tunnel drops');
    chat.press('fixed');
    const solved = chat.state.case?.id;
    chat.say('help');
    chat.press('topics');
    chat.press('runbook', 'mail');
    chat.press('pick', null, { symptom: 'mail/asks-at-start' });
    expect(chat.place).to.equal('stale-password/forget-password');
    expect(chat.state.case?.id).not.to.equal(solved);
  });

  it('names the runbook of each symptom on a list of several', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged, and there is no coffee');
    expect(chat.state.prompt?.choices.map(({ label }) => label)).to.include.members([
      'The pages are smudged (Office printer)',
      'There is no coffee (Coffee machine)',
    ]);
    const list = new Chat(sampleWorld());
    list.say('printer trouble');
    expect(list.state.prompt).to.deep.include({ kind: 'choose', runbook: 'Office printer' });
  });

  it('names no runbook if it is the only one', () => {
    const chat = new Chat(sampleWorld({}, [printer]));
    chat.say('The pages are smudged');
    expect(chat.state.prompt).not.to.have.property('runbook');
    chat.say('help');
    expect(chat.state.sidePrompt?.choices.map(({ verb }) => verb)).not.to.include('topics');
  });

  it('shows at most six buttons, and the other runbooks on further pages', () => {
    const chat = new Chat(sampleWorld({}, manyRunbooks(9)));
    chat.say('my chair squeaks');
    const shown = new Set<string>();
    for (let page = 0; page < 3; page += 1) {
      const choices = chat.state.prompt?.choices ?? [];
      expect(choices).to.have.length.of.at.most(6);
      for (const { verb, value } of choices) if (verb === 'runbook' && value) shown.add(value);
      chat.press('more');
    }
    expect(shown).to.have.property('size', 9);
    chat.say('more');
    expect(chat.waiting).to.equal('which-runbook');
  });

  it('shows the symptoms of a long runbook page by page', () => {
    const chat = new Chat(sampleWorld({}, [longRunbook(130), printer]));
    chat.say('my chair squeaks');
    chat.press('runbook', 'coffee-machine');
    const sizes: number[] = [];
    for (let page = 0; page < 4; page += 1) {
      sizes.push(chat.state.prompt?.kind === 'symptoms' ? chat.state.prompt.known.length : 0);
      chat.press('more');
    }
    expect(sizes).to.deep.equal([60, 60, 10, 60]);
    chat.say('back');
    expect(chat.waiting).to.equal('not-understood');
  });

  it('takes words under the list as a report, and offers a ticket if they mean nothing', () => {
    const saying = (text: string) => {
      const chat = new Chat(severalWorld());
      chat.say('my chair squeaks');
      chat.press('runbook', 'vpn');
      chat.say(text);
      return chat;
    };
    expect(saying('the pages are smudged').place).to.equal('dirty-roller/clean-roller');
    expect(saying('it squeaks, I said').waiting).to.equal('offer-ticket');
  });

  it('keeps its questions across a restart', () => {
    for (const report of ['it keeps asking for my password', 'reset my password', 'my chair']) {
      const chat = new Chat(severalWorld());
      chat.say(report);
      if (report === 'my chair') chat.press('runbook', 'vpn');
      const stored: unknown = JSON.parse(JSON.stringify(chat.state));
      expect(stateSchema.parse(stored)).to.deep.equal(chat.state);
    }
  });

  it('reads a short list that an earlier version stored', () => {
    const chat = new Chat(severalWorld());
    chat.say('printer trouble');
    const { symptoms } = chat.state.phase.name === 'choose' ? chat.state.phase : { symptoms: [] };
    const stored = { ...chat.state, phase: { name: 'choose', symptoms } };
    expect(stateSchema.parse(JSON.parse(JSON.stringify(stored))).phase).to.deep.equal({
      name: 'choose',
      symptoms,
    });
  });
});

describe('runbook switched off during an open conversation', () => {
  const places: Readonly<Record<string, (chat: Chat) => void>> = {
    'a fix': (chat) => chat.say('the tunnel drops'),
    'a question': (chat) => chat.say('reset my password'),
    'its symptoms': (chat) => {
      chat.say('my chair squeaks');
      chat.press('runbook', 'vpn');
    },
  };

  for (const [place, reach] of Object.entries(places)) {
    for (const how of ['a button', 'words']) {
      it(`is said to a person at ${place} who answers by ${how}, and the conversation goes on`, () => {
        const chat = new Chat(severalWorld());
        reach(chat);
        chat.world = severalWorld([mail, coffee]);
        if (how === 'words') chat.say('what now');
        else {
          const [offered] = chat.state.prompt?.choices ?? [];
          chat.press(offered?.verb ?? 'back', offered?.value ?? null, {
            symptom: 'vpn/tunnel-drops',
          });
        }
        expect(chat.inbound).to.deep.equal(['runbook-gone', 'not-understood']);
        chat.say('there is no coffee');
        expect(chat.place).to.equal('no-beans/fill-beans');
      });
    }
  }
});

describe('report in a language that is not spoken', () => {
  it('is answered in that language, and what follows is taken as a report', () => {
    const chat = new Chat(severalWorld());
    const { says } = chat.say('ich kann mich seit heute nicht anmelden');
    expect(says[0]).to.deep.include({ notice: { code: 'other-language', language: 'de' } });
    expect(chat.waiting).to.equal('not-understood');
    chat.say('the tunnel drops');
    expect(chat.place).to.equal('old-client/update-client');
  });

  it('does not make a Japanese person a Chinese one', () => {
    const chat = new Chat(severalWorld());
    chat.say('会議室の椅子がきしみます');
    expect(chat.state.locale).to.equal('en');
    expect(chat.inbound).to.deep.equal(['other-language', 'not-understood']);
  });
});
