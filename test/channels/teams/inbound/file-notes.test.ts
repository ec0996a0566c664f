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

describe('Teams attachments', () => {
  it('takes a file by its pre-authorized download URL, never by the URL meant for people', () => {
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

  it('takes a picture by either URL', () => {
    const [one, other] = ['https://smba.trafficmanager.net/a', 'https://smba.trafficmanager.net/b'];
    expect(whereIs({ contentType: 'image/*', contentUrl: one })).to.equal(one);
    expect(
      whereIs({ contentType: 'image/png', contentUrl: one, content: { downloadUrl: other } }),
    ).to.equal(other);
    expect(whereIs({ contentType: 'image/png' })).to.deep.equal(GONE);
  });

  it('names referenced files, as in groups, and marks them as unavailable', () => {
    const reference = {
      contentType: 'reference',
      contentUrl: 'https://contoso.sharepoint.com/sites/it/Shared%20Documents/client.log',
      name: 'client.log',
    };
    expect(fileNotes([reference])).to.deep.equal([
      { name: 'client.log', type: 'text/plain', bytes: null, content: GONE },
    ]);
  });

  it('ignores attachments that repeat the text, are cards, or quote messages', () => {
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

  it('gives unnamed attachments distinct names', () => {
    const notes = fileNotes([
      { contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net/a' },
      { contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net/b' },
      { contentType: INFO, content: { downloadUrl: 'https://contoso.sharepoint.com/c' } },
    ]);
    expect(notes.map(({ name }) => name)).to.deep.equal(['image-1', 'image-2', 'file-3']);
  });

  it('survives wrong types, endless names and URLs, and too many attachments', () => {
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
