import { resolve } from 'node:path';
import { expect } from 'chai';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { type Answer, answerAll, calibrationError, figures, tableBy } from '../eval/measure.ts';
import { labelledReports } from '../eval/reports.ts';

describe('matcher accuracy on the held-out reports', () => {
  let answers: readonly Answer[];

  before(async () => {
    const matcher = createMatcher(
      await loadRunbooks(resolve(import.meta.dirname, '../../dialogs')),
    );
    answers = answerAll(matcher, labelledReports('skype-sign-in', 'held-out'));
    console.log(
      `\n${tableBy(answers, ({ kind }) => kind)}\n\n${tableBy(answers, ({ lang }) => lang)}`,
    );
    console.log(`expected calibration error ${calibrationError(answers).toFixed(3)}\n`);
  });

  it('names the right symptom directly for at least 85 of 100 reports', () => {
    expect(figures(answers).straight).to.be.at.least(0.85);
  });

  it('names or lists the right symptom for at least 96 of 100 reports', () => {
    expect(figures(answers).straightOrListed).to.be.at.least(0.96);
  });

  it('names a wrong symptom directly for at most 1.5 of 100 reports', () => {
    expect(figures(answers).wrong).to.be.at.most(0.015);
  });

  it('matches at most 2 of 100 unrelated reports to a symptom', () => {
    expect(figures(answers).falseAlarms).to.be.at.most(0.02);
  });

  it('has a confidence that agrees with its accuracy', () => {
    expect(calibrationError(answers)).to.be.at.most(0.06);
  });

  it('covers reports in both languages and mixed, at least a quarter of them unrelated', () => {
    const reports = answers.map(({ report }) => report);
    expect(reports.length).to.be.at.least(170);
    expect(
      reports.filter(({ expected }) => expected.length === 0).length / reports.length,
    ).to.be.at.least(0.25);
    expect(new Set(reports.map(({ lang }) => lang))).to.deep.equal(new Set(['en', 'zh', 'mixed']));
  });
});
