import { expect } from 'chai';
import { carriedFiles, notesOf } from '../../../../src/channels/slack/agents/carried-files.ts';
import { formMetadata } from '../../../../src/channels/slack/agents/parse-agent-event.ts';
import { uploadName } from '../../../../src/channels/slack/agents/post-file.ts';
import { createSlackAddresses } from '../../../../src/channels/slack/auth/slack-hosts.ts';
import { fileNotes, GONE, readSource } from '../../../../src/channels/slack/inbound/file-notes.ts';
import { SLACK_LIMITS } from '../../../../src/channels/slack/limits.ts';
import { HOSTILE } from '../../../support/hostile-text.ts';
import type { Json } from '../../../support/slack-json.ts';
import { slackPayload } from '../../../support/slack-payloads.ts';

const [SENT]: Json[] = Object(slackPayload('message-with-file').event).files;

describe('files in Slack events', () => {
  const contentOf = (changes: Json) => fileNotes([{ ...SENT, ...changes }])[0]?.content;

  it('fetches a file from its download address, or else from its display address', () => {
    expect(contentOf({})).to.deep.equal({
      kind: 'elsewhere',
      source: {
        id: 'F0SCREEN01',
        url: 'https://files.slack.com/files-pri/T0CONTOSO1-F0SCREEN01/download/sign-in.png',
        type: 'image/png',
      },
    });
    const shown = contentOf({ url_private_download: undefined });
    expect(shown).to.have.nested.property('source.url', SENT?.url_private);
    expect(contentOf({ mode: 'snippet', mimetype: 'text/plain' })).to.include({
      kind: 'elsewhere',
    });
  });

  it('asks Slack about a file that comes with an id only, as over Slack Connect', () => {
    const [connected] = fileNotes([
      { id: 'F0CONNECT1', mode: 'file_access', file_access: 'check_file_info', user: '' },
    ]);
    expect(connected).to.deep.equal({
      name: 'file-1',
      type: 'application/octet-stream',
      bytes: null,
      content: { kind: 'elsewhere', source: { id: 'F0CONNECT1', url: null, type: null } },
    });
  });

  for (const [what, changes] of [
    [
      'a link to another place',
      { mode: 'external', is_external: true, url_private: 'https://drive.example.com/x' },
    ],
    ['whatever Slack says is external', { is_external: true }],
    ['what a free plan hides', { mode: 'hidden_by_limit' }],
    ['a canvas', { mode: 'quip', mimetype: 'application/vnd.slack-docs' }],
    ['a document of an unknown mode', { mode: 'new', mimetype: 'application/vnd.slack-docs' }],
    ['a post', { mode: 'space', mimetype: 'text/plain' }],
    [
      'what has neither id nor address',
      { id: 'C0NOTAFILE', url_private: null, url_private_download: 7 },
    ],
  ] as const) {
    it(`never fetches ${what}`, () => {
      expect(contentOf(changes)).to.deep.equal(GONE);
    });
  }

  it('ignores a deleted file', () => {
    expect(fileNotes([{ ...SENT, mode: 'tombstone' }])).to.deep.equal([]);
  });

  it('names a file by its title if it has no name', () => {
    expect(fileNotes([{ ...SENT, name: null }])[0]).to.have.property('name', 'sign-in.png');
    expect(fileNotes([{ id: 'F1', title: '', name: '' }])[0]).to.have.property('name', 'file-1');
  });

  it('reads a stored file source back and rejects any other shape', () => {
    expect(readSource({ id: null, url: null, type: null })).to.deep.equal({
      id: null,
      url: null,
      type: null,
    });
    for (const made of [{}, { id: 'F1' }, { id: 7, url: null, type: null }])
      expect(readSource(made)).to.equal(null);
  });

  it('fits any number of files with any names into a form', () => {
    for (const name of [...HOSTILE, '"\\'.repeat(200), '日志'.repeat(200)]) {
      const files = fileNotes(
        Array.from({ length: 30 }, (_, n) => ({ id: `F${String(n).padStart(30, '0')}`, name })),
      );
      expect(files).to.have.length(20);
      const metadata = formMetadata({
        at: { channel: 'C0123456789', thread: '1795334400.000100' },
        author: 'U0123456789',
        files: carriedFiles(files),
      });
      expect(metadata.length, name.slice(0, 20)).to.be.at.most(SLACK_LIMITS.privateMetadata);
    }
    const [link, file] = notesOf(carriedFiles(fileNotes([{ ...SENT, is_external: true }, SENT])));
    expect(link).to.deep.include({ name: 'sign-in.png', content: GONE });
    expect(file?.content).to.deep.equal({
      kind: 'elsewhere',
      source: { id: 'F0SCREEN01', url: null, type: null },
    });
  });
});

describe('Slack addresses', () => {
  it('accepts only HTTPS addresses of Slack’s own hosts, without a user name', () => {
    const addresses = createSlackAddresses(undefined);
    for (const own of [
      'https://files.slack.com/files-pri/T1-F1/a.log',
      'https://contoso.enterprise.slack.com/files/a',
    ]) {
      expect(addresses(own)?.href).to.equal(own);
    }
    for (const other of [
      'http://files.slack.com/a',
      'https://files.slack.com:8443/a',
      'https://bob@files.slack.com/a',
      'https://files.slack.com@evil.example.com/a',
      'https://files.slack.com.evil.example.com/a',
      'https://evilslack.com/a',
      'https://slack.com.evil.example.com',
      'https://169.254.169.254/a',
      'file:///etc/passwd',
      '//files.slack.com/a',
      '',
    ]) {
      expect(addresses(other), other).to.equal(null);
    }
  });

  it('accepts only addresses of the configured stand-in for Slack', () => {
    const addresses = createSlackAddresses('http://127.0.0.1:4000/api/');
    expect(addresses('http://127.0.0.1:4000/files-pri/F1/a')).not.to.equal(null);
    for (const other of [
      'http://127.0.0.1:4001/a',
      'http://localhost:4000/a',
      'https://files.slack.com/a',
    ]) {
      expect(addresses(other), other).to.equal(null);
    }
  });
});

describe('uploaded file name', () => {
  it('keeps a file name on one line and without a path', () => {
    expect(uploadName('client.log')).to.equal('client.log');
    expect(uploadName('../../etc/passwd\r\n.png')).to.equal('.._.._etc_passwd .png');
    expect(uploadName('abc\u202egnp.exe')).to.equal('abcgnp.exe');
    expect(uploadName(' \u0000 ')).to.equal('file');
  });

  it('keeps the extension of a shortened file name', () => {
    expect(uploadName(`${'日'.repeat(300)}.evtx`)).to.match(/^日{195}\.evtx$/);
    expect(uploadName('x'.repeat(300))).to.have.length(200);
    expect(uploadName(`x.${'y'.repeat(300)}`)).to.have.length(200);
  });
});
