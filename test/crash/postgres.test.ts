import { expect } from 'chai';
import {
  cut,
  freeze,
  killProcess,
  outage,
  runTrial,
  type TrialResult,
} from '../support/cluster-trial.ts';

const TRIAL = {
  processes: 3,
  pagePeople: 2,
  slackPeople: 2,
  // First the kill: the jobs it held come back meanwhile.
  faults: [killProcess(1), cut(5), outage('immediate', 1_500), freeze(2_000)],
  settleMs: 120_000,
};

/** `npm run soak -- postgres` does the same for longer. */
describe('three processes on one PostgreSQL that is cut off, restarted, stopped and frozen under load', function () {
  this.timeout(400_000);
  let result: TrialResult;
  before(async () => {
    result = await runTrial(TRIAL);
  });

  it('keeps all processes running', () => {
    expect(result.endedByThemselves).to.deep.equal([]);
  });

  it('resumes work after each fault without intervention', () => {
    expect(result.stuckAfter).to.deep.equal([]);
    const { page, slack } = result.load;
    // The faults were felt: something was refused, so that it was sent again.
    expect(page.answers.get(503) ?? 0, 'refused on the page').to.be.greaterThan(0);
    expect(slack.answers.get(503) ?? 0, 'refused in Slack').to.be.greaterThan(0);
    expect(page.answers.has(500) || slack.answers.has(500), 'something was answered 500').to.equal(
      false,
    );
  });

  it('applies each acknowledged event exactly once', () => {
    expect(result.exactlyOnceProblems).to.deep.equal([]);
    expect(result.replyProblems).to.deep.equal([]);
  });
});
