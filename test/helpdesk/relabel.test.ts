import { expect } from 'chai';
import { renderAgentCard } from '../../src/cards/agent/render-agent-card.ts';
import { reportsSince } from '../../src/store/reports.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { eventsAfter } from '../../src/store/ticket-states.ts';
import { type DeskRig, openDeskRig } from '../support/desk-rig.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { ada, bob } from '../support/sample-actors.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

const SMUDGES = { symptom: 'office-printer/smudges', title: 'The pages are smudged' };

describe('symptom of a ticket corrected by an agent, embedded', () => relabels(openFreshStore));

describe('symptom of a ticket corrected by an agent, on PostgreSQL', () =>
  relabels(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));

function relabels(open: () => Promise<Store>): void {
  let store: Store;
  let rig: DeskRig;

  before(async () => {
    store = await open();
    rig = await openDeskRig(store);
  });
  after(async () => {
    await rig.stop();
    await store.close();
  });

  const outcomes = async (text: string) =>
    (await reportsSince(store.db, null))
      .filter((report) => report.text.includes(text))
      .map(({ outcome, symptom }) => [outcome, symptom]);

  it('keeps the symptom with the report, in the history, and from the requester', async () => {
    const requester = rig.requester('Smith');
    const number = await requester.file();
    const heard = (await requester.inbound()).length;
    const reply = await rig.type(ada, `relabel ${number} office-printer/smudges`);
    expect(reply).to.deep.include({ kind: 'done', number });
    expect(renderAgentCard(reply, { view: 'agent' }).text).to.include(
      'The symptom is now “The pages are smudged” (office-printer/smudges).',
    );
    const history = await rig.type(ada, `history ${number}`);
    expect(renderAgentCard(history, { view: 'agent' }).text).to.include(
      'Ada corrected the symptom to “The pages are smudged” (office-printer/smudges)',
    );
    expect((await requester.inbound()).length).to.equal(heard);
    expect(await outcomes("[name]'s chair squeaks")).to.deep.equal([
      ['corrected', SMUDGES.symptom],
    ]);
  });

  it('asks for the symptom in a form, and takes words of its title', async () => {
    const number = await rig.requester('formed').file();
    const press = { verb: 'relabel', ticket: number, revision: 1 } as const;
    expect(await rig.press(ada, press)).to.include({ kind: 'form', command: 'relabel' });
    expect(await rig.press(ada, { ...press, fields: { text: ' ' } })).to.deep.include({
      kind: 'form',
      problem: { code: 'no-symptom' },
    });
    const reply = await rig.press(ada, { ...press, fields: { text: 'pages smudged' } });
    expect(reply).to.have.nested.property('event.to.symptom', SMUDGES.symptom);
  });

  it('changes nothing if the symptom is unknown, and suggests the nearest', async () => {
    const number = await rig.requester('mistyped').file();
    const reply = await rig.type(ada, `relabel ${number} smugdes`);
    expect(renderAgentCard(reply, { view: 'agent' }).text).to.include(
      'Did you mean office-printer/smudges (“The pages are smudged”)?',
    );
    expect(await eventsAfter(store.db, number, 1, 5)).to.deep.equal([]);
    const none = await rig.type(ada, `relabel ${number} weather`);
    expect(renderAgentCard(none, { view: 'agent' }).text).to.include(
      'No symptom is called “weather”.',
    );
  });

  it('notes that no symptom fits, in Chinese too', async () => {
    const number = await rig.requester('nothing').file();
    const reply = await rig.type(ada, `改标 ${number} 都不是`, { localeTag: 'zh-CN' });
    expect(renderAgentCard(reply, { view: 'agent' }).text).to.include(
      '已记录：此工单不属于任何已知症状。',
    );
    expect(await outcomes('[name]')).to.deep.include(['unanswered', null]);
  });

  it('keeps the report of a ticket that was filed before reports were kept', async () => {
    const number = await rig.requester('earlier').file();
    await store.db.deleteFrom('reports').execute();
    await rig.type(ada, `relabel ${number} smudges`);
    expect(await outcomes("[name]'s chair")).to.deep.equal([['corrected', SMUDGES.symptom]]);
  });

  it('refuses people who are no agents', async () => {
    const number = await rig.requester('stranger').file();
    expect(await rig.type(bob, `relabel ${number} smudges`)).to.deep.include({
      kind: 'refused',
      refusal: { code: 'not-an-agent' },
    });
  });

  it('masks secrets and personal data in the reports it keeps', async () => {
    const requester = rig.requester('Carla');
    await requester.say(
      'Carla here, password: hunter2!x, mail carla@contoso.com, the desk is warm',
    );
    const [kept] = (await reportsSince(store.db, null)).filter(({ text }) => text.includes('warm'));
    expect(kept?.text).to.equal(
      '[name] here, password: [masked: password], mail [address], the desk is warm',
    );
  });
}
