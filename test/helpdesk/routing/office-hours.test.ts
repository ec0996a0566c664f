import { expect } from 'chai';
import { readDesksFile } from '../../../src/helpdesk/routing/desks-file.ts';
import { type AnswerTime, expectedAnswer } from '../../../src/helpdesk/routing/office-hours.ts';

function deskWith(...lines: readonly string[]): AnswerTime {
  const file = ['desks:', '  it:', '    slack: C0123456789', ...lines.map((line) => `    ${line}`)];
  const [desk] = readDesksFile('desks.yaml', `${file.join('\n')}\n`).desks;
  if (desk === undefined) throw new Error('the file has a desk');
  return desk.answers;
}

const berlin = deskWith('hours: mon-fri 8:00-17:00 Europe/Berlin', 'answers-within: 2 h');

describe('usual time of an answer', () => {
  for (const [what, at, by, opensAt] of [
    ['within the hours', '2026-11-25T09:00:00.000Z', '2026-11-25T11:00:00.000Z', null],
    // 15:30 in Berlin; 90 minutes are left of the day.
    ['over the night', '2026-11-25T14:30:00.000Z', '2026-11-26T07:30:00.000Z', null],
    [
      'before they open',
      '2026-11-25T05:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
      '2026-11-25T07:00:00.000Z',
    ],
    [
      'over the weekend',
      '2026-11-27T20:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      '2026-11-30T07:00:00.000Z',
    ],
    // Clocks go back on 25 October.
    [
      'over a change of clocks',
      '2026-10-23T20:00:00.000Z',
      '2026-10-26T09:00:00.000Z',
      '2026-10-26T07:00:00.000Z',
    ],
  ] as const) {
    it(`is counted ${what}`, () => {
      expect(expectedAnswer([berlin], at)).to.deep.equal({ by, opensAt });
    });
  }

  it('is the first of several desks, and unknown if no desk says', () => {
    const quick = deskWith('answers-within: 30 min');
    const hoursOnly = deskWith(
      'hours: [mon 8:00-12:00 Asia/Shanghai, mon 13:00-17:00 Asia/Shanghai]',
    );
    const at = '2026-11-25T09:00:00.000Z';
    expect(expectedAnswer([berlin, hoursOnly, quick], at)).to.deep.equal({
      by: '2026-11-25T09:30:00.000Z',
      opensAt: null,
    });
    expect(expectedAnswer([hoursOnly], at)).to.deep.equal({
      by: null,
      opensAt: '2026-11-30T00:00:00.000Z',
    });
    expect(expectedAnswer([hoursOnly], '2026-11-30T06:00:00.000Z')).to.deep.equal({
      by: null,
      opensAt: null,
    });
    expect(expectedAnswer([], at)).to.equal(null);
    expect(expectedAnswer([deskWith()], at)).to.equal(null);
  });

  for (const line of [
    'hours: mon-fri 8-17 Europe/Berlin',
    'hours: mon-fri 17:00-8:00 Europe/Berlin',
    'hours: mon-fri 8:00-17:00 Nowhere/Land',
    'hours: everyday 8:00-17:00 Europe/Berlin',
    'hours: mon-fri 8:00-25:00 Europe/Berlin',
    'answers-within: soon',
    'answers-within: 0 h',
  ]) {
    it(`is refused if the file of desks says "${line}"`, () => {
      expect(() => deskWith(line)).to.throw(/write (?:them|it) like/);
    });
  }
});

describe('who decides that a ticket is urgent', () => {
  const read = (line: string) =>
    readDesksFile('desks.yaml', `${line}\ndesks:\n  it:\n    slack: C0123456789\n`).urgentBy;

  it('is the helpdesk, unless the file of desks lets requesters decide', () => {
    expect(read('')).to.equal('helpdesk');
    expect(read('urgent-by: requester')).to.equal('requester');
    expect(() => read('urgent-by: everyone')).to.throw('helpdesk or requester');
  });
});
