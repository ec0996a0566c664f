import { expect } from 'chai';
import { pureDriver } from '../support/pure-driver.ts';
import type { Transcript } from '../support/read-transcript.ts';
import type { RunningApp } from '../support/running-app.ts';
import type { Platform, Seat, Trouble } from '../support/seat.ts';
import { playTranscript, type Said, type TranscriptDriver } from '../support/transcript.ts';

const CERTIFICATE = 'There was a problem acquiring a personal certificate required to sign in';
const SIP = 'User is not SIP enabled';

const HOSTILE =
  '<!channel> <@U0BOBK0001> <https://evil.example|contoso.com> **bold** [link](https://evil.example) ${1+1} &amp; <b>';

/** What every channel promises, whatever its platform. */
export function channelContract(running: () => RunningApp, platform: () => Platform): void {
  it('greets a person once, in their own language', async () => {
    const bob = await platform().seat({ locale: 'en-US' });
    const greeting = await bob.join();
    expect(greeting).to.have.length(1);
    expect(await bob.join()).to.deep.equal([]);
    const li = await platform().seat({ locale: 'zh-CN' });
    const [chinese] = await li.join();
    expect(chinese?.text).to.match(/\p{Script=Han}/u);
    expect(greeting[0]?.text).not.to.match(/\p{Script=Han}/u);
  });

  it('acts once on an event that the platform sends twice', async () => {
    const bob = await platform().seat();
    expect(await bob.say(CERTIFICATE, [])).to.have.length(1);
    expect(await bob.again()).to.deep.equal([]);
    expect(await bob.press('Still broken', {})).to.have.length(1);
    const before = await bob.screen();
    expect(await bob.again()).to.deep.equal([]);
    expect(await bob.screen()).to.deep.equal(before);
  });

  it('removes the buttons of an answered card, and shows the choice on it', async () => {
    const bob = await platform().seat();
    const [card] = await bob.say(CERTIFICATE, []);
    await bob.press('Still broken', {});
    const [answered, next] = await bob.screen();
    expect(card?.offers).to.include('Still broken');
    expect(answered?.offers).to.deep.equal([]);
    expect(answered?.text).to.include('Still broken');
    expect(next?.offers).not.to.deep.equal([]);
  });

  it('answers a button of an old card politely, and changes nothing', async () => {
    const bob = await platform().seat();
    await bob.say(CERTIFICATE, []);
    await bob.press('Still broken', {});
    const before = await bob.screen();
    const said = await bob.pressOld('Still broken');
    expect(said.map(({ text }) => text).join()).to.include('an earlier step');
    expect((await bob.screen()).slice(0, before.length)).to.deep.equal(before);
  });

  it('treats typed words and buttons alike', async () => {
    const [typing, pressing] = [await platform().seat(), await platform().seat()];
    for (const seat of [typing, pressing]) await seat.say(CERTIFICATE, []);
    const typed = await typing.say('still broken', []);
    const pressed = await pressing.press('Still broken', {});
    expect(typed).to.deep.equal(pressed);
    expect(typed).to.have.length(1);
  });

  it('shows text exactly as people wrote it, even if it looks like markup', async () => {
    const bob = await platform().seat();
    await bob.say(`${SIP} ${HOSTILE}`, []);
    await bob.say('talk to a person', []);
    const said = await bob.say('skip', []);
    expect(said.map(({ text }) => text).join('\n')).to.include(HOSTILE);
    await bob.say('send', []);
    const ticket = await bob.ticket();
    expect(ticket?.report.text).to.equal(`${SIP} ${HOSTILE}`);
  });

  it('fills the form from what is typed, and sends it on demand', async () => {
    const bob = await platform().seat({ locale: 'en-US', timeZone: 'Europe/Berlin' });
    await bob.say(SIP, []);
    await bob.say('talk to a person', []);
    const noted = await bob.say('ThinkPad X1, +49 30 1234567', []);
    const answer = noted.map(({ text }) => text).join('\n');
    for (const value of ['ThinkPad X1', '+49 30 1234567']) expect(answer).to.include(value);
    expect(answer).not.to.include('Best time to reach you');
    await bob.press('Continue', { place: 'Berlin office' });
    const sent = await bob.say('just send it', []);
    expect(sent.map(({ text }) => text).join('\n')).to.include('SP-');
    const ticket = await bob.ticket();
    expect(ticket?.environment.device).to.equal('ThinkPad X1');
    expect(ticket?.requester).to.include({ phone: '+49 30 1234567', place: 'Berlin office' });
  });

  it('keeps the conversations of two people apart', async () => {
    const [bob, li] = [await platform().seat(), await platform().seat()];
    await bob.say(CERTIFICATE, []);
    await li.say(SIP, []);
    await bob.press('Still broken', {});
    const texts = (await li.screen()).map(({ text }) => text).join('\n');
    expect(texts).to.include('SIP').and.not.to.include('certificate');
    expect(bob.conversation).not.to.equal(li.conversation);
  });

  it('resumes a conversation after a restart, with the cards that are still on the screen', async () => {
    const bob = await platform().seat();
    await bob.say(CERTIFICATE, []);
    await running().restart();
    expect(await bob.again()).to.deep.equal([]);
    const [next] = await bob.press('Still broken', {});
    const [answered] = await bob.screen();
    expect(next?.offers).not.to.deep.equal([]);
    expect(answered?.offers).to.deep.equal([]);
  });
}

