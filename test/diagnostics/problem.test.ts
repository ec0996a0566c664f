import { expect } from 'chai';
import { formatProblem, formatProblems, problemOfFile } from '../../src/diagnostics/problem.ts';

const PROBLEM = {
  file: 'dialogs/a/en.yaml',
  line: 3,
  column: 8,
  message: 'this is wrong',
  excerpt: 'title: Wrong',
  length: 5,
};

describe('printed runbook problem', () => {
  it('shows the line with carets under the problem', () => {
    expect(formatProblem(PROBLEM)).to.equal(
      'dialogs/a/en.yaml:3:8: this is wrong\n  title: Wrong\n         ^^^^^',
    );
  });

  it('aligns the carets after Chinese characters, which are two columns wide', () => {
    const problem = { ...PROBLEM, excerpt: '标题: 错误', column: 5, length: 2 };
    expect(formatProblem(problem).split('\n')[2]).to.equal('        ^^^^');
  });

  it('keeps tabs, so that the carets stay aligned at any tab width', () => {
    const problem = { ...PROBLEM, excerpt: '\t- Wrong', column: 4 };
    expect(formatProblem(problem).split('\n')[2]).to.equal('  \t  ^^^^^');
  });

  it('shows only the part of a long line around the problem', () => {
    const problem = {
      ...PROBLEM,
      excerpt: `${'before '.repeat(40)}WRONG${' after'.repeat(40)}`,
      column: 281,
    };
    const [, line = '', carets = ''] = formatProblem(problem).split('\n');
    expect(line.length).to.be.below(120);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).to.equal('WRONG');
    expect(line).to.match(/^ {2}….*…$/);
  });

  it('shows no line for a problem of a whole file', () => {
    expect(formatProblem(problemOfFile('dialogs/a/en.yaml', 'this file is missing'))).to.equal(
      'dialogs/a/en.yaml:1:1: this file is missing',
    );
  });

  it('ends with the number of problems', () => {
    expect(formatProblems([PROBLEM]).split('\n').at(-1)).to.equal('1 problem in the runbooks.');
    expect(formatProblems([PROBLEM, PROBLEM]).split('\n').at(-1)).to.equal(
      '2 problems in the runbooks.',
    );
  });
});
