import { expect } from 'chai';
import { fileNotes } from '../../../../src/channels/teams/inbound/file-notes.ts';
import { readSource } from '../../../../src/channels/teams/inbound/file-source.ts';

const INFO = 'application/vnd.microsoft.teams.file.download.info';
const GONE = { kind: 'missing', problem: 'gone', maxBytes: null };

/** Where the file is, or what became of it. */
function whereIs(attachment: unknown): unknown {
  const [note] = fileNotes([attachment]);
  const content = note?.content;
  return content?.kind === 'elsewhere' ? readSource(content.source)?.url : content;
}

describe('attachments in Teams', () => {
  it('are files by the URL that carries its own leave, and never by the one for people', () => {
    const contentUrl = 'https://contoso-my.sharepoint.com/personal/bobk/client.log';
    const downloadUrl = 'https://contoso-my.sharepoint.com/download.aspx?tempauth=1';
    expect(
      whereIs({ contentType: INFO, name: 'a.log', contentUrl, content: { downloadUrl } }),
    ).to.equal(downloadUrl);
    expect(whereIs({ contentType: INFO, name: 'a.log', contentUrl, content: {} })).to.deep.equal(
      GONE,
    );
    expect(whereIs({ contentType: INFO, name: 'a.log', contentUrl })).to.deep.equal(GONE);
  });

  it('are pictures by either URL', () => {
    const [one, other] = ['https://smba.trafficmanager.net/a', 'https://smba.trafficmanager.net/b'];
    expect(whereIs({ contentType: 'image/*', contentUrl: one })).to.equal(one);
    expect(
      whereIs({ contentType: 'image/png', contentUrl: one, content: { downloadUrl: other } }),
    ).to.equal(other);
    expect(whereIs({ contentType: 'image/png' })).to.deep.equal(GONE);
  });

  it('that are references, as in groups, are named and not to be had', () => {
    const reference = {
      contentType: 'reference',
      contentUrl: 'https://contoso.sharepoint.com/sites/it/Shared%20Documents/client.log',
      name: 'client.log',
    };
    expect(fileNotes([reference])).to.deep.equal([
      { name: 'client.log', type: 'text/plain', bytes: null, content: GONE },
    ]);
  });

  it('are no files where they are the text again, cards, or messages quoted', () => {
    const others = [
      'text/html',
      'application/vnd.microsoft.card.adaptive',
      'application/vnd.microsoft.card.codesnippet',
      'messageReference',
      'forwardedMessageReference',
      'meetingReference',
    ];
    expect(
      fileNotes(others.map((contentType) => ({ contentType, name: 'x', content: '{}' }))),
    ).to.deep.equal([]);
  });

  it('are named where Teams names none, and told apart', () => {
    const notes = fileNotes([
      { contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net/a' },
      { contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net/b' },
      { contentType: INFO, content: { downloadUrl: 'https://contoso.sharepoint.com/c' } },
    ]);
    expect(notes.map(({ name }) => name)).to.deep.equal(['image-1', 'image-2', 'file-3']);
  });

  it('survive what no client sends: wrong types, endless names and URLs, and too many', () => {
    const odd = [
      null,
      7,
      {},
      { contentType: INFO, name: 7, content: { downloadUrl: {}, fileSize: -1 } },
    ];
    expect(fileNotes(odd)).to.deep.equal([
      { name: 'file-4', type: 'application/octet-stream', bytes: null, content: GONE },
    ]);
    const [long] = fileNotes([
      {
        contentType: 'image/png',
        name: 'x'.repeat(10_000),
        contentUrl: `https://x/${'y'.repeat(9_000)}`,
      },
    ]);
    expect(long?.name).to.have.length(255);
    expect(long?.content).to.deep.equal(GONE);
    expect(
      fileNotes(Array.from({ length: 100 }, () => ({ contentType: 'image/png' }))),
    ).to.have.length(20);
  });
});
