import { expect } from 'chai';
import { checkFacts } from '../../src/runbook/check-facts.ts';
import { compileEdited } from './whole-runbook.ts';

describe('facts in the configuration', () => {
  const { runbook } = compileEdited();
  const runbooks = runbook === null ? [] : [runbook];

  it('are fine where the runbooks know them', () => {
    expect(checkFacts(runbooks, { printing: { connection: 'usb' } })).to.deep.equal([]);
    expect(checkFacts(runbooks, {})).to.deep.equal([]);
  });

  it('are told apart from unknown runbooks, facts and options, one line each', () => {
    const facts = {
      prnting: { connection: 'usb' },
      printing: { conection: 'usb', connection: 'wifi' },
    };
    expect(checkFacts(runbooks, facts)).to.deep.equal([
      'SIGNPOST_FACTS names an unknown runbook, "prnting"; did you mean "printing"?',
      'SIGNPOST_FACTS names an unknown fact of "printing", "conection"; did you mean "connection"?',
      'SIGNPOST_FACTS names an unknown option of "printing.connection", "wifi"; write network or usb.',
    ]);
  });

  it('say so where there is nothing to choose from', () => {
    expect(checkFacts([], { printing: {} })).to.deep.equal([
      'SIGNPOST_FACTS names an unknown runbook, "printing"; there is none.',
    ]);
  });
});
