import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import { isElement, isRecord } from '../../../src/cards/shared/card.ts';
import { CARD_LIMITS, utf16Bytes } from '../../../src/cards/shared/limits.ts';
import { asMoment, momentParts, withoutMoments } from '../../../src/cards/shared/moment.ts';
import { validateCard } from '../../../src/cards/shared/validate-card.ts';
import { choiceLabel } from '../../../src/conversation/choice-label.ts';
import type { Notice } from '../../../src/conversation/notice.ts';
import type { Choice } from '../../../src/conversation/reply.ts';
import { languageChoice, locales } from '../../../src/i18n/locales.ts';
import { translate } from '../../../src/i18n/words.ts';
import { EVIDENCE_LIMITS } from '../../../src/tickets/payload.ts';
import { elementsOf, textsOf } from '../../support/card-parts.ts';
import { sampleReplies, sampleReply } from '../../support/sample-replies.ts';

describe('requester card', () => {
  for (const locale of locales()) {
    it(`passes card validation for every kind of reply, open, answered and expired, in ${locale}`, () => {
      for (const reply of sampleReplies(locale)) {
        for (const decided of [null, { choice: null }, { choice: reply.choices[0] ?? null }]) {
          expect(
            validateCard(renderCard(reply, { decided }).card),
            `${reply.kind} ${reply.id}`,
          ).to.deep.equal([]);
        }
      }
    });

    it(`never shows a key, a placeholder or an expression, in ${locale}`, () => {
      for (const reply of sampleReplies(locale)) {
        const { card, text } = renderCard(reply);
        const shown = withoutMoments([...textsOf(card), text].join('\n'));
        expect(shown, reply.kind).not.to.match(
          /\$\{|\{\{|\bundefined\b|\bnull\b|\[object|card\.\w+\.\w+/,
        );
      }
    });
  }

  it('declares its language, its spoken text and a fallback for hosts that cannot show cards', () => {
    for (const locale of locales()) {
      for (const reply of sampleReplies(locale)) {
        const { card } = renderCard(reply);
        expect(card.lang).to.equal(locale.slice(0, 2));
        expect(card.speak).to.be.a('string').that.is.not.empty;
        expect(card.fallbackText).to.equal(card.speak);
      }
    }
  });

  it('removes tags from the spoken text', () => {
    const title = '<audio src="x"/> & **Start**';
    expect(renderCard({ ...sampleReply('stage', 'en'), title }).card.speak).to.equal(
      'Try this:  audio src="x"/    Start',
    );
  });

  it('begins with a heading unless it is only a notice', () => {
    for (const reply of sampleReplies('en')) {
      const headings = elementsOf(renderCard(reply).card).filter(
        ({ style }) => style === 'heading',
      );
      expect(headings.length > 0, reply.kind).to.equal(reply.kind !== 'notice');
    }
  });

  it('renders identically each time', () => {
    const [first, second] = [
      renderCard(sampleReply('stage', 'en')),
      renderCard(sampleReply('stage', 'en')),
    ];
    expect(first).to.deep.equal(second);
  });

  it('has wording for every notice', () => {
    const codes: Record<Notice['code'], true> = {
      stale: true,
      'nothing-picked': true,
      'take-your-time': true,
      later: true,
      withdrawn: true,
      outage: true,
      insult: true,
      acknowledged: true,
      hello: true,
      'did-it-help': true,
      'nothing-to-go-back-to': true,
      'not-an-answer': true,
      'language-changed': true,
      'secrets-masked': true,
      'text-withheld': true,
      'files-noted': true,
      'files-missing': true,
      noted: true,
      'answer-time': true,
      'why-urgent': true,
      urgent: true,
      'source-filed': true,
      'source-resolved': true,
      'added-to-notes': true,
      'almost-there': true,
      'nothing-left': true,
      'nothing-sent': true,
      stayed: true,
      thanks: true,
      'empty-message': true,
      'too-long': true,
      'runbook-changed': true,
      'runbook-gone': true,
      'other-language': true,
      'told-the-desk': true,
      reopened: true,
      rated: true,
      'rating-skipped': true,
    };
    for (const locale of locales()) {
      for (const code of Object.keys(codes) as Notice['code'][]) {
        const { text } = renderCard({
          kind: 'notice',
          notice: noticeOf(code),
          id: 'n',
          locale,
          choices: [],
        });
        expect(text).to.include(
          translate(locale, `notice.${code}`, {
            count: 1,
            number: 'SP-1001',
            when: asMoment('2026-11-30T09:00:00.000Z', 'Europe/Berlin', locale),
            languages: languageChoice(locale),
          }),
        );
      }
    }
  });
});

function noticeOf(code: Notice['code']): Notice {
  switch (code) {
    case 'files-noted':
      return { code, names: ['a.png'] };
    case 'files-missing':
      return { code, files: [{ name: 'a.log', problem: 'too-large', maxBytes: 10_485_760 }] };
    case 'not-an-answer':
    case 'outage':
      return { code };
    case 'answer-time':
      return {
        code,
        number: 'SP-1001',
        standing: 'expected',
        when: '2026-11-30T09:00:00.000Z',
        timeZone: 'Europe/Berlin',
      };
    case 'why-urgent':
      return { code, by: 'helpdesk' };
    case 'urgent':
      return { code, by: 'helpdesk', number: null };
    case 'noted':
      return { code, values: { device: 'ThinkPad' }, on: 'evidence' };
    case 'source-filed':
    case 'source-resolved':
    case 'told-the-desk':
      return { code, number: 'SP-1001' };
    case 'reopened':
      return { code, number: 'SP-1001', why: false };
    // A language without a sentence of its own.
    case 'other-language':
      return { code, language: 'eo' };
    default:
      return { code };
  }
}

describe('requester card buttons', () => {
  it('offers the choices of the reply in order, as universal actions with an identical fallback', () => {
    for (const reply of sampleReplies('en')) {
      const { card } = renderCard(reply);
      expect(card.actions.map(({ data }) => data)).to.deep.equal(
        reply.choices.map(({ verb, value }) => ({ prompt: reply.id, verb, value })),
      );
      for (const { type, verb, fallback, title, data } of card.actions) {
        expect([type, verb]).to.deep.equal(['Action.Execute', 'signpost']);
        expect(fallback).to.include({ type: 'Action.Submit', title });
        expect(fallback.data).to.deep.equal(data);
      }
    }
  });

  it('submits input values only with buttons that belong to a form', () => {
    const sending = sampleReplies('en').flatMap((reply) =>
      renderCard(reply)
        .card.actions.filter(({ associatedInputs }) => associatedInputs === 'auto')
        .map(({ data }) => `${reply.kind} ${data.verb}`),
    );
    expect([...new Set(sending)]).to.deep.equal([
      'not-understood pick',
      'evidence submit',
      'solved-question reopen',
      'rating rate',
      'symptoms pick',
    ]);
  });

  it('names the button that reopens a closed ticket by its label', () => {
    for (const reply of locales().flatMap(sampleReplies)) {
      if (reply.kind !== 'ticket-news' || reply.news.code !== 'closed') continue;
      const { card } = renderCard(reply);
      const [button] = card.actions;
      expect(JSON.stringify(card.body)).to.include(`“${button?.title}”`);
    }
  });

  it('highlights one choice on a stage, and none on a question with equal answers', () => {
    const styles = (kind: 'stage' | 'question') =>
      renderCard(sampleReply(kind, 'en')).card.actions.map(({ style }) => style);
    expect(styles('stage')).to.deep.equal(['positive', 'default', 'default', 'default', 'default']);
    expect(new Set(styles('question'))).to.deep.equal(new Set(['default']));
  });

  it('shows button text from a runbook without its markup', () => {
    const reply = sampleReply('question', 'en');
    const choices: Choice[] = [
      { verb: 'answer', value: 'a/b', label: 'Yes, **Start** says `adfs`' },
    ];
    expect(renderCard({ ...reply, choices }).card.actions[0]?.title).to.equal(
      'Yes, Start says adfs',
    );
  });
});

describe('answered requester card', () => {
  it('has no buttons or inputs left and shows the chosen answer', () => {
    for (const locale of locales()) {
      for (const reply of sampleReplies(locale)) {
        const choice = reply.choices[0];
        if (choice === undefined || (choice.verb === 'pick' && choice.value === null)) continue;
        const { card, text } = renderCard(reply, { decided: { choice } });
        expect(card.actions).to.deep.equal([]);
        expect(elementsOf(card).filter(({ type }) => type.startsWith('Input.'))).to.deep.equal([]);
        expect(text).to.include(
          translate(locale, 'card.decided.chose') + choiceLabel(choice, locale),
        );
      }
    }
  });

  it('states that it is no longer in use if nothing was chosen', () => {
    const { card, text } = renderCard(sampleReply('stage', 'en'), { decided: { choice: null } });
    expect(card.actions).to.deep.equal([]);
    expect(text).to.include('This card is no longer in use.');
  });

  it('names the problem picked from the list', () => {
    const reply = sampleReply('not-understood', 'en');
    const picked = { verb: 'pick', value: 'sign-in/clock-skew', label: null } as const;
    expect(renderCard(reply, { decided: { choice: picked } }).text).to.include(
      'You chose: The clock is wrong',
    );
  });

  it('keeps its original content after it is answered', () => {
    const reply = sampleReply('stage', 'en');
    const { text } = renderCard(reply, { decided: { choice: reply.choices[1] ?? null } });
    expect(text).to.include('1. Press Start, choose Run, type certmgr.msc, then press OK.');
  });
});

/** The words of a text of a card, without the moments, which plain text has in a time zone. */
function wordsBetween(shown: string): string[] {
  const words = momentParts(shown).map((part) => ('text' in part ? part.text.trim() : ''));
  return words.filter((text) => text !== '');
}

describe('plain-text version of a card', () => {
  it('contains everything the card shows, so that a reader can act on it alone', () => {
    for (const locale of locales()) {
      for (const reply of sampleReplies(locale)) {
        const { card, text } = renderCard(reply);
        for (const shown of textsOf({ ...card, speak: undefined, fallbackText: undefined })) {
          for (const words of wordsBetween(shown)) expect(text, reply.kind).to.include(words);
        }
      }
    }
  });

  it('names each item to gather above the instructions for gathering it', () => {
    const { text } = renderCard(sampleReply('evidence', 'en'));
    expect(text).to.match(/\nClient log files\n1\. /);
    expect(text).to.match(/\nWindows events\n1\. /);
  });

  it('lists each choice as words to type', () => {
    const { text } = renderCard(sampleReply('stage', 'en'));
    expect(text).to.match(
      /Reply with one of these:\n- That fixed it\n- Still broken\n- I can't do this\n/,
    );
  });

  it('writes link addresses out in full', () => {
    const { text } = renderCard(
      sampleReplies('en').filter(({ kind }) => kind === 'stage')[1] ?? sampleReply('stage', 'en'),
    );
    expect(text).to.include(
      'A firewall blocks the connection (KB 2409256) (https://support.example.com/kb/2409256)',
    );
  });

  it('stays within its length limit, including the choices, however long a report is', () => {
    const reply = sampleReply('stage', 'en');
    const steps = Array.from({ length: 40 }, (_, index) => `${index} ${'long '.repeat(100)}`);
    const { text } = renderCard({ ...reply, steps });
    expect(utf16Bytes(text)).to.be.at.most(CARD_LIMITS.textBytes);
    expect(text).to.match(/…\n\nReply with one of these:\n- That fixed it/);
  });
});

describe('stage card', () => {
  it('shows runbook markup as bold and monospace runs', () => {
    const runs = elementsOf(renderCard(sampleReply('stage', 'en')).card).filter(
      ({ type }) => type === 'TextRun',
    );
    expect(runs).to.deep.include({ type: 'TextRun', text: 'Start', weight: 'Bolder' });
    expect(runs).to.deep.include({ type: 'TextRun', text: 'certmgr.msc', fontType: 'Monospace' });
  });

  it('shows the recognised problem on the first card, and the part number and total of a multi-part fix', () => {
    const reply = sampleReply('stage', 'en');
    expect(renderCard(reply).text).to.match(/^This looks like\nProblem acquiring/);
    expect(renderCard(reply).text).to.include('Part 1 of 3');
    expect(renderCard({ ...reply, understood: false, stages: 1 }).text).to.match(
      /^Working on\nProblem acquiring/,
    );
    expect(renderCard({ ...reply, understood: false, stages: 1 }).text).not.to.include('Part 1');
  });

  it('links only to web addresses and shows any other address as plain text', () => {
    const links = [
      'javascript:alert(1)',
      'file:///c:/x',
      'https://ok.example.com/',
      'not an address',
    ].map((url) => ({
      url,
      title: 'Look here',
    }));
    const { card } = renderCard({ ...sampleReply('stage', 'en'), links });
    const opened = elementsOf(card).flatMap(({ selectAction }) =>
      isRecord(selectAction) ? [selectAction.url] : [],
    );
    expect(opened).to.deep.equal([
      'https://ok.example.com/',
      'https://docs.example.com/troubleshooting-sign-in-errors#update-security-credentials',
    ]);
    expect(textsOf(card)).to.include('Look here (javascript:alert(1))');
  });

  it('distinguishes a warning from a note by its wording as well as its colour', () => {
    const { text } = renderCard(sampleReply('stage', 'en'));
    expect(text).to.include('Important: Delete only the certificate');
    expect(text).to.include('Note: You will be asked');
  });
});

describe('evidence form card', () => {
  const inputs = (values: Record<string, string> = {}) => {
    const reply = { ...sampleReply('evidence', 'en'), values };
    return elementsOf(renderCard(reply).card).filter(({ type }) => type.startsWith('Input.'));
  };

  it('has an optional input for every evidence field, each with a label and a length limit', () => {
    const { problems: _, ...rest } = sampleReply('evidence', 'en');
    expect(rest.kind).to.equal('evidence');
    const ids = inputs().map(({ id }) => id);
    expect([...ids].sort()).to.deep.equal(Object.keys(EVIDENCE_LIMITS).sort());
    for (const input of inputs()) {
      expect(input.label).to.be.a('string').that.is.not.empty;
      expect(input).not.to.have.property('isRequired');
      expect(input).not.to.have.property('value');
      if (input.type === 'Input.Text') expect(input.maxLength).to.equal(limitOf(input.id));
    }
  });

  it('prefills the inputs with known values', () => {
    const filled = inputs({
      address: 'bobk@contoso.com',
      date: '2026-11-22',
      time: '09:15',
      network: 'vpn',
    });
    const values = Object.fromEntries(filled.map(({ id, value }) => [id, value]));
    expect(values).to.include({
      address: 'bobk@contoso.com',
      date: '2026-11-22',
      time: '09:15',
      network: 'vpn',
    });
  });

  it('shows an error at each invalid field and repeats a value that a date input cannot show', () => {
    const reply =
      sampleReplies('en').filter(({ kind }) => kind === 'evidence')[1] ??
      sampleReply('evidence', 'en');
    const { card, text } = renderCard(reply);
    const date = elementsOf(card).find(
      ({ items }) => Array.isArray(items) && isElement(items[0]) && items[0].id === 'date',
    );
    expect(textsOf(date))
      .to.include(translate('en', 'problem.not-a-date'))
      .and.include('yesterday');
    expect(text).to.include("This isn't an address yet.").and.include('Almost there');
  });

  it('collapses the guides behind buttons that name their content', () => {
    const { card } = renderCard(sampleReply('evidence', 'en'));
    const elements = elementsOf(card);
    const toggles = elements.filter(({ type }) => type === 'Action.ToggleVisibility');
    expect(toggles.map(({ title }) => title)).to.deep.equal([
      'Show or hide: Client log files',
      'Show or hide: Windows events',
    ]);
    for (const { targetElements } of toggles) {
      const [id] = Array.isArray(targetElements) ? targetElements : [];
      expect(elements.find((element) => element.id === id)).to.include({
        type: 'Container',
        isVisible: false,
      });
    }
    const command = elements.find(
      ({ text }) => typeof text === 'string' && text.startsWith('wevtutil'),
    );
    expect(command).to.include({ type: 'TextRun', fontType: 'Monospace' });
  });

  it('fits with every field full and keeps text that does not fit instead of discarding it', () => {
    const full = Object.fromEntries(
      Object.entries(EVIDENCE_LIMITS).map(([field, limit]) => [field, 'x'.repeat(limit)]),
    );
    const plain = renderCard({ ...sampleReply('evidence', 'en'), values: full }).card;
    expect(validateCard(plain)).to.deep.equal([]);
    expect(elementsOf(plain).find(({ id }) => id === 'eventDetails')?.value).to.have.length(
      EVIDENCE_LIMITS.eventDetails,
    );

    const quoted = Object.fromEntries(
      Object.entries(full).map(([field, text]) => [field, text.replaceAll('x', '"')]),
    );
    const guide = sampleReply('evidence', 'en').guides[0];
    const guides = Array.from({ length: 6 }, () => guide).filter((one) => one !== undefined);
    const wide = renderCard({ ...sampleReply('evidence', 'en'), guides, values: quoted });
    expect(validateCard(wide.card)).to.deep.equal([]);
    expect(elementsOf(wide.card).some(({ id }) => id === 'eventDetails')).to.equal(false);
    expect(wide.text).to.include('Kept as you sent it (12,000 characters)');
  });

  it('shows ticket times in the time zone of the sender, with the zone at the end', () => {
    const textIn = (locale: 'en' | 'zh-CN', timeZone: string | null): string => {
      const reply = sampleReply('status', locale);
      if (reply.kind !== 'status') throw new Error('The sample is of another kind.');
      return renderCard({ ...reply, status: { ...reply.status, timeZone } }).text;
    };
    expect(textIn('zh-CN', 'Asia/Shanghai')).to.include('2026年11月21日 16:30（GMT+8）');
    expect(textIn('en', 'Asia/Shanghai')).to.include('Nov 21, 2026, 16:30 GMT+8');
    expect(textIn('en', null)).to.include('Nov 21, 2026, 08:30 UTC');
  });

  it('asks for an overlong field again and prefills it with the beginning of the text', () => {
    const values = { notes: 'n'.repeat(50_000), eventDetails: '"'.repeat(50_000) };
    const problems = { notes: 'too-long', eventDetails: 'too-long' } as const;
    const { card } = renderCard({ ...sampleReply('evidence', 'en'), values, problems });
    expect(validateCard(card)).to.deep.equal([]);
    const notes = elementsOf(card).find(({ id }) => id === 'notes');
    expect(notes?.value).to.equal('n'.repeat(EVIDENCE_LIMITS.notes));
    expect(textsOf(card)).to.include(translate('en', 'problem.too-long', { limit: 4000 }));
  });

  it('shows the submitted values once the form is answered, with options in words', () => {
    const reply =
      sampleReplies('zh-CN').filter(({ kind }) => kind === 'evidence')[1] ??
      sampleReply('evidence', 'zh-CN');
    const { text } = renderCard(reply, { decided: { choice: reply.choices[0] ?? null } });
    expect(text).to.include('当时使用的网络：VPN').and.include('受影响的人员：好几个人');
    const empty = { ...sampleReply('evidence', 'en'), values: {}, files: [] };
    expect(renderCard(empty, { decided: { choice: empty.choices[1] ?? null } }).text).to.include(
      'Left blank.',
    );
  });
});

describe('ticket review card', () => {
  it('names masked secrets in the card language but leaves form values as they were stored', () => {
    expect(renderCard(sampleReply('review', 'zh-CN')).text)
      .to.include('〔已遮盖：密码〕')
      .and.not.to.include('masked');
    const form = {
      ...sampleReply('evidence', 'zh-CN'),
      values: { notes: 'pwd [masked: password]' },
    };
    expect(JSON.stringify(renderCard(form).card)).to.include('pwd [masked: password]');
  });

  it('shows every field of the ticket in words', () => {
    const { text } = renderCard(sampleReply('review', 'en'));
    for (const part of [
      '72% complete: good',
      'Would help: app version and device',
      'From: Bob K · bobk@contoso.com',
      'Priority: High',
      'Problem acquiring a personal certificate (93% sure)',
      'My password is [masked: password].',
      'It also happens at home.',
      "Delete the RSA folder Couldn't be done",
      'DNS records are missing:',
      'Which kind of plan does your organization have?\nEnterprise (Plan E)',
      "Does your organization's own sign-in page take over?\nNot sure",
      'Happened: Nov 22, 2026, 09:15 GMT+8',
      'Network you were on: VPN',
      'Who is affected: Several people',
      'Event ID: 11',
      'error.png · 47.1 KB',
      'Remove the RSA folder as an administrator',
      'Nov 22, 2026, 17:41 GMT+8',
      'sign-in · 9f86d081884c',
      '2 entries go along with the ticket.',
      '3f0c9c1e-6a52-4f6b-9c1d-0e5a8b7d4c21',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('omits the confidence if the requester picked the symptom', () => {
    const reply = sampleReply('review', 'en');
    const match = reply.ticket.match && { ...reply.ticket.match, confidence: 1 };
    expect(renderCard({ ...reply, ticket: { ...reply.ticket, match } }).text).not.to.include(
      '% sure',
    );
  });

  it('stays short when little is known', () => {
    const { ticket } = sampleReply('review', 'en');
    const bare = {
      ...ticket,
      match: null,
      attempts: [],
      ruledOut: [],
      facts: [],
      recommendedFixes: [],
      requester: { ...ticket.requester, name: null, address: null, timeZone: 'Mars/Olympus' },
      environment: {
        occurredAt: null,
        signInAddress: null,
        device: null,
        clientVersion: null,
        network: null,
        impact: null,
      },
      evidence: { errorText: null, notes: null, eventDetails: null, files: [] },
      completeness: { score: 0, missing: [] },
    };
    const { card, text } = renderCard({ ...sampleReply('review', 'en'), ticket: bare });
    expect(validateCard(card)).to.deep.equal([]);
    expect(text)
      .to.include('From: Microsoft Teams')
      .and.include('Nothing known')
      .and.include('Nothing yet.');
    expect(text)
      .to.include('09:41 UTC')
      .and.not.include('Ruled out')
      .and.not.include('Suggested to');
  });

  it('fits with every field of the ticket full', () => {
    const { ticket } = sampleReply('review', 'zh-CN');
    const long = '错'.repeat(12_000);
    const full = {
      ...ticket,
      report: {
        ...ticket.report,
        text: long.slice(0, 8000),
        more: Array(30).fill({ text: long, at: ticket.createdAt }),
      },
      attempts: Array(60).fill(ticket.attempts[0]),
      ruledOut: Array(20).fill({
        cause: 'c',
        title: long.slice(0, 300),
        because: long.slice(0, 300),
      }),
      recommendedFixes: Array(20).fill(ticket.recommendedFixes[0]),
      evidence: {
        errorText: long,
        notes: long,
        eventDetails: long,
        files: Array(50).fill(ticket.evidence.files[0]),
      },
    };
    const { card, text } = renderCard({ ...sampleReply('review', 'zh-CN'), ticket: full });
    expect(validateCard(card)).to.deep.equal([]);
    expect(utf16Bytes(text)).to.be.at.most(CARD_LIMITS.textBytes);
    expect(textsOf(card)).to.include('……另外还有 50 项');
  });
});

describe('long text in a ticket', () => {
  it('shows a shortened text with a note of its full length', () => {
    const reply = sampleReply('review', 'en');
    const evidence = {
      ...reply.ticket.evidence,
      eventDetails: `${'e'.repeat(999)}😀${'e'.repeat(5000)}`,
    };
    const { card } = renderCard({ ...reply, ticket: { ...reply.ticket, evidence } });
    const shown = textsOf(card).find((text) => text.startsWith('eee'));
    expect(shown).to.equal(
      `${'e'.repeat(999)}… (shortened here; the ticket holds all 6,001 characters)`,
    );
  });
});

describe('card of a filed ticket', () => {
  it('shows the ticket number first', () => {
    for (const locale of locales()) {
      expect(renderCard(sampleReply('sent', locale)).text.split('\n').slice(0, 4)).to.include(
        'SP-1001',
      );
    }
  });
});

function limitOf(id: unknown): number | undefined {
  return Object.entries(EVIDENCE_LIMITS).find(([field]) => field === id)?.[1];
}
