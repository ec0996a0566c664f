import { expect } from 'chai';
import { mapView } from '../../../../src/channels/web/render/map-view.ts';
import type { MapView } from '../../../../src/channels/web/render/page-view.ts';
import { Chat } from '../../../support/chat.ts';
import { sampleWorld } from '../../../support/sample-world.ts';

describe('the map', () => {
  it('shows every symptom of every runbook before the first report', () => {
    const map = mapOf(new Chat(sampleWorld()));
    expect(map.title).to.equal(null);
    expect(map.symptoms).to.have.length(5);
    expect(new Set(map.symptoms.map(({ mark }) => mark))).to.deep.equal(new Set(['known']));
    expect(map).to.deep.include({ causes: [], lastResort: null, solved: false });
  });

  it('marks the symptoms a report could mean', () => {
    const chat = new Chat(sampleWorld());
    chat.say('Printer trouble');
    expect(mapOf(chat).symptoms.map(({ mark }) => mark)).to.deep.equal([
      'possible',
      'possible',
      'possible',
      'other',
      'other',
    ]);
  });

  it('shows the current position, what was tried, and what is ruled out', () => {
    const chat = new Chat(sampleWorld({ 'office-printer': { connection: 'usb' } }));
    chat.say('Nothing comes out of the printer');
    expect(marksOf(mapOf(chat))).to.deep.equal([
      'here: here',
      'ruled-out: ahead ahead ahead',
      'ahead: ahead',
    ]);
    chat.press('no-change');
    expect(marksOf(mapOf(chat))).to.deep.equal([
      'tried: no-change',
      'ruled-out: ahead ahead ahead',
      'here: here',
    ]);
    chat.press('next');
    const { lastResort, ticket, title } = mapOf(chat);
    expect(lastResort?.stages.map(({ mark }) => mark)).to.deep.equal(['here', 'ahead']);
    expect([ticket.mark, title]).to.deep.equal(['ahead', 'Office printer']);
  });

  it('marks a cause while its question is asked', () => {
    const chat = new Chat(sampleWorld());
    chat.say('Nothing comes out of the printer');
    chat.press('no-change');
    expect(marksOf(mapOf(chat))[1]).to.equal('here: ahead ahead ahead');
  });

  it('keeps the position on the map while a change to another problem is offered', () => {
    const chat = new Chat(sampleWorld());
    chat.say('Nothing comes out of the printer');
    chat.say('The pages are smudged');
    const map = mapOf(chat);
    expect(marksOf(map)[0]).to.equal('here: here');
    expect(map.symptoms.map(({ mark }) => mark)).to.deep.equal([
      'chosen',
      'possible',
      'other',
      'other',
    ]);
  });

  it('shows which fix worked', () => {
    const chat = new Chat(sampleWorld());
    chat.say('Nothing comes out of the printer');
    chat.press('fixed');
    expect(mapOf(chat)).to.include({ solved: true });
    expect(marksOf(mapOf(chat))[0]).to.equal('fixed: fixed');
  });

  it('keeps the whole path after the ticket is filed', () => {
    const chat = new Chat(sampleWorld({ 'office-printer': { connection: 'usb' } }));
    chat.say('Nothing comes out of the printer');
    chat.press('no-change');
    chat.press('ticket');
    expect(mapOf(chat).ticket).to.deep.equal({ mark: 'here', number: null });
    chat.press('skip');
    chat.press('send');
    const map = mapOf(chat);
    expect(map.ticket).to.deep.equal({ mark: 'filed', number: 'SP-1001' });
    expect(marksOf(map)[0]).to.equal('tried: no-change');
    expect(marksOf(map)[1]).to.match(/^ruled-out/);
  });

  it('uses the language of the conversation', () => {
    const chat = new Chat(sampleWorld(), { localeTag: 'zh-CN' });
    chat.say('打印机没有反应');
    expect(mapOf(chat).title).to.equal('办公室打印机');
  });
});

function mapOf(chat: Chat): MapView {
  return mapView(chat.world, chat.state);
}

/** Each cause's mark, and those of its stages. */
function marksOf({ causes }: MapView): string[] {
  return causes.map(
    ({ mark, stages }) => `${mark}: ${stages.map((stage) => stage.mark).join(' ')}`,
  );
}