/** What a channel promises whose messages travel. */
export function deliveryContract(running: () => RunningApp, platform: () => Platform): void {
  const trouble = (seat: Seat, ...troubles: readonly Trouble[]) => {
    platform().trouble?.(...troubles);
    return seat;
  };

  it('retries a delivery if the platform throttles or fails, and keeps the order', async () => {
    const [quick, slow] = [await platform().seat(), await platform().seat()];
    const commands = async (seat: Seat) => {
      await seat.say('help', []);
      await seat.say('status', []);
      return seat.screen();
    };
    const undisturbed = await commands(quick);
    expect(undisturbed).to.have.length(2);
    expect(await commands(trouble(slow, 'throttled', 'unavailable'))).to.deep.equal(undisturbed);
  });

  it('dead-letters permanently refused messages for the operator to see, and delivers the rest', async () => {
    const bob = await platform().seat();
    expect(await trouble(bob, 'refused').say('help', [])).to.deep.equal([]);
    expect(await bob.say('status', [])).to.have.length(1);
    const letters = (await running().app.outbox.deadLetters()).filter(
      (letter) => letter.kind === 'reply',
    );
    const [letter, ...others] = letters.filter(
      ({ conversation }) => conversation === bob.conversation,
    );
    expect(letter).to.include({ problem: 'gone' });
    expect(letter?.error).to.match(/\w{4}/);
    expect(others).to.deep.equal([]);
  });
}

/**
 * Plays a transcript at a platform and, step by step, against the talk itself: the same things are
 * said in the same order, under the same headings, with the same ways on.
 */
export async function playAlike(
  transcript: Transcript,
  running: RunningApp,
  platform: Platform,
): Promise<void> {
  const pure = pureDriver(running.app.world, transcript.person);
  const seat = await platform.seat(transcript.person);
  const alike = async (mean: Promise<readonly Said[]>, say: () => Promise<readonly Said[]>) => {
    const [meant, said] = [await mean, await say()];
    const shown = said.map(({ text }) => text).join('\n\n');
    expect(said.map(meaning), `${platform.name} says: ${shown}\n`).to.deep.equal(
      meant.map(meaning),
    );
    meant.forEach(({ text }, index) => {
      expect(said[index]?.text.replace(/SP-\d+/g, 'SP-…')).to.include(heading(text));
    });
    return said.map(({ text, offers }, index) => ({
      kind: meant[index]?.kind ?? null,
      text,
      offers,
    }));
  };
  const both: TranscriptDriver = {
    join: () => alike(pure.join(), () => seat.join()),
    say: (text, files) => alike(pure.say(text, files), () => seat.say(text, files)),
    press: (label, fields) => alike(pure.press(label, fields), () => seat.press(label, fields)),
    pressOld: (label) => alike(pure.pressOld(label), () => seat.pressOld(label)),
    ticket: () => seat.ticket(),
  };
  await playTranscript(transcript, both);
}

function meaning({ offers }: Said): { readonly offers: readonly string[] } {
  return { offers };
}

function heading(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/SP-\d+/g, 'SP-…');
}
