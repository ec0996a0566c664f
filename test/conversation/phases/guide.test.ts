import { expect } from 'chai';
import { Chat } from '../../support/chat.ts';
import { printer } from '../../support/sample-runbook.ts';
import { sampleWorld } from '../../support/sample-world.ts';

const NOTHING_PRINTS = 'Nothing comes out of the printer';
const OFFLINE = 'The printer is offline, error 0x80F1';

function chatAbout(report: string, facts = {}): Chat {
  const chat = new Chat(sampleWorld({ 'office-printer': facts }));
  chat.say(report);
  return chat;
}

/**
 * Where one comes by, pressing the same buttons until the guide is over; a question is answered
 * with its first option.
 */
function placesBy(
  chat: Chat,
  ...verbs: readonly ('no-change' | 'cannot' | 'next' | 'answer')[]
): string[] {
  const places = [];
  for (let count = 0; chat.state.phase.name === 'guide' && count < 20; count += 1) {
    places.push(chat.place);
    const verb = verbs.find((candidate) =>
      chat.waysOn().some((way) => way.split(' ')[0] === candidate),
    );
    if (verb === undefined) break;
    chat.press(verb);
  }
  return places;
}

describe('guide through the fixes', () => {
  it('follows the causes in document order, stage by stage, to the last resort and the ticket', () => {
    const chat = chatAbout(NOTHING_PRINTS, { connection: 'network' });
    expect(placesBy(chat, 'no-change', 'next')).to.deep.equal([
      'paper-out/load-paper',
      'queue-stuck/clear-queue',
      'queue-stuck/restart-service',
      'queue-stuck/rebuild-port',
      'driver-outdated/install-driver',
      'last-resort/read-guide',
      'last-resort/reset-printer',
    ]);
    expect(chat.waiting).to.equal('evidence');
  });

  it('shows a complete stage: what and why, its steps, notes, links, source and errata of the document', () => {
    const [card] = chatAbout(NOTHING_PRINTS).turns.at(-1)?.says ?? [];
    expect(card).to.deep.include({
      kind: 'stage',
      cause: 'Cause paper-out',
      why: 'Because of paper-out.',
      title: 'Do load-paper',
      stageWhy: 'Helps with load-paper.',
      stage: 1,
      stages: 1,
      steps: ['Step one of load-paper', 'Step two of load-paper'],
      notes: [{ tone: 'warning', text: 'Mind load-paper.' }],
      links: [{ url: 'https://example.com/more', title: 'More' }],
      source: {
        document: 'Printer handbook',
        heading: 'Printing',
        url: 'https://example.com/printer#paper',
      },
      errata: [{ documentSays: 'F9', correct: 'F10', reason: 'The key moved.' }],
    });
  });

  it('shows an erratum of one edition only to readers of that edition', () => {
    const errata = printer.errata.map((each) => ({
      ...each,
      reason: { 'zh-CN': '中文版漏了一个字。' },
    }));
    const shown = (localeTag: string) => {
      const chat = new Chat(sampleWorld({}, [{ ...printer, errata }]), { localeTag });
      const [card] = chat.say(NOTHING_PRINTS).says;
      return card?.kind === 'stage' && card.errata.map(({ reason }) => reason);
    };
    expect(shown('en-US')).to.deep.equal([]);
    expect(shown('zh-CN')).to.deep.equal(['中文版漏了一个字。']);
  });

  it('counts the stages of a fix and shows the recognised problem only once', () => {
    const chat = chatAbout(NOTHING_PRINTS, { connection: 'network' });
    chat.press('no-change');
    chat.press('no-change');
    expect(chat.state.prompt).to.deep.include({
      kind: 'stage',
      stage: 2,
      stages: 3,
      understood: false,
    });
  });

  it('ends when a stage fixes the problem', () => {
    const chat = chatAbout(NOTHING_PRINTS);
    const { says } = chat.press('fixed');
    expect(says[0]).to.deep.include({ kind: 'solved', title: NOTHING_PRINTS });
    expect(chat.state.case?.attempts).to.have.length(1);
    expect(chat.state.case?.attempts[0]).to.include({
      stage: 'load-paper',
      outcome: 'fixed',
      cause: 'paper-out',
    });
  });

  it('records each stage with its outcome and time', () => {
    const chat = chatAbout(NOTHING_PRINTS, { connection: 'network' });
    chat.press('no-change');
    chat.press('cannot');
    expect(chat.ticket.attempts).to.deep.equal([
      {
        cause: 'paper-out',
        stage: 'load-paper',
        title: 'Do load-paper',
        outcome: 'no-change',
        at: '2026-11-22T08:00:03.000Z',
      },
      {
        cause: 'queue-stuck',
        stage: 'clear-queue',
        title: 'Do clear-queue',
        outcome: 'cannot',
        at: '2026-11-22T08:00:04.000Z',
      },
    ]);
  });

  it('reports which card was answered and with which choice', () => {
    const chat = chatAbout(NOTHING_PRINTS);
    const card = chat.state.prompt;
    const { effects } = chat.press('no-change');
    expect(effects[0]).to.deep.equal({
      kind: 'decide',
      reply: card,
      choice: { verb: 'no-change', value: null, label: null },
    });
  });
});

