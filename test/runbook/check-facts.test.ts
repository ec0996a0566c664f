import { expect } from 'chai';
import { checkFacts } from '../../src/runbook/check-facts.ts';
import { compileEdited } from './whole-runbook.ts';

describe('facts in the configuration', () => {
  const { runbook } = compileEdited();
  const runbooks = runbook === null ? [] : [runbook];

  it('accepts facts that the runbooks define', () => {
    expect(checkFacts(runbooks, { printing: { connection: 'usb' } })).to.deep.equal([]);
    expect(checkFacts(runbooks, {})).to.deep.equal([]);
  });

  it('reports each unknown runbook, fact and option on its own line', () => {
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

  it('says that there are no runbooks to choose from', () => {
    expect(checkFacts([], { printing: {} })).to.deep.equal([
      'SIGNPOST_FACTS names an unknown runbook, "printing"; there is none.',
    ]);
  });
});
