import { resolve } from 'node:path';
import { expect } from 'chai';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { type Answer, answerAll, calibrationError, figures, tableBy } from '../eval/measure.ts';
import { labelledReports } from '../eval/reports.ts';

describe('understanding of the reports that were set aside', () => {
  let answers: readonly Answer[];

  before(async () => {
    const matcher = createMatcher(
      await loadRunbooks(resolve(import.meta.dirname, '../../dialogs')),
    );
    answers = answerAll(matcher, labelledReports('held-out'));
    console.log(
      `\n${tableBy(answers, ({ kind }) => kind)}\n\n${tableBy(answers, ({ lang }) => lang)}`,
    );
    console.log(`expected calibration error ${calibrationError(answers).toFixed(3)}\n`);
  });

  it('names the right symptom straight away for at least 85 of 100', () => {
    expect(figures(answers).straight).to.be.at.least(0.85);
  });

  it('names or offers the right one for at least 96 of 100', () => {
    expect(figures(answers).straightOrListed).to.be.at.least(0.96);
  });

  it('is wrong straight away for at most 1.5 of 100', () => {
    expect(figures(answers).wrong).to.be.at.most(0.015);
  });

  it('answers at most 2 of 100 reports that are not ours as if they were', () => {
    expect(figures(answers).falseAlarms).to.be.at.most(0.02);
  });

  it('is as sure as it is right', () => {
    expect(calibrationError(answers)).to.be.at.most(0.06);
  });

  it('has reports of every kind in both languages, and at least a quarter that are not ours', () => {
    const reports = answers.map(({ report }) => report);
    expect(reports.length).to.be.at.least(170);
    expect(
      reports.filter(({ expected }) => expected.length === 0).length / reports.length,
    ).to.be.at.least(0.25);
    expect(new Set(reports.map(({ lang }) => lang))).to.deep.equal(new Set(['en', 'zh', 'mixed']));
  });
});
