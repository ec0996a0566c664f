import { expect } from 'chai';
import { exactMatch, reportOf } from '../../src/authoring/exact-match.ts';
import { readAnswer } from '../../src/conversation/utterances/typed-answer.ts';
import { sampleReplies } from '../support/sample-replies.ts';

const ROOMS = { runbook: 'meeting-rooms', symptom: 'screen-black' };

describe('reports that the check types', () => {
  it('mean the symptoms that they name', () => {
    expect(exactMatch(reportOf([ROOMS]))).to.deep.include({ outcome: 'symptom', symptom: ROOMS });
    const other = { runbook: 'meeting-rooms', symptom: 'no-sound' };
    expect(exactMatch(reportOf([ROOMS, other]))).to.deep.include({
      outcome: 'choices',
      symptoms: [ROOMS, other],
    });
  });

  it('are never read as the words of a button, even if the runbook is called like its id', () => {
    const [list] = sampleReplies('en').filter(({ kind }) => kind === 'which-runbook');
    if (list === undefined) throw new Error('No sample lists runbooks.');
    const named = {
      ...list,
      choices: list.choices.map((each) =>
        each.verb === 'runbook' ? { ...each, label: 'Meeting rooms' } : each,
      ),
    };
    const [first] = named.choices.filter(({ verb }) => verb === 'runbook');
    const only = { ...named, choices: first === undefined ? [] : [first] };
    expect(readAnswer('the meeting rooms', only)?.label).to.equal('Meeting rooms');
    expect(readAnswer(reportOf([ROOMS]), only)).to.equal(null);
  });
});
