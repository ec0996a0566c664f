import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { type CheckReport, check, formatCheck } from '../../src/authoring/check.ts';

const DIALOGS = resolve(import.meta.dirname, '../../dialogs');
const SMALL = resolve(import.meta.dirname, '../fixtures/runbooks/whole');

describe('signpost check', function () {
  this.timeout(120_000);

  it('proves of the runbooks here that every path ends solved or in a ticket, in both languages alike', async () => {
    const report = await check({ dialogsDir: DIALOGS });
    expect(formatCheck(report)).to.match(
      /checked: every path ends solved or in a ticket, every card is valid on Teams, on the page and on Slack\.$/,
    );
    const [en, zh] = report.languages;
    expect(report.languages.map(({ locale }) => locale)).to.deep.equal(['en', 'zh-CN']);
    expect(zh).to.deep.include({ states: en?.states, turns: en?.turns, paths: en?.paths });
    expect(en?.states).to.be.greaterThan(500);
    expect(Number(en?.paths)).to.be.greaterThan(300);
    expect(en?.cards).to.be.greaterThan(100);
    expect(en?.slack.messages, 'a card is at least one message').to.be.at.least(en?.cards ?? Number.POSITIVE_INFINITY);
    expect(en?.slack.modals).to.be.greaterThan(100);
  });

  it('names file, line and column of an answer that cannot be typed, because it is called like another button', async () => {
    const report = await checkWith('en.yaml', 'By network', 'Back');
    expect(report.problems).not.to.be.empty;
    const [problem] = report.problems;
    expect(problem?.message).to.match(/^to (press|type) .* is not understood as the button it stands on/);
    expect(problem?.file).to.match(/runbook\.yaml$/);
    expect(problem?.excerpt).to.match(/^ {2}port-changed:/);
    expect(problem).to.include({ column: 3 });
  });

  it('stops at the runbook itself where that is broken, with the list of its problems', async () => {
    const report = await checkWith('runbook.yaml', 'causes: [toner-low]', 'causes: [toner-lwo]');
    expect(formatCheck(report)).to.match(/runbook\.yaml:\d+:\d+: .*toner-lwo/);
    expect(report.languages).to.deep.equal([]);
  });
});

/** Checks a copy of a small runbook in which one stretch of text was changed. */
async function checkWith(file: string, before: string, after: string): Promise<CheckReport> {
  const dir = mkdtempSync(join(tmpdir(), 'signpost-check-'));
  try {
    cpSync(SMALL, dir, { recursive: true });
    const path = join(dir, 'printing', file);
    const text = readFileSync(path, 'utf8');
    expect(text, 'the text to change').to.include(before);
    writeFileSync(path, text.replace(before, after));
    return await check({ dialogsDir: dir });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
