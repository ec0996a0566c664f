import { expect } from 'chai';
import { ShownBefore } from '../../src/authoring/shown-before.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { sampleTicket } from '../support/sample-ticket.ts';

const NEW = { isNew: true, isNewShape: true };
const NEW_WORDS = { isNew: true, isNewShape: false };
const KNOWN = { isNew: false, isNewShape: false };

describe('check of a card that resembles earlier ones', () => {
  let before: ShownBefore;
  beforeEach(() => {
    before = new ShownBefore();
  });

  it('draws a text in a place that did not show it before', () => {
    expect(before.add(switchTo('Ports', 'Toner'))).to.deep.equal(NEW);
    expect(before.add(switchTo('Ports', 'Paper'))).to.deep.equal(NEW_WORDS);
    expect(before.add(switchTo('Paper', 'Ports'))).to.deep.equal(NEW_WORDS);
  });

  it('draws a list with more items than any list before', () => {
    before.add(switchTo('Ports', 'Toner', 'Paper'));
    before.add(switchTo('Drivers', 'Paper', 'Toner'));
    expect(before.add(switchTo('Ports', 'Paper', 'Toner'))).to.deep.equal(KNOWN);
    expect(before.add(switchTo('Ports', 'Toner', 'Paper', 'Paper'))).to.deep.equal(NEW_WORDS);
  });

  it('draws known parts that make a longer card than any before', () => {
    before.add(switchTo('A long title', 'Short'));
    before.add(switchTo('Title', 'A long item'));
    expect(before.add(switchTo('Title', 'Short'))).to.deep.equal(KNOWN);
    expect(before.add(switchTo('A long title', 'A long item'))).to.deep.equal(NEW_WORDS);
  });

  it('parses each combination of parts that may be missing', () => {
    const { ruledOut, evidence } = sampleTicket('en');
    const nothing = { ...evidence, errorText: null, notes: null, eventDetails: null, files: [] };
    expect(before.add(reviewOf({}))).to.deep.equal(NEW);
    expect(before.add(reviewOf({ ruledOut: [] }))).to.deep.equal(NEW);
    expect(before.add(reviewOf({ evidence: nothing }))).to.deep.equal(NEW);
    expect(before.add(reviewOf({ ruledOut: [], evidence: nothing }))).to.deep.equal(NEW);
    expect(before.add(reviewOf({ ruledOut, evidence }))).to.deep.equal(KNOWN);
  });

  it('skips replies that differ only in what their cards do not show', () => {
    const { attempts } = sampleTicket('en');
    expect(before.add(sentWith({ attempts }))).to.deep.equal(NEW);
    expect(before.add(sentWith({ attempts: [] }))).to.deep.equal(KNOWN);
    expect(before.add(sentWith({ title: 'Another title' })).isNew).to.equal(true);
  });

  it('leaves a card that cannot be made to the renderer, which says why', () => {
    const reply = JSON.stringify(switchTo('Ports', 'Toner'));
    const broken: Reply = JSON.parse(reply.replace('"en"', '"xx"'));
    expect(before.add(broken)).to.deep.equal(NEW);
  });
});

function switchTo(from: string, ...to: readonly string[]): Reply {
  return { kind: 'switch', from, to, id: 'r1', locale: 'en', choices: [] };
}

function reviewOf(changes: Partial<ReturnType<typeof sampleTicket>>): Reply {
  const ticket = { ...sampleTicket('en'), ...changes };
  return { kind: 'review', ticket, id: 'r1', locale: 'en', choices: [] };
}

function sentWith(changes: Partial<ReturnType<typeof sampleTicket>>): Reply {
  const ticket = { ...sampleTicket('en'), ...changes };
  return { kind: 'sent', number: 'SP-1001', ticket, id: 'r1', locale: 'en', choices: [] };
}