describe('fact about the environment', () => {
  it('never asks for a fact that the configuration already answers', () => {
    const chat = chatAbout(OFFLINE, { connection: 'network', 'own-driver': 'yes' });
    expect(placesBy(chat, 'no-change', 'next')).to.deep.equal([
      'address-changed/fix-address',
      'firmware-old/update-firmware',
      'firmware-old/wait-a-day',
      'last-resort/read-guide',
      'last-resort/reset-printer',
    ]);
  });

  it('asks for a fact once, even if several causes depend on it, and rules out contradicted causes', () => {
    const chat = chatAbout(OFFLINE);
    expect(chat.place).to.equal('cable-loose?connection');
    chat.press('answer', 'connection/network');
    expect(chat.place).to.equal('address-changed?own-driver');
    chat.press('answer', 'own-driver/no');
    expect(chat.place).to.equal('firmware-old/update-firmware');
    expect(chat.ticket.ruledOut).to.deep.equal([
      {
        cause: 'cable-loose',
        title: 'Cause cable-loose',
        because: 'How is the printer connected? Over the network',
      },
      {
        cause: 'address-changed',
        title: 'Cause address-changed',
        because: "Do you use the maker's driver? No, Windows' own",
      },
    ]);
    expect(chat.ticket.facts).to.deep.equal([
      {
        fact: 'connection',
        question: 'How is the printer connected?',
        answer: 'Over the network',
        from: 'requester',
      },
      {
        fact: 'own-driver',
        question: "Do you use the maker's driver?",
        answer: "No, Windows' own",
        from: 'requester',
      },
    ]);
  });

  it('rules nothing out if the requester is not sure of a fact', () => {
    const chat = chatAbout(OFFLINE);
    chat.press('answer', 'connection/unknown');
    expect(chat.place).to.equal('cable-loose/push-cable');
    chat.press('no-change');
    chat.press('answer', 'own-driver/unknown');
    expect(chat.place).to.equal('address-changed/fix-address');
    expect(chat.ticket.ruledOut).to.deep.equal([]);
  });

  it('never asks for a fact a requester cannot know, and rules nothing out while it is unknown', () => {
    const unknown = placesBy(chatAbout(NOTHING_PRINTS, { connection: 'usb' }), 'no-change', 'next');
    expect(unknown).to.deep.equal([
      'paper-out/load-paper',
      'driver-outdated/install-driver',
      'last-resort/read-guide',
      'last-resort/reset-printer',
    ]);
  });

  it('goes straight to the ticket if known facts rule out both the enterprise fixes and the last resort', () => {
    const chat = chatAbout(NOTHING_PRINTS, { connection: 'usb', contract: 'basic' });
    expect(placesBy(chat, 'no-change')).to.deep.equal(['paper-out/load-paper']);
    expect(chat.waiting).to.equal('evidence');
    expect(chat.ticket.ruledOut.map(({ cause }) => cause)).to.deep.equal([
      'queue-stuck',
      'driver-outdated',
    ]);
    expect(chat.ticket.recommendedFixes).to.deep.equal([]);
  });

  it('offers the options of a fact, "not sure", a person and the way back', () => {
    const chat = chatAbout(OFFLINE);
    expect(chat.waysOn()).to.deep.equal([
      'answer connection/usb',
      'answer connection/network',
      'answer connection/unknown',
      'person',
      'not-this',
    ]);
  });
});

