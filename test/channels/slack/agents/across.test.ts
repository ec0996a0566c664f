import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { rejectionOf } from '../../../support/rejection.ts';
import { startRunningApp } from '../../../support/running-app.ts';
import { freshPath } from '../../../support/scratch.ts';
import { button, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import { SLACK_VARIABLES } from '../../../support/slack-rig.ts';
import { textIn } from '../../../support/slack-screen.ts';
import { until } from '../../../support/turns.ts';
import { webPlatform } from '../../../support/web-driver.ts';

describe('web requester and Slack agent', () => {
  it('takes a ticket from escalation to solved and rated 5', async () => {
    const rig = await startSlackDeskRig({ variables: { SIGNPOST_WEB: 'on' } });
    const ada = await rig.agent('Ada');
    const bob = await webPlatform(rig.running).seat({
      name: 'Bob',
      address: 'bobk@contoso.com',
      locale: 'zh-CN',
    });
    await bob.say('转人工', []);
    await bob.press('继续', { device: '笔记本电脑' });
    const [sent] = await bob.press('提交工单', {});
    const number = /SP-\d+/.exec(sent?.text ?? '')?.[0] ?? '';
    await until(() => rig.cardOf(number) !== undefined);
    const card = () => {
      const shown = rig.cardOf(number);
      if (shown === undefined) throw new Error('The card is gone.');
      return shown;
    };
    await ada.press(card(), button(card(), 'Details'));
    await until(() => textIn(rig.api.screen.views.at(-1)?.blocks).includes('笔记本电脑'));
    const inbound = async (words: string) =>
      until(async () => {
        await bob.again().catch(() => []);
        return (await bob.screen()).some(({ text }) => text.includes(words));
      });

    await ada.press(card(), button(card(), 'Claim'));
    await inbound('Ada');
    await ada.mention(rig.channels['it-support'] ?? '', 'ask 重启过电脑吗？', card().ts);
    await inbound('重启过电脑吗？');
    await bob.say('重启过，没有用。', []);
    const desk = rig.channels['it-support'] ?? '';
    const thread = () =>
      textIn(
        rig.api.screen
          .messages(desk)
          .filter((each) => each.thread === card().ts)
          .map(({ blocks }) => blocks),
      );
    await until(() => thread().includes('重启过，没有用。'));
    await ada.mention(desk, 'note 证书已过期，内部处理', card().ts);
    await ada.mention(desk, 'resolve 已重新颁发证书', card().ts);
    await inbound('已重新颁发证书');
    expect((await bob.screen()).some(({ text }) => text.includes('内部处理'))).to.equal(false);
    const solved = (await bob.screen()).findLast(({ text }) => text.includes('已重新颁发证书'));
    await bob.press(solved?.offers[0] ?? '', {});
    const rating = (await bob.screen()).findLast(({ offers }) =>
      offers.some((offer) => offer.includes('5')),
    );
    await bob.press(rating?.offers.find((offer) => offer.includes('5')) ?? '', {});
    await until(() => textIn(card().blocks).includes('★★★★★'));
    expect(textIn(card().blocks)).to.match(/[Cc]losed/);
    expect(rig.api.invalid).to.deep.equal([]);
    await rig.close();
  });
});

describe('Slack desks at startup', () => {
  it('stops the start and says what to configure if a desk’s workspace cannot be determined', async () => {
    const oauth = {
      SLACK_SIGNING_SECRET: SLACK_VARIABLES.http.SLACK_SIGNING_SECRET,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'a client secret',
      SIGNPOST_PUBLIC_URL: 'https://signpost.contoso.com',
      SIGNPOST_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      SIGNPOST_DESKS: await fileOf('desks:\n  it-support:\n    slack: C0123456789\n'),
    };
    const several = await rejectionOf(startRunningApp(oauth));
    expect(several.message).to.match(
      /several Slack workspaces.*"it-support".*workspace: T0123456789/,
    );
    const unreachable = { ...SLACK_VARIABLES.http, SIGNPOST_DESKS: oauth.SIGNPOST_DESKS };
    const overrides = { slack: { slackApiUrl: 'http://127.0.0.1:9/api/' } };
    const one = await rejectionOf(startRunningApp(unreachable, overrides));
    expect(one.message).to.match(
      /Slack could not be reached.*"it-support".*workspace: T0123456789/,
    );
  });

  async function fileOf(text: string): Promise<string> {
    const folder = freshPath();
    await mkdir(folder);
    const path = join(folder, 'desks.yaml');
    await writeFile(path, text);
    return path;
  }
});
