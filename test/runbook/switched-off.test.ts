import { expect } from 'chai';
import { withoutSwitchedOff } from '../../src/runbook/switched-off.ts';
import { coffee, printer } from '../support/sample-runbook.ts';

describe('runbooks switched off by the configuration', () => {
  const runbooks = [printer, coffee];

  it('leaves out those runbooks and keeps the others in order', () => {
    expect(withoutSwitchedOff(runbooks, ['office-printer'])).to.deep.equal({
      runbooks: [coffee],
      problems: [],
    });
    expect(withoutSwitchedOff(runbooks, []).runbooks).to.deep.equal(runbooks);
  });

  it('reports each unknown runbook, with the nearest known one or all of them', () => {
    expect(withoutSwitchedOff(runbooks, ['coffee-machin', 'lift']).problems).to.deep.equal([
      'SIGNPOST_RUNBOOKS_OFF names an unknown runbook, "coffee-machin"; did you mean "coffee-machine"?',
      'SIGNPOST_RUNBOOKS_OFF names an unknown runbook, "lift"; there is office-printer, coffee-machine.',
    ]);
  });

  it('reports that nothing is left', () => {
    expect(
      withoutSwitchedOff(runbooks, ['coffee-machine', 'office-printer']).problems,
    ).to.deep.equal(['SIGNPOST_RUNBOOKS_OFF switches off every runbook; leave at least one on.']);
  });
});