describe('fix for administrators', () => {
  it('names an administrator fix and offers a ticket instead of showing its steps to a requester', () => {
    for (const facts of [
      { connection: 'network' },
      { connection: 'network', 'own-driver': 'yes' },
      {},
    ]) {
      for (const report of [NOTHING_PRINTS, OFFLINE, 'You may not print here']) {
        const chat = chatAbout(report, facts);
        placesBy(chat, 'no-change', 'next', 'answer');
        const shown = JSON.stringify(
          chat.turns.flatMap(({ says }) => says).filter(({ kind }) => kind !== 'evidence'),
        );
        for (const stage of [
          'rebuild-port',
          'install-driver',
          'fix-address',
          'update-firmware',
          'grant-right',
        ]) {
          expect(shown, report).not.to.include(`Step one of ${stage}`);
        }
      }
    }
  });

  it('says what the administrator does and why, and that another fix remains to try', () => {
    const chat = chatAbout('You may not print here', { contract: 'basic' });
    expect(chat.state.prompt).to.deep.include({
      kind: 'handoff',
      view: {
        symptom: 'You may not print here',
        understood: true,
        cause: 'Cause no-right',
        why: 'Because of no-right.',
        fix: 'Fix for no-right',
        source: {
          document: 'Printer handbook',
          heading: 'Printing',
          url: 'https://example.com/printer#paper',
        },
        more: false,
        runbook: 'Office printer',
      },
    });
    expect(chat.waysOn()).to.deep.equal(['ticket', 'fixed', 'not-this']);
    expect(chatAbout('You may not print here').waysOn()).to.deep.equal([
      'ticket',
      'next',
      'fixed',
      'not-this',
    ]);
  });

  it('leads to the form when the requester asks for a person, and adds nothing to the report', () => {
    const chat = new Chat(sampleWorld());
    chat.say('You may not print here');
    chat.say('转人工');
    expect(chat.waiting).to.equal('evidence');
    expect(chat.state.case?.reports.map(({ text }) => text)).to.deep.equal([
      'You may not print here',
    ]);
  });

  it('includes an administrator fix in the ticket with all its steps and its source', () => {
    const chat = chatAbout('You may not print here');
    chat.press('ticket');
    expect(chat.ticket.recommendedFixes).to.deep.equal([
      {
        cause: 'no-right',
        title: 'Fix for no-right',
        why: 'Because of no-right.',
        stages: [
          {
            title: 'Do grant-right',
            audience: 'admin',
            steps: ['Step one of grant-right', 'Step two of grant-right'],
            notes: ['Mind grant-right.'],
            links: [{ url: 'https://example.com/more', title: 'More' }],
            source: {
              document: 'Printer handbook',
              heading: 'Printing',
              url: 'https://example.com/printer#paper',
            },
          },
        ],
        source: {
          document: 'Printer handbook',
          heading: 'Printing',
          url: 'https://example.com/printer#paper',
        },
      },
    ]);
  });

  it('records all administrator stages as skipped and continues at the first stage for the user', () => {
    const chat = chatAbout(OFFLINE, { connection: 'network', 'own-driver': 'no' });
    expect(chat.place).to.equal('firmware-old/update-firmware');
    chat.press('next');
    expect(chat.place).to.equal('firmware-old/wait-a-day');
    expect(
      chat.state.case?.attempts.map(({ stage, outcome }) => `${stage} ${outcome}`),
    ).to.deep.equal(['update-firmware skipped', 'unlock-panel skipped']);
  });
});

describe('"back" in the guide', () => {
  it('undoes the last answer and leaves it out of the ticket', () => {
    const chat = chatAbout(OFFLINE);
    chat.press('answer', 'connection/usb');
    expect(chat.place).to.equal('cable-loose/push-cable');
    chat.press('back');
    expect(chat.place).to.equal('cable-loose?connection');
    expect(chat.state.case?.facts).to.deep.equal({});
  });

  it('undoes the last outcome, so that the stage is tried again and appears in the ticket once', () => {
    const chat = chatAbout(NOTHING_PRINTS, { connection: 'network' });
    chat.press('no-change');
    chat.press('no-change');
    expect(chat.place).to.equal('queue-stuck/restart-service');
    chat.press('back');
    expect(chat.place).to.equal('queue-stuck/clear-queue');
    expect(chat.state.case?.attempts.map(({ stage }) => stage)).to.deep.equal(['load-paper']);
    chat.press('cannot');
    expect(chat.ticket.attempts.map(({ stage, outcome }) => `${stage} ${outcome}`)).to.deep.equal([
      'load-paper no-change',
      'clear-queue cannot',
    ]);
  });

  it('returns from "solved" to the stage reported as the fix', () => {
    const chat = chatAbout(NOTHING_PRINTS);
    chat.press('fixed');
    chat.press('back');
    expect(chat.place).to.equal('paper-out/load-paper');
    expect(chat.state.case?.attempts).to.deep.equal([]);
  });

  it('returns from the first card to the welcome, and no further', () => {
    const chat = chatAbout(NOTHING_PRINTS);
    chat.say('back');
    expect(chat.waiting).to.equal('welcome');
    expect(chat.state.case?.match ?? null).to.equal(null);
    chat.say('back');
    expect(chat.inbound).to.deep.equal(['nothing-to-go-back-to', 'welcome']);
  });

  it('keeps the messages and undoes only the position and the decision made there', () => {
    const chat = chatAbout(NOTHING_PRINTS);
    chat.press('no-change');
    chat.press('back');
    expect(chat.state.case?.reports.map(({ text }) => text)).to.deep.equal([NOTHING_PRINTS]);
    expect(chat.state.case?.transcript.length).to.be.greaterThan(3);
  });
});
