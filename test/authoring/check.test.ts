import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { type CheckReport, check, formatCheck } from '../../src/authoring/check.ts';
import { loadLanguages } from '../../src/i18n/languages.ts';
import { ACCENTED, MIRRORED, writePseudoLanguages } from '../support/pseudo-language.ts';

const DIALOGS = resolve(import.meta.dirname, '../../dialogs');
const SMALL = resolve(import.meta.dirname, '../fixtures/runbooks/whole');

describe('signpost check command', function () {
  this.timeout(300_000);

  it('confirms that every path of the shipped runbooks ends solved or in a ticket, with equal counts per language', async () => {
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
    expect(en?.slack.messages, 'a card is at least one message').to.be.at.least(
      en?.cards ?? Number.POSITIVE_INFINITY,
    );
    expect(en?.slack.modals).to.be.greaterThan(100);
    expect(zh?.desk.cards, 'what the helpdesk is shown of a symptom, five cards each').to.equal(
      en?.desk.cards,
    );
    expect(zh?.desk.slack.modals).to.equal(en?.desk.slack.modals);
    // A card whose texts are too long for one message is posted as two; Chinese texts are shorter.
    expect(zh?.desk.slack.messages).to.be.within(
      zh?.desk.cards ?? Number.POSITIVE_INFINITY,
      en?.desk.slack.messages ?? 0,
    );
    expect(en?.desk.cards).to.be.greaterThan(40);
    expect(en?.desk.slack.messages).to.be.at.least(en?.desk.cards ?? Number.POSITIVE_INFINITY);
    expect(en?.desk.slack.modals).to.be.greaterThan(30);
  });

  it('proves each language that is only a folder, with texts 40 % longer or from right to left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signpost-check-'));
    try {
      const report = await check(writePseudoLanguages(folder, [ACCENTED, MIRRORED], SMALL));
      expect(formatCheck(report)).to.match(/every path ends solved or in a ticket/);
      expect(report.languages.map(({ locale }) => locale)).to.have.members([
        ...['en', 'zh-CN', ACCENTED.tag, MIRRORED.tag],
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
      loadLanguages(null);
    }
  });

  it('walks the questions and lists that several runbooks need', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signpost-check-'));
    try {
      for (const id of ['printing', 'plotting']) {
        cpSync(join(SMALL, 'printing'), join(folder, id), { recursive: true });
        addQuestion(join(folder, id));
      }
      for (const [file, from, to] of [
        ['en.yaml', 'title: Printing', 'title: Plotting'],
        ['zh-CN.yaml', 'title: 打印', 'title: 绘图'],
      ] as const) {
        const path = join(folder, 'plotting', file);
        writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
      }
      const report = await check({ dialogsDir: folder });
      expect(formatCheck(report)).to.match(/^2 runbooks checked: every path ends solved/m);
      const [en, zh] = report.languages;
      expect(zh).to.deep.include({ states: en?.states, turns: en?.turns, paths: en?.paths });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('names the file and the place of a text that a language lacks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signpost-check-'));
    try {
      const folders = writePseudoLanguages(folder, [ACCENTED], SMALL);
      const path = join(folders.languagesDir, ACCENTED.tag, 'teams.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"sorry"', '"sory"'));
      expect(formatCheck(await check(folders)))
        .to.match(/teams\.json:2:3: "sorry" is missing/)
        .and.match(/teams\.json:3:5: unknown key "sory"/)
        .and.match(/2 problems in the languages\.$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('names a symptom whose fix steps do not fit on the helpdesk cards and tells the author what to do', async () => {
    const steps = (text: string) =>
      Array.from({ length: 45 }, (_, index) => `${text} ${index}`).join('\n        - ');
    const report = await checkWith(
      ['en.yaml', 'Look the port up in the table and set it.', steps('look it up '.repeat(80))],
      ['zh-CN.yaml', '从下表中查出端口并设置。', steps('查出端口')],
    );
    const lines = report.problems.map(
      ({ file, excerpt, message }) => `${file.split('/').at(-1)}${excerpt} ${message}`,
    );
    const advice =
      'no room for 45 of the 50 steps of its fixes; make the steps of its fixes shorter, or fewer';
    expect(lines[0]).to.equal(
      `en.yaml  nothing-prints: symptom "nothing-prints": the card of its tickets in a desk: ${advice}`,
    );
    expect(lines.join('\n'))
      .to.include('what "lookup" finds of it: no room for 4')
      .and.not.to.include('zh-CN.yaml');
  });

  it('gives file, line and column of an answer that cannot be typed because another button has the same label', async () => {
    const report = await checkWith(['en.yaml', 'By network', 'Back']);
    expect(report.problems).not.to.be.empty;
    const [problem] = report.problems;
    expect(problem?.message).to.match(
      /^to (press|type) .* is not understood as the button it stands on/,
    );
    expect(problem?.file).to.match(/runbook\.yaml$/);
    expect(problem?.excerpt).to.match(/^ {2}port-changed:/);
    expect(problem).to.include({ column: 3 });
  });

  it('stops at a broken runbook and lists its problems', async () => {
    const report = await checkWith(['runbook.yaml', 'causes: [toner-low]', 'causes: [toner-lwo]']);
    expect(formatCheck(report)).to.match(/runbook\.yaml:\d+:\d+: .*toner-lwo/);
    expect(report.languages).to.deep.equal([]);
  });
});

/**
 * Checks a copy of a small runbook in which these stretches of text were changed: file, before,
 * after.
 */
async function checkWith(
  ...edits: readonly (readonly [string, string, string])[]
): Promise<CheckReport> {
  const dir = mkdtempSync(join(tmpdir(), 'signpost-check-'));
  try {
    cpSync(SMALL, dir, { recursive: true });
    for (const [file, before, after] of edits) {
      const path = join(dir, 'printing', file);
      const text = readFileSync(path, 'utf8');
      expect(text, 'the text to change').to.include(before);
      writeFileSync(path, text.replace(before, after));
    }
    return await check({ dialogsDir: dir });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Gives a copy of the small runbook a question that tells two of its symptoms apart. */
function addQuestion(runbook: string): void {
  const add = (file: string, text: string) =>
    writeFileSync(join(runbook, file), `${readFileSync(join(runbook, file), 'utf8')}\n${text}\n`);
  const words = (question: string, [none, pale]: readonly [string, string]) => `tells-apart:
  any-print:
    question: ${question}
    answers:
      nothing-prints: ${none}
      pages-pale: ${pale}`;
  add('runbook.yaml', 'tells-apart:\n  any-print: [nothing-prints, pages-pale]');
  add('en.yaml', words('Does anything come out?', ['Nothing at all', 'Yes, but it is pale']));
  add('zh-CN.yaml', words('有东西打印出来吗？', ['完全没有', '有，但是很淡']));
}
