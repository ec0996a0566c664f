import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { KeptReport } from '../../src/conversation/kept-report.ts';
import {
  countReporters,
  labelReports,
  MAX_REPORT,
  reportsSince,
  saveReport,
  settleReport,
} from '../../src/store/reports.ts';
import type { Store } from '../../src/store/store.ts';

const AT = '2026-11-22T08:00:00.000Z';
const CONVERSATION = 'web:reports';

/** What holds of kept reports, on every kind of store. */
export function reportsContract(open: () => Promise<Store>): void {
  let store: Store;

  before(async () => {
    store = await open();
  });
  beforeEach(async () => {
    await store.db.deleteFrom('conversations').execute();
    await store.db
      .insertInto('conversations')
      .values({ id: CONVERSATION, channel: 'web', person: '{}', address: '{}', state: '{}' })
      .execute();
  });
  after(() => store.close());

  const save = (report: Partial<KeptReport> & Pick<KeptReport, 'case'>, at = AT) =>
    store.db
      .transaction()
      .execute((trx) =>
        saveReport(trx, { conversation: CONVERSATION, at }, { ...NONE, ...report }),
      );
  const settle = (of: Parameters<typeof settleReport>[1]) =>
    store.db.transaction().execute((trx) => settleReport(trx, of));
  const label = (id: string, symptom: string | null) =>
    store.db.transaction().execute((trx) => labelReports(trx, id, symptom));
  const outcomes = async () =>
    (await reportsSince(store.db, null)).map(({ outcome, symptom }) => [outcome, symptom]);

  it('returns what was kept since a moment, oldest first', async () => {
    const id = randomUUID();
    await save({ case: id, text: 'earlier' }, '2026-11-21T08:00:00.000Z');
    await save({ case: id, answer: 'choices', symptoms: ['a/x', 'a/y'], confidence: 0.5 });
    const kept = await reportsSince(store.db, new Date('2026-11-22T00:00:00Z'));
    expect(kept).to.deep.equal([
      {
        at: new Date(AT),
        text: NONE.text,
        locale: 'en',
        answer: 'choices',
        symptoms: ['a/x', 'a/y'],
        confidence: 0.5,
        outcome: null,
        symptom: null,
      },
    ]);
    expect((await reportsSince(store.db, null)).map(({ text }) => text)).to.deep.equal([
      'earlier',
      NONE.text,
    ]);
  });

  it('counts the other people who reported a symptom lately, each once', async () => {
    const report = async (person: string, hoursAgo: number, more: Partial<KeptReport> = {}) => {
      const id = `web:${person}-${hoursAgo}`;
      await store.db
        .insertInto('conversations')
        .values({ id, channel: 'web', person: JSON.stringify({ id: person }), address: '{}' })
        .execute();
      const at = new Date(Date.parse(AT) - hoursAgo * 3_600_000).toISOString();
      const kept = {
        ...NONE,
        case: randomUUID(),
        answer: 'symptom',
        symptoms: ['a/x'],
        ...more,
      } as const;
      await store.db
        .transaction()
        .execute((trx) => saveReport(trx, { conversation: id, at }, kept));
      return kept.case;
    };
    await report('ann', 0.5);
    await report('ann', 1);
    await report('ben', 1.5);
    await report('cid', 5);
    await report('dan', 30);
    await report('eve', 1, { symptoms: ['a/y'] });
    await report('fay', 1, { answer: 'choices', symptoms: ['a/x', 'a/y'] });
    await report('bob', 1);
    await settle({ case: await report('gil', 1), outcome: 'corrected', symptom: null });
    const chosen = await report('hal', 1, { answer: 'choices', symptoms: ['a/y', 'a/x'] });
    await settle({ case: chosen, outcome: 'confirmed', symptom: 'a/x' });
    const person = { id: 'bob', name: null, address: null, localeTag: null, timeZone: null };
    const asker = { at: AT, channel: 'web', person } as const;
    expect(await countReporters(store.db, asker, 'a/x')).to.deep.equal({ lately: 3, today: 4 });
    expect(await countReporters(store.db, asker, 'a/z')).to.deep.equal({ lately: 0, today: 0 });
  });

  it('cuts a long report, without half of a character and without NUL', async () => {
    await save({ case: randomUUID(), text: `\0${'😀'.repeat(MAX_REPORT)}` });
    const [kept] = await reportsSince(store.db, null);
    expect(kept?.text).to.equal('😀'.repeat(MAX_REPORT));
  });

  it('notes what became of the last report of a case, and of no other', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    await save({ case: id });
    await save({ case: id, answer: 'symptom', symptoms: ['a/x'] });
    await save({ case: other });
    await settle({ case: id, outcome: 'corrected', symptom: null });
    expect(await outcomes()).to.deep.equal([
      ['unanswered', null],
      ['corrected', null],
      ['unanswered', null],
    ]);
  });

  it('confirms the report that was answered with the symptom', async () => {
    const id = randomUUID();
    await save({ case: id, answer: 'symptom', symptoms: ['a/x'] });
    await save({ case: id, answer: 'symptom', symptoms: ['a/y'] });
    await settle({ case: id, outcome: 'corrected', symptom: null });
    await settle({ case: id, outcome: 'confirmed', symptom: 'a/x' });
    expect(await outcomes()).to.deep.equal([
      ['confirmed', 'a/x'],
      ['corrected', null],
    ]);
  });

  it('notes the label of an agent at the last report and at those without an answer', async () => {
    const id = randomUUID();
    await save({ case: id, answer: 'symptom', symptoms: ['a/x'] });
    await save({ case: id });
    await save({ case: id, answer: 'choices', symptoms: ['a/y', 'a/z'] });
    expect(await label(id, 'a/z')).to.equal(true);
    expect(await outcomes()).to.deep.equal([
      [null, null],
      ['corrected', 'a/z'],
      ['confirmed', 'a/z'],
    ]);
  });

  it('notes that an agent found none of the known symptoms', async () => {
    const [none, wrong] = [randomUUID(), randomUUID()];
    await save({ case: none });
    await save({ case: wrong, answer: 'symptom', symptoms: ['a/x'] });
    expect([await label(none, null), await label(wrong, null)]).to.deep.equal([true, true]);
    expect(await outcomes()).to.deep.equal([
      ['unanswered', null],
      ['corrected', null],
    ]);
    expect(await label(randomUUID(), 'a/x')).to.equal(false);
  });

  it('deletes the reports of a conversation with the conversation', async () => {
    await save({ case: randomUUID() });
    await store.db.deleteFrom('conversations').where('id', '=', CONVERSATION).execute();
    expect(await reportsSince(store.db, null)).to.deep.equal([]);
  });
}

const NONE: Omit<KeptReport, 'case'> = {
  text: 'The stapler is empty',
  locale: 'en',
  answer: 'none',
  symptoms: [],
  confidence: 0.9,
};
