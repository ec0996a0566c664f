import { expect } from 'chai';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { type Answer, answerAll, calibrationError, figures, HEAD, rowOf } from '../eval/measure.ts';
import { isReport, labelledReports, type ReportSet, SHIPPED_SETS } from '../eval/reports.ts';
import { firstRunbook, shippedRunbooks } from '../support/shipped-runbooks.ts';

const UNSEEN = new URL('../eval/runbooks', import.meta.url).pathname;

/** Nothing was chosen on these reports: see `test/eval/train.ts`. */
describe('matcher accuracy on reports nothing was fitted to', () => {
  const printed: string[] = [HEAD];
  const note = (name: string, answers: readonly Answer[]) => {
    printed.push(rowOf(name, answers));
    return figures(answers);
  };
  after(() => console.log(`\n${printed.join('\n')}\n`));

  it('holds for the first runbook alone', async () => {
    const answers = answerAll(createMatcher(await firstRunbook()), heldOut('skype-sign-in'));
    const { straight, straightOrListed, wrong, falseAlarms } = note('first, alone', answers);
    expect(straight).to.be.at.least(0.85);
    expect(straightOrListed).to.be.at.least(0.96);
    expect(wrong).to.be.at.most(0.015);
    expect(falseAlarms).to.be.at.most(0.02);
    expect(calibrationError(answers)).to.be.at.most(0.16);
  });

  it('holds for every runbook with all of them loaded', async () => {
    const matcher = createMatcher(await shippedRunbooks());
    const ours = SHIPPED_SETS.map((set) => {
      const reports = heldOut(set).filter(({ runbook }) => runbook !== null);
      return [set, note(set, answerAll(matcher, reports))] as const;
    });
    const others = note('not ours', answerAll(matcher, heldOut('not-ours')));
    for (const [set, { straight, straightOrListed, wrong }] of ours) {
      expect(straight, set).to.be.at.least(0.4);
      expect(straightOrListed, set).to.be.at.least(0.8);
      expect(wrong, set).to.be.at.most(0.07);
    }
    expect(others.falseAlarms).to.be.at.most(0.04);
  });

  it('carries over to runbooks that were written from their documents only', async () => {
    for (const runbook of await loadRunbooks(UNSEEN)) {
      const set: ReportSet = runbook.id === 'onedrive-files' ? 'onedrive-files' : 'laptop-hardware';
      const reports = [...heldOut(set), ...heldOut('not-ours')];
      const answers = answerAll(createMatcher([runbook]), reports);
      const { straightOrListed, falseAlarms } = note(`${set}, unseen`, answers);
      expect(straightOrListed, set).to.be.at.least(0.35);
      expect(falseAlarms, set).to.be.at.most(0.07);
    }
  });

  it('has at least 160 reports for each shipped runbook, in both languages and of every kind', () => {
    for (const set of SHIPPED_SETS) {
      const reports = [...labelledReports(set, 'dev'), ...labelledReports(set, 'held-out')];
      expect(reports.length, set).to.be.at.least(160);
      expect(new Set(reports.map(({ lang }) => lang)), set).to.include.all.keys('en', 'zh');
    }
  });
});

function heldOut(set: ReportSet) {
  return labelledReports(set, 'held-out').filter(isReport);
}
