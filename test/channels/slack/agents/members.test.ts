import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { createMembers } from '../../../../src/channels/slack/agents/members.ts';
import { singleWorkspace } from '../../../../src/channels/slack/auth/workspaces.ts';
import { createApi } from '../../../../src/channels/slack/outbound/api.ts';
import type { HelpdeskChannel } from '../../../../src/ports/message.ts';
import { listen } from '../../../support/listen.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { silentLog } from '../../../support/store.ts';

const PLACE: HelpdeskChannel = {
  desk: 'it-support',
  channel: 'slack',
  tenant: 'T0CONTOSO1',
  address: { channel: 'C0HELPDESK' },
  locale: 'en',
};

const PEOPLE: Readonly<Record<string, object>> = {
  U0ADA: { team_id: 'T0CONTOSO1', real_name: 'Ada' },
  U0GRID: {
    team_id: 'T0OTHER001',
    real_name: 'Gil',
    enterprise_user: { teams: ['T0CONTOSO1', 'T0OTHER001'] },
  },
  U0BOT: { team_id: 'T0CONTOSO1', real_name: 'Robot', is_bot: true },
  U0STRANGER: { team_id: 'T0ELSEWHER', real_name: 'Stranger', is_stranger: true },
  U0ELSE: { team_id: 'T0ELSEWHER', real_name: 'Somebody else' },
  U0LEFT: { team_id: 'T0CONTOSO1', real_name: 'Left', deleted: true },
};

describe('members of a helpdesk channel in Slack', () => {
  let close: () => Promise<void>;
  let url: string;
  let calls: string[] = [];
  let failing = false;
  before(async () => {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const sent = new URLSearchParams(body);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answer(request.url ?? '', sent)));
      });
    });
    ({ url, close } = await listen(server));
  });
  after(() => close());
  beforeEach(() => {
    calls = [];
    failing = false;
  });

  it('excludes apps, deactivated people and people of another workspace from the members of a channel', async () => {
    const members = await make().of(PLACE);
    expect(members).to.deep.equal([
      { kind: 'agent', channel: 'slack', tenant: 'T0CONTOSO1', id: 'U0ADA', name: 'Ada' },
      { kind: 'agent', channel: 'slack', tenant: 'T0CONTOSO1', id: 'U0GRID', name: 'Gil' },
    ]);
  });

  it('requests the members page by page and caches them for two minutes', async () => {
    let time = 0;
    const members = make(() => time);
    await members.of(PLACE);
    expect(calls.filter((call) => call === 'conversations.members')).to.have.length(2);
    time = 119_999;
    await members.of(PLACE);
    expect(calls.filter((call) => call === 'conversations.members')).to.have.length(2);
    time = 120_001;
    await members.of(PLACE);
    expect(calls.filter((call) => call === 'conversations.members')).to.have.length(4);
  });

  it('checks one person’s membership without requesting the profiles of all others', async () => {
    const members = make();
    const isOne = async (id: string) =>
      members.has?.(PLACE, {
        kind: 'agent',
        channel: 'slack',
        tenant: PLACE.tenant,
        id,
        name: null,
      });
    expect(await isOne('U0ADA')).to.equal(true);
    expect(calls.filter((call) => call === 'users.info')).to.have.length(1);
    for (const id of ['U0BOT', 'U0STRANGER', 'U0ELSE', 'U0LEFT', 'U0NOBODY'])
      expect(await isOne(id), id).to.equal(false);
    failing = true;
    expect(
      await rejectionOf(
        make().has?.(PLACE, {
          kind: 'agent',
          channel: 'slack',
          tenant: 'T0CONTOSO1',
          id: 'U0ADA',
          name: null,
        }) ?? Promise.resolve(),
      ),
    ).to.include({ name: 'DeliveryError' });
  });

  it('reports the members as unknown if Slack does not answer, and asks again the next time', async () => {
    const members = make();
    failing = true;
    expect(await rejectionOf(members.of(PLACE))).to.include({ name: 'DeliveryError' });
    failing = false;
    expect(await members.of(PLACE)).to.have.length(2);
  });

  function make(now: () => number = () => 0) {
    const slackApiUrl = `${url}/api/`;
    const workspaces = singleWorkspace({ botToken: 'xoxb-1', log: silentLog, slackApiUrl });
    return createMembers({ api: createApi(workspaces, slackApiUrl), now });
  }

  function answer(path: string, sent: URLSearchParams): object {
    const method = path.replace('/api/', '');
    calls.push(method);
    if (method === 'auth.test') return { ok: true, team_id: 'T0CONTOSO1', user_id: 'U0SIGNPOST' };
    if (failing) return { ok: false, error: 'internal_error' };
    if (method === 'conversations.members') {
      const [first, second] = [
        Object.keys(PEOPLE).slice(0, 4),
        [...Object.keys(PEOPLE).slice(4), 'U0UNKNOWN'],
      ];
      return sent.get('cursor') === 'two'
        ? { ok: true, members: second, response_metadata: { next_cursor: '' } }
        : { ok: true, members: first, response_metadata: { next_cursor: 'two' } };
    }
    const user = PEOPLE[sent.get('user') ?? ''];
    return user === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user };
  }
});
