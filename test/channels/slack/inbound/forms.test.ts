import { expect } from 'chai';
import { newestWith } from '../../../support/seat.ts';
import type { SlackSeat } from '../../../support/slack-driver.ts';
import { isJson, type Json } from '../../../support/slack-json.ts';
import { type SlackRig, startSlackRig } from '../../../support/slack-rig.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';

describe('Slack forms', () => {
  let rig: SlackRig;
  let bob: SlackSeat;
  before(async () => {
    rig = await startSlackRig();
  });
  after(async () => {
    expect(rig.api.invalid).to.deep.equal([]);
    await rig.close();
  });
  beforeEach(async () => {
    bob = await rig.seat({ locale: 'en-US', address: 'bobk@contoso.com' });
    await bob.say('I want to talk to a real person', []);
  });
  afterEach(() => rig.api.relent());

  it('opens a form with the known values and closes it when it is sent', async () => {
    const form = newestForm();
    expect(form).to.include({ type: 'modal', callback_id: 'signpost-form' });
    expect(textIn(form.blocks)).to.include('bobk@contoso.com');
    const { status, body } = await bob.person.submit(form, { device: 'Laptop, Windows 11' });
    expect([status, body]).to.deep.equal([200, null]);
    await rig.running.quiet();
    expect(textIn(newest()?.blocks)).to.include('Laptop, Windows 11');
  });

  it('keeps an invalid form open with the error at its field, and moves on once it is valid', async () => {
    const form = newestForm();
    const wrong = await bob.person.submit(form, {
      date: '2099-01-01',
      address: 'contoso\\bobk',
      device: 'Laptop',
    });
    expect(wrong.body).to.have.property('response_action', 'errors');
    const errors = Object(Object(wrong.body).errors);
    expect(errors).to.have.all.keys('date', 'address');
    expect(errors.address).to.include('name@example.com');
    await rig.running.quiet();
    expect(shown()).to.have.length(1);
    await bob.person.submit(form, {
      date: '2026-01-01',
      address: 'bobk@contoso.com',
      device: 'Laptop',
    });
    await rig.running.quiet();
    expect(textIn(newest()?.blocks)).to.include('Laptop').and.include('2026');
  });

  it('keeps the sent values of a form that is opened again, closed and opened once more', async () => {
    await bob.press('Continue', { device: 'Laptop, Windows 11', notes: 'Since the update' });
    await bob.press('Change something', {});
    const form = newestForm();
    await bob.person.close(form);
    await open('Fill in the form');
    expect(textIn(newestForm().blocks))
      .to.include('Laptop, Windows 11')
      .and.include('Since the update');
    const [review] = await bob.press('Continue', { device: 'Phone' });
    expect(review?.text)
      .to.include('Phone')
      .and.include('Since the update')
      .and.not.include('Laptop');
  });

  it('opens with what was typed in the meantime, and sends it along', async () => {
    await bob.say('ThinkPad X1, this morning', []);
    await open('Fill in the form');
    const form = newestForm();
    expect(textIn(form.blocks)).to.include('ThinkPad X1');
    await bob.person.submit(form, { phone: '030 1234567' });
    await rig.running.quiet();
    expect(textIn(newest()?.blocks)).to.include('ThinkPad X1').and.include('030 1234567');
  });

  it('offers a fresh button if Slack took too long to open a form', async () => {
    rig.api.trouble({ method: 'views.open', error: 'expired_trigger_id' });
    const before = rig.api.screen.views.length;
    await press('Fill in the form');
    await until(() => told().length === 1);
    expect(rig.api.screen.views).to.have.length(before);
    expect(told()[0]?.text).to.match(/once more/);
    await bob.person.press(...buttonOn(told(), 'Open the form'));
    await until(() => rig.api.screen.views.length > before);
    expect(textIn(newestForm().blocks)).to.include('bobk@contoso.com');
  });

  it('opens no form for a card that no longer waits, tells the person and changes nothing', async () => {
    const [message, button] = buttonOn(shown(), 'Fill in the form');
    await bob.say('skip', []);
    const before = [rig.api.screen.views.length, shown().length];
    await bob.person.press(message, button);
    await until(() => told().length === 1);
    expect(told()[0]?.text).to.match(/earlier step/);
    expect([rig.api.screen.views.length, shown().length - 1]).to.deep.equal(before);
  });

  it('changes nothing for a form of a card that no longer waits, and returns the typed words for copying', async () => {
    const form = newestForm();
    await bob.say('skip', []);
    const before = await bob.screen();
    const { body } = await bob.person.submit(form, { notes: 'Since the update' });
    expect(body).to.have.property('response_action', 'update');
    expect(textIn(Object(Object(body).view).blocks)).to.include('Since the update');
    await rig.running.quiet();
    expect(await bob.screen()).to.deep.equal(before);
  });

  it('acts once on a form that is sent three times at once', async () => {
    const payload = await bob.person.submitPayload(newestForm(), { device: 'Laptop' });
    await Promise.all([1, 2, 3].map(() => bob.person.send('interactive', payload)));
    await rig.running.quiet();
    expect(shown().filter(({ blocks }) => textIn(blocks).includes('Laptop'))).to.have.length(2);
    expect(shown()).to.have.length(2);
  });

  it('rejects another person’s form, even with forged metadata', async () => {
    const stranger = await rig.person();
    const { body } = await stranger.submit(newestForm(), { notes: 'Hello from a stranger' });
    expect(body).to.have.property('response_action', 'update');
    await rig.running.quiet();
    expect(shown()).to.have.length(1);
    expect(rig.api.screen.messages(stranger.member.dm)).to.deep.equal([]);
  });

  it('shows the folded parts of a card', async () => {
    await open('Details from the Windows event log');
    const view = newestForm();
    expect(view).to.include({ type: 'modal', callback_id: 'signpost-details' });
    expect(view.submit ?? null).to.equal(null);
    expect(textIn(view.blocks)).to.include('Event Viewer');
  });

  function shown(): readonly ShownMessage[] {
    return rig.api.screen.messages(bob.person.member.dm);
  }

  function newest(): ShownMessage | undefined {
    return shown().at(-1);
  }

  function told(): readonly ShownMessage[] {
    return shown().filter(({ onlyFor }) => onlyFor === bob.person.member.id);
  }

  function newestForm(): Json {
    const form = rig.api.screen.views.at(-1);
    if (!isJson(form)) throw new Error('No form was opened.');
    return form;
  }

  function press(label: string) {
    return bob.person.press(...buttonOn(shown(), label));
  }

  async function open(label: string): Promise<void> {
    const before = rig.api.screen.views.length;
    await press(label);
    await until(() => rig.api.screen.views.length > before);
  }
});

function buttonOn(messages: readonly ShownMessage[], label: string) {
  const { card, button } = newestWith(messages, ({ blocks }) => buttonsIn(blocks), label);
  return [card, button] as const;
}
