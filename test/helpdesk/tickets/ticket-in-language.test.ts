import { expect } from 'chai';
import { eventIn, ticketIn, titleIn } from '../../../src/helpdesk/tickets/ticket-in-language.ts';
import { locales } from '../../../src/i18n/locales.ts';
import type { Ticket } from '../../../src/tickets/payload.ts';
import { ada } from '../../support/sample-actors.ts';
import { printer } from '../../support/sample-runbook.ts';
import { sampleTicket } from '../../support/sample-ticket.ts';
import { sampleWorld } from '../../support/sample-world.ts';

describe('ticket in the language of its reader', () => {
  const world = sampleWorld({}, [printer]);
  const chinese: Ticket = {
    ...sampleTicket('zh-CN'),
    number: 'SP-1001',
    title: '打印机没有反应',
    match: {
      runbook: 'office-printer',
      digest: 'a'.repeat(64),
      symptom: 'nothing-prints',
      title: '打印机没有反应',
      confidence: 0.9,
      why: '报告中有“没有反应”。',
      whyIn: { en: 'The report has the words "没有反应".', 'zh-CN': '报告中有“没有反应”。' },
    },
    attempts: [
      attempt('paper-out', 'load-paper', '执行 load-paper'),
      attempt('queue-stuck', 'gone-stage', '早已删除的步骤'),
    ],
    facts: [
      {
        fact: 'connection',
        question: '打印机是怎么连接的？',
        answer: 'USB 线',
        from: 'requester',
      },
      { fact: 'own-driver', question: '使用的是厂商驱动吗？', answer: '不确定', from: 'requester' },
    ],
    ruledOut: [
      {
        cause: 'queue-stuck',
        title: '原因 queue-stuck',
        because: '打印机是怎么连接的？ USB 线',
      },
    ],
  };

  it('takes title, steps, answers and reasons from the runbook, and keeps what was written', () => {
    const english = ticketIn(world, chinese, 'en');
    expect(english).to.deep.include({
      title: 'Nothing comes out of the printer',
      match: {
        ...chinese.match,
        title: 'Nothing comes out of the printer',
        why: 'The report has the words "没有反应".',
      },
      report: chinese.report,
      evidence: chinese.evidence,
      ruledOut: [
        {
          cause: 'queue-stuck',
          title: 'Cause queue-stuck',
          because: 'How is the printer connected? By USB cable',
        },
      ],
    });
    expect(english.attempts.map(({ title }) => title)).to.deep.equal([
      'Do load-paper',
      '早已删除的步骤',
    ]);
    expect(english.facts.map(({ question, answer }) => [question, answer])).to.deep.equal([
      ['How is the printer connected?', 'By USB cable'],
      ["Do you use the maker's driver?", 'Not sure'],
    ]);
  });

  it('is the stored ticket in the language of the requester', () => {
    expect(ticketIn(world, chinese, 'zh-CN')).to.deep.equal(chinese);
  });

  it('shows the stored words of what no runbook has any more, and of tickets of earlier versions', () => {
    const stored = { ...sampleTicket('zh-CN'), number: 'SP-1002' };
    expect(ticketIn(world, stored, 'en')).to.deep.equal(stored);
  });

  it('names the wish for a person if nothing was said, and quotes the report otherwise', () => {
    const wordless = { title: '转人工', match: null, report: { text: ' ' } };
    const titles = locales().map((locale) => titleIn(world, wordless, locale));
    expect(new Set(titles).size).to.equal(locales().length);
    const reported = { title: '椅子吱吱响', match: null, report: { text: '椅子吱吱响\n真的' } };
    expect(titleIn(world, reported, 'en')).to.equal('椅子吱吱响');
  });

  it('names the symptom that an agent corrected it to, known or not', () => {
    const relabeled = (symptom: string) =>
      eventIn(
        world,
        {
          kind: 'relabeled',
          to: { symptom, title: '打印出来有污迹' },
          ticket: 'SP-1001',
          revision: 2,
          at: '2026-11-22T09:41:00.000Z',
          actor: ada,
        },
        'en',
      );
    expect(relabeled('office-printer/smudges')).to.have.nested.property(
      'to.title',
      'The pages are smudged',
    );
    expect(relabeled('office-printer/gone')).to.have.nested.property('to.title', '打印出来有污迹');
  });
});

function attempt(cause: string, stage: string, title: string): Ticket['attempts'][number] {
  return { cause, stage, title, outcome: 'no-change', at: '2026-11-22T09:25:00.000Z' };
}
