import { expect } from 'chai';
import { analyze } from '../../src/matching/analyze.ts';
import { questionFor } from '../../src/matching/ask.ts';
import { buildKnowledge } from '../../src/matching/knowledge.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import type { Candidate, View } from '../../src/matching/view.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { both } from '../support/sample-runbook.ts';
import { runbookFor } from './runbook-for.ts';

const mail: Runbook = {
  ...runbookFor('mail', 'Mail', ['outlook'], {
    start: { title: 'Asks at the start', en: ['asks for the password at each start'] },
    sending: { title: 'Asks when sending', en: ['asks for the password when sending'] },
    forgotten: { title: 'Forgotten', en: ['reset my password'] },
  }),
  tellsApart: [
    {
      id: 'when',
      symptoms: ['sending', 'start'],
      question: both('When?', '什么时候？'),
      answers: new Map(),
    },
  ],
};

const printing: Runbook = {
  ...runbookFor('printing', 'Printing', ['printer'], {
    pale: { title: 'Pale', en: ['pages are pale'] },
    lines: { title: 'Lines', en: ['lines on the page'] },
    empty: { title: 'Empty', en: ['pages are empty'] },
  }),
  tellsApart: [
    {
      id: 'page',
      symptoms: ['pale', 'lines', 'empty'],
      question: both('How does the page look?', '纸上是什么样？'),
      answers: new Map(),
    },
  ],
};

const vpn = runbookFor('vpn', 'Remote access', ['vpn'], {
  lost: { title: 'Lost', en: ['reset my password'] },
  drops: { title: 'Drops', en: ['the tunnel drops'] },
});

/** Analyzes a report, and gives its symptoms these probabilities. */
function seen(text: string, probabilities: Readonly<Record<string, number>>) {
  const views = analyze(text, buildKnowledge([mail, printing, vpn])).views.map((view): View => {
    const candidates = view.known.index.symptoms.flatMap((symptom): Candidate[] => {
      const probability = probabilities[symptom.ref.symptom];
      const evidence = { features: {}, fit: undefined } as unknown as Candidate['evidence'];
      return probability === undefined
        ? []
        : [{ symptom, evidence, odds: 0, share: probability, probability }];
    });
    const probability = candidates.reduce((sum, each) => sum + each.probability, 0);
    return { ...view, candidates, probability };
  });
  const all = views.flatMap((view) => view.candidates);
  const best = all.sort((one, other) => other.probability - one.probability).slice(0, 3);
  return [best, views.sort((one, other) => other.probability - one.probability)] as const;
}

describe('question about a vague report', () => {
  it('is the one that tells exactly the candidates apart', () => {
    expect(
      questionFor(...seen('asks for my password', { start: 0.4, sending: 0.4 })),
    ).to.deep.equal({ kind: 'tells-apart', runbook: 'mail', id: 'when' });
  });

  it('may be about a further symptom that people confuse with the candidates', () => {
    expect(questionFor(...seen('the page looks wrong', { pale: 0.4, lines: 0.3 }))).to.deep.equal({
      kind: 'tells-apart',
      runbook: 'printing',
      id: 'page',
    });
  });

  it('may tell the best two apart, if a third is unlikely', () => {
    const question = { kind: 'tells-apart', runbook: 'mail', id: 'when' };
    const likely = seen('asks for my password', { start: 0.4, sending: 0.3, forgotten: 0.1 });
    expect(questionFor(...likely)).to.deep.equal(question);
    const unclear = seen('asks for my password', {
      start: 0.2,
      sending: 0.2,
      forgotten: 0.19,
      lost: 0.19,
    });
    expect(questionFor(...unclear)).to.equal(null);
  });

  it('is not asked if it is about other symptoms', () => {
    expect(questionFor(...seen('password', { start: 0.4, forgotten: 0.4 }))).to.equal(null);
  });

  it('asks for the runbook if only general words are there', () => {
    expect(questionFor(...seen('reset my password', { forgotten: 0.5, lost: 0.4 }))).to.deep.equal({
      kind: 'which-runbook',
      runbooks: ['mail', 'vpn'],
    });
  });

  it('does not ask for the runbook if a product is named, or a word that only one knows', () => {
    const products = seen('reset my password for the vpn', { forgotten: 0.4, lost: 0.4 });
    expect(questionFor(...products)).to.equal(null);
    const words = seen('reset my password, the tunnel drops', { forgotten: 0.4, lost: 0.4 });
    expect(questionFor(...words)).to.equal(null);
  });

  it('does not ask for the runbook if all candidates are of one', () => {
    expect(questionFor(...seen('reset my password', { lost: 0.4, drops: 0.4 }))).to.equal(null);
  });
});

describe('report that the person says is about one runbook', () => {
  it('is never understood as another one', () => {
    const matcher = createMatcher([mail, vpn]);
    for (const text of ['reset my password', 'the tunnel drops', 'my chair', 'start over']) {
      const match = matcher.match(text, { runbook: 'mail' });
      const symptoms =
        match.outcome === 'symptom'
          ? [match.symptom]
          : match.outcome === 'choices'
            ? match.symptoms
            : [];
      expect(
        symptoms.filter(({ runbook }) => runbook !== 'mail'),
        text,
      ).to.deep.equal([]);
      expect(match.outcome, text).not.to.equal('intent');
    }
  });

  it('is about nothing in a runbook that is not loaded', () => {
    const match = createMatcher([mail, vpn]).match('reset my password', { runbook: 'gone' });
    expect(match.outcome).to.equal('none');
  });
});

describe("the organization's other systems", () => {
  const systems = ['purchasing portal', 'SAP', '采购门户'];
  const matcher = createMatcher([mail, vpn], { otherSystems: systems });

  it('are not taken for the subject of a runbook', () => {
    for (const text of [
      'reset my password for the purchasing portal',
      'reset my password in sap',
      'reset my password, 采购门户',
    ]) {
      expect(createMatcher([mail, vpn]).match(text).outcome, text).not.to.equal('none');
      expect(matcher.match(text).outcome, text).to.equal('none');
    }
  });

  it('change nothing if a product of a runbook is named, too', () => {
    expect(matcher.match('vpn: reset my password, then SAP').outcome).not.to.equal('none');
  });

  it('are named in the reason', () => {
    expect(matcher.match('reset my password in SAP').why.en).to.contain('sap');
  });
});
