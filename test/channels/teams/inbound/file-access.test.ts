import { expect } from 'chai';
import { accessTo, NO_ORIGINS } from '../../../../src/channels/teams/inbound/file-access.ts';

const CONNECTOR = 'https://smba.trafficmanager.net';
const SERVICE = `${CONNECTOR}/emea/00000000-0000-4000-8000-00000000b001/`;
const PICTURE = `${CONNECTOR}/emea/v3/attachments/0-weu-d17-8706/views/original`;

function access(url: string, serviceUrl = SERVICE) {
  return accessTo(new URL(url), serviceUrl, NO_ORIGINS);
}

describe('file URL access', () => {
  for (const url of [
    'https://contoso.sharepoint.com/sites/it/_layouts/15/download.aspx?UniqueId=1&tempauth=v1.secret',
    'https://contoso-my.sharepoint.com/personal/bobk_contoso_com/_layouts/15/download.aspx?UniqueId=1',
    'https://CONTOSO-MY.SharePoint.com:443/personal/x',
  ]) {
    it(`fetches a file in an organization's SharePoint without a token: ${url.slice(0, 60)}`, () => {
      expect(access(url)).to.equal('open');
    });
  }

  for (const url of [PICTURE, `${SERVICE}v3/attachments/0-eus-d3-1b2c/views/imgo`]) {
    it(`fetches a picture of the connector with the bot's token: ${url.slice(30)}`, () => {
      expect(access(url)).to.equal('as-bot');
    });
  }

  const refused = {
    'a stranger': 'https://files.example.com/client.log',
    'plain HTTP': 'http://contoso.sharepoint.com/client.log',
    'another port': 'https://contoso.sharepoint.com:8443/client.log',
    'a name and a password in it': 'https://user:pass@contoso.sharepoint.com/client.log',
    'a host that only ends alike': 'https://evilsharepoint.com/client.log',
    'a host that only begins alike': 'https://contoso.sharepoint.com.example.com/client.log',
    'SharePoint as a folder': 'https://example.com/contoso.sharepoint.com/client.log',
    'a host with a dot at its end': 'https://contoso.sharepoint.com./client.log',
    'a host below an organization’s': 'https://a.contoso.sharepoint.com/client.log',
    'an address of this machine': 'https://127.0.0.1/client.log',
    'one of the cloud it runs in': 'http://169.254.169.254/metadata/instance',
    'a file of this machine': 'file:///etc/passwd',
    'data in place of an address': 'data:text/plain,hello',
    'somebody else’s name under trafficmanager.net': PICTURE.replace('smba', 'smbb'),
    'a name below the connector’s': PICTURE.replace('smba', 'evil.smba'),
    'the connector over plain HTTP': PICTURE.replace('https', 'http'),
    'who is in a chat': `${SERVICE}v3/conversations/a:1/members`,
    'an attachment’s own description': `${SERVICE}v3/attachments/0-weu`,
    'a way back out of the attachments': `${SERVICE}v3/attachments/x/views/../../../v3/conversations/a/members`,
    'an encoded way back': `${SERVICE}v3/attachments/x/views/..%2F..%2F..%2Fconversations%2Fa%2Fmembers`,
    'an encoded dot': `${SERVICE}v3/attachments/%2e%2e/views/original`,
    'more behind the picture': `${PICTURE}/members`,
  };
  for (const [what, url] of Object.entries(refused)) {
    it(`fetches no file from ${what}`, () => {
      expect(access(url)).to.equal(null);
    });
  }

  it("sends no token if the conversation's connector is different or unreadable", () => {
    expect(access(PICTURE, 'https://smba.infra.gcc.teams.microsoft.com/teams')).to.equal(null);
    expect(access(PICTURE, 'elsewhere')).to.equal(null);
  });

  it('accepts origins that tests allow, and sends the token only for pictures of the connector', () => {
    const also = { open: ['http://127.0.0.1:4001'], connectors: ['http://127.0.0.1:4002'] };
    const from = (url: string) => accessTo(new URL(url), 'http://127.0.0.1:4002/emea/', also);
    expect(from('http://127.0.0.1:4001/client.log')).to.equal('open');
    expect(from('http://127.0.0.1:4002/emea/v3/attachments/1/views/original')).to.equal('as-bot');
    expect(from('http://127.0.0.1:4002/emea/v3/conversations')).to.equal(null);
    expect(from('http://127.0.0.1:4003/client.log')).to.equal(null);
  });
});
