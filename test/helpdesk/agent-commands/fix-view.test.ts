import { expect } from 'chai';
import { fixesFor, recommendedFixes } from '../../../src/helpdesk/agent-commands/fix-view.ts';
import type { Locale } from '../../../src/i18n/locale.ts';
import { cause, printer } from '../../support/sample-runbook.ts';
import { sampleTicket } from '../../support/sample-ticket.ts';
import { sampleWorld } from '../../support/sample-world.ts';

describe('fix shown to an agent', () => {
  const paperOut = cause('paper-out', [], 'admin', ['load-paper']);
  const world = sampleWorld({}, [
    {
      ...printer,
      causes: printer.causes.map((each) => (each.id === paperOut.id ? paperOut : each)),
      errata: printer.errata.map((each) => ({
        ...each,
        reason: { 'zh-CN': '中文版漏了一个字。' },
      })),
    },
  ]);
  const match = { runbook: 'office-printer', symptom: 'nothing-prints' };
  const ofEnglishRequester = () => {
    const ticket = sampleTicket('en');
    const [fix] = ticket.recommendedFixes;
    if (fix === undefined || ticket.match === null) throw new Error('The sample has no fix.');
    return {
      ...ticket,
      number: 'SP-1001',
      match: { ...ticket.match, ...match },
      recommendedFixes: [{ ...fix, cause: 'paper-out' }],
    };
  };

  it('shows the errata of the document edition in the language of the agent, not of the requester', () => {
    const errata = (locale: Locale) =>
      [...recommendedFixes(world, ofEnglishRequester(), locale), ...fixesFor(world, match, locale)]
        .flatMap(({ stages }) => stages.flatMap((stage) => stage.errata))
        .map(({ correct }) => correct);
    expect(errata('en')).to.deep.equal([]);
    expect(errata('zh-CN')).to.deep.equal(['F10', 'F10']);
  });
});
