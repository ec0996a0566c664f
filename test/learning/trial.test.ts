import { resolve } from 'node:path';
import { expect } from 'chai';
import { type Lesson, lessonsIn, proposalsFor } from '../../src/learning/proposals.ts';
import { groupSimilar } from '../../src/learning/similar.ts';
import { type Library, tryProposals } from '../../src/learning/trial.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks, readRunbookFiles } from '../../src/runbook/load-runbooks.ts';
import { readPacks } from '../../src/runbook/packs.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';

const FOLDER = resolve(import.meta.dirname, '../fixtures/runbooks/whole');
const PALE = 'printing/pages-pale';
const MISSING = 'printing/pages-missing';

describe('trial of new wordings', () => {
  let runbooks: readonly Runbook[];
  let library: Library;
  before(async () => {
    runbooks = await loadRunbooks(FOLDER);
    library = { files: await readRunbookFiles(FOLDER), packs: readPacks(FOLDER).packs };
  });

  const lessons = (reports: readonly (readonly [text: string, symptom: string])[]) =>
    lessonsIn(
      reports.map(([text, symptom]) => ({ text, symptom, locale: 'en' })),
      runbooks,
    );
  const proposals = (of: readonly Lesson[]) =>
    proposalsFor(of, runbooks, createMatcher(runbooks).match);
  const tried = (of: readonly Lesson[]) => tryProposals(library, runbooks, of, proposals(of));
  const kept = (of: readonly Lesson[]) => tried(of).kept.map(({ wording }) => wording);

  it('keeps the wording of most reports first, and none that it covers', () => {
    expect(
      kept(
        lessons([
          ['sheets lost on the way', MISSING],
          ['letters grey and faint', PALE],
          ['Letters grey and faint!', PALE],
          ['hello, letters grey and faint', PALE],
        ]),
      ),
    ).to.deep.equal(['letters grey and faint', 'sheets lost on the way']);
  });

  it('proposes nothing for reports that are understood, and no wording that stands', () => {
    const known = lessons([
      ['print is too light', PALE],
      ['Only half of my document was printed?', PALE],
      ['grey letters', 'printing/gone'],
    ]);
    expect(proposals(known)).to.deep.equal([]);
  });

  it('leaves out a wording that spoils the answer of another report', () => {
    const { kept: none, harmful } = tried(lessons([['nothing is printed on the page', PALE]]));
    expect(none).to.deep.equal([]);
    expect(harmful.map(({ wording }) => wording)).to.deep.equal(['nothing is printed on the page']);
  });

  it('gives a wording of two symptoms to the one with more reports', () => {
    const shared = proposals(
      lessons([
        ['letters grey and faint', MISSING],
        ['letters grey and faint', PALE],
        ['letters grey and faint', PALE],
      ]),
    );
    expect(shared.map(({ symptom }) => symptom.symptom)).to.deep.equal(['pages-pale']);
  });

  it('keeps at most ten wordings of a symptom', () => {
    const things =
      'roses lilies violets daisies tulips orchids irises poppies asters dahlias ferns';
    const reports = things.split(' ').map((thing) => [`${thing} look washed`, PALE] as const);
    const all = lessons([...reports, ['mosses seem wan', PALE]]);
    expect(proposals(all).length).to.be.greaterThan(10);
    expect(kept(all).length).to.be.at.most(10);
  });
});

describe('groups of similar reports', () => {
  it('counts reports with most of their words in common, in any language', () => {
    expect(
      groupSimilar([
        'the stapler jammed in room five',
        'badge reader is red',
        'my stapler is jammed',
        'stapler jammed again, please help',
        '门禁卡刷不开门',
        '我的门禁卡刷不开',
      ]),
    ).to.deep.equal([
      { example: 'my stapler is jammed', count: 3 },
      { example: '门禁卡刷不开门', count: 2 },
    ]);
  });

  it('groups nothing that shares only ordinary words', () => {
    expect(groupSimilar(['it does not work', 'it does not open', 'please help me'])).to.deep.equal(
      [],
    );
  });
});
