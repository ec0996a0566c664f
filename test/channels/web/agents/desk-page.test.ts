import { expect } from 'chai';
import type { App } from '../../../../src/app/app.ts';
import { REPLIES } from '../../../support/replies.ts';
import { until } from '../../../support/turns.ts';
import { fileTicket } from '../desk/file-ticket.ts';
import { OpenPage } from '../open-page.ts';
import { startPage } from '../start-page.ts';

const TRUST = 'Cannot verify that the server is trusted for your sign-in address. Connect anyway?';
const HOSTILE =
  '<img src=x onerror="document.title=1"> **bold** [link](https://evil.example) ${1+1} {{DATE()}}';

describe('the helpdesk page in a browser', function () {
  this.timeout(40_000);
  let app: App;
  let open: OpenPage[] = [];

  before(async () => {
    app = await startPage(undefined, { SIGNPOST_REPLIES: REPLIES });
  });
  after(() => app.stop());
  afterEach(async () => {
    const closing = open;
    open = [];
    for (const page of closing) await page.close();
  });

  const agent = async (name: string, options = {}): Promise<OpenPage> => {
    const opened = await OpenPage.atDesk(app.url, name, options);
    open.push(opened);
    return opened;
  };
  const requester = async (options = {}): Promise<OpenPage> => {
    const opened = await OpenPage.at(app.url, options);
    open.push(opened);
    return opened;
  };

  it('takes a ticket from an error to "solved, rated 5", with requester and agent in two windows', async () => {
    const [bob, alice] = [await requester(), await agent('Alice')];
    await bob.say(TRUST);
    await bob.page.locator('.ways').getByRole('button', { name: 'Talk to a person' }).click();
    await bob.press('Skip these questions');
    await bob.press('Send the ticket');
    const number = await bob.ticketNumber();

    await row(alice, number).click();
    await button(alice, 'Claim').click();
    await standing(alice, 'Assigned to Alice').waitFor();
    await bob.cards.getByText('Someone is looking into it').waitFor();
    await bob.page.locator('.stamp').getByText('Assigned').waitFor();
    await command(alice, 'priority urgent');
    await bob.page.locator('[data-field="priority"]').getByText('Urgent').waitFor();

    await button(alice, 'Ask for more').click();
    await fill(alice, 'Your question', 'Which computer is it?', 'Send the question');
    await standing(alice, "Waiting for the requester's answer: Alice has it").waitFor();
    await bob.cards.getByText('Which computer is it?').waitFor();
    await bob.page.locator('.stamp').getByText('Waiting for your answer').waitFor();
    await bob.say('My laptop');
    await alice.page.locator('.story .line').getByText('My laptop').waitFor();
    await standing(alice, 'In progress: Alice is working on it').waitFor();

    await button(alice, 'Resolve').click();
    await fill(alice, 'What was done, if you like', 'Added the domain.', 'Mark as resolved');
    await bob.waiting.getByText('Added the domain.').waitFor();
    await bob.press("Yes, it's solved");
    await bob.waiting.getByLabel('Would you like to add anything?').fill('Quick, thank you!');
    await bob.press('5 stars');
    await alice.page.locator('.ticket-card').getByText('★★★★★ 5 of 5').waitFor();
    await standing(alice, 'Closed (was with Alice)').waitFor();
    await alice.page.locator('.story .line').getByText('Quick, thank you!').waitFor();
  });

  it('calls on an agent in a line above the desk until they open the ticket', async () => {
    const number = await fileTicket(app.url);
    const [alice, bea] = [await agent('Alice'), await agent('Bea')];
    await command(alice, `assign ${number} Bea`);
    await bea.page.locator('.call').getByText(`${number} · This ticket is yours now.`).waitFor();
    expect(await bea.page.title()).to.equal('(1) Signpost – the helpdesk');
    await bea.page
      .getByRole('button', { name: `Show ${number}` })
      .first()
      .click();
    await standing(bea, 'Assigned to Bea').waitFor();
    expect(await bea.page.locator('.call').isVisible()).to.equal(false);
    expect(await bea.page.title()).to.equal('Signpost – the helpdesk');
    expect(await alice.page.locator('.call').isVisible()).to.equal(false);
  });

  it('shows a requester the formatting of a reply, and opens its links', async () => {
    const bob = await requester();
    await bob.say(TRUST);
    await bob.page.locator('.ways').getByRole('button', { name: 'Talk to a person' }).click();
    await bob.press('Skip these questions');
    await bob.press('Send the ticket');
    const number = await bob.ticketNumber();
    const alice = await agent('Alice');
    await command(
      alice,
      `reply ${number} **Restart** it, see [the guide](https://help.example/a), <b>now</b> [x](javascript:alert(1))`,
    );
    const words = bob.cards.getByText('Restart', { exact: true });
    await words.waitFor();
    const weight = await words.evaluate((word) => word.style.fontWeight);
    expect(Number(weight)).to.be.at.least(600);
    await bob.cards.getByText('the guide').and(bob.page.getByRole('link')).waitFor();
    await bob.cards.getByText('<b>now</b> [x](javascript:alert(1))').waitFor();
  });

  it('puts a ready-made reply into the text of a form, and sends what becomes of it', async () => {
    const bob = await requester({ locale: 'zh-CN' });
    await bob.say('获取登录所需的个人证书时出现问题');
    await bob.page.locator('.ways').getByRole('button', { name: '转人工' }).click();
    await bob.press('跳过这些问题');
    await bob.press('提交工单');
    const number = await bob.ticketNumber();
    const alice = await agent('Alice');
    await row(alice, number).click();
    await button(alice, 'Reply').click();
    const answers = alice.page.locator('.answers');
    await answers.getByLabel('Your reply').fill('谢谢');
    await answers.getByLabel('Ready-made reply').selectOption('restart');
    await answers.getByRole('button', { name: 'Insert into the text' }).click();
    const filled = `您，您好：请重启电脑。（Alice，${number}）\n\n谢谢`;
    const text = answers.locator('textarea').last();
    await until(async () => (await text.inputValue()) === filled, 10_000);
    await fill(alice, 'Your reply', `${filled}！`, 'Send the reply');
    await bob.cards.getByText('谢谢！').waitFor();
    await command(alice, `reply ${number} !restrat`);
    await answers.getByText('Did you mean “!restart”?').waitFor();
    await command(alice, 'replies');
    await answers.getByText('Restart the computer').last().waitFor();
  });

  it('takes a ticket from error to solved by commands, in Chinese', async () => {
    const [bob, wang] = [
      await requester({ locale: 'zh-CN' }),
      await agent('王芳', { locale: 'zh-CN' }),
    ];
    await bob.say('获取登录所需的个人证书时出现问题');
    await bob.page.locator('.ways').getByRole('button', { name: '转人工' }).click();
    await bob.press('跳过这些问题');
    await bob.press('提交工单');
    const number = await bob.ticketNumber();

    await command(wang, `查看 ${number}`);
    await standing(wang, '待认领：目前无人处理').waitFor();
    await command(wang, '认领');
    await command(wang, '回复 请重新登录试试。');
    await bob.cards.getByText('请重新登录试试。').waitFor();
    await command(wang, '解决 已重新颁发证书。');
    await bob.press('已经解决');
    await bob.press('5 星');
    await wang.page.locator('.ticket-card').getByText('★★★★★').waitFor();
    await wang.page.locator('.story').getByText('王芳回复提交人：').waitFor();
    const chrome = await wang.page
      .locator('header, .panel-head, .filters, .composer')
      .allTextContents();
    expect(chrome.join('')).not.to.match(/\b(Queue|Ticket|Unassigned|Mine|Change)\b/);
  });

  it('shows two agents the same ticket as it changes, and tells the second who claimed it first', async () => {
    const number = await fileTicket(app.url);
    const [alice, carlos] = [await agent('Alice'), await agent('Carlos')];
    for (const one of [alice, carlos]) {
      await row(one, number).click();
      await standing(one, 'New: nobody has it yet').waitFor();
    }
    await button(carlos, 'Show or hide the steps').click();
    await button(alice, 'Claim').click();
    await standing(carlos, 'Assigned to Alice').waitFor();
    expect(await carlos.page.locator('#steps-1').isVisible()).to.equal(true);
    await command(carlos, `claim ${number}`);
    await carlos.page.locator('.answers').getByText('Alice has this ticket already.').waitFor();
    await row(carlos, number).waitFor({ state: 'detached' });
    await button(carlos, 'Assign').click();
    await carlos.page.getByLabel('Agent').selectOption({ label: 'Carlos (you)' });
    await carlos.page.getByRole('button', { name: 'Assign the ticket' }).click();
    await standing(alice, 'Assigned to Carlos').waitFor();
    expect(await button(alice, 'Release').count()).to.equal(0);
  });

  it('shows each agent the times of a ticket by their own clock', async () => {
    const number = await fileTicket(app.url);
    const shownTo = async (name: string, timezoneId: string): Promise<string[]> => {
      const opened = await agent(name, { timezoneId });
      await row(opened, number).click();
      const sent = opened.page.locator('.open-ticket .card time').first();
      const instant = new Date((await sent.getAttribute('datetime')) ?? '');
      const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: timezoneId } as const;
      const expected = new Intl.DateTimeFormat('en', format).format(instant);
      expect(await sent.textContent()).to.equal(expected);
      expect(await opened.page.locator('.open-ticket').textContent()).not.to.match(
        /UTC|DATE|\ue000/,
      );
      return [instant.toISOString(), expected];
    };
    const [[here, byHere], [there, byThere]] = [
      await shownTo('Alice', 'Asia/Tokyo'),
      await shownTo('Ben', 'America/New_York'),
    ];
    expect(here).to.equal(there);
    expect(byHere).not.to.equal(byThere);
  });

  it('says in both languages that a ticket was filed just now', async () => {
    const number = await fileTicket(app.url);
    const alice = await agent('Alice');
    const age = row(alice, number).locator('.row-about');
    await age.getByText('just now').waitFor();
    await alice.page.getByRole('button', { name: '中文' }).click();
    await age.getByText('刚刚').waitFor();
  });

  it('asks for confirmation before it sends a reply written before the latest change to the ticket', async () => {
    const number = await fileTicket(app.url);
    const [alice, carlos] = [await agent('Alice'), await agent('Carlos')];
    await row(alice, number).click();
    await button(alice, 'Reply').click();
    await command(carlos, `note ${number} I know this one.`);
    await alice.page.locator('.story .line').getByText('I know this one.').waitFor();
    await fill(alice, 'Your reply', 'Hello there', 'Send the reply');
    await alice.page.locator('.answers').getByText('nothing was sent yet').waitFor();
    expect(await alice.page.getByLabel('Your reply').inputValue()).to.equal('Hello there');
    await alice.page.getByRole('button', { name: 'Send the reply' }).click();
    await alice.page.locator('.story .line').getByText('Hello there').waitFor();
  });

  it('keeps name, ticket and form text across a reload', async () => {
    const number = await fileTicket(app.url);
    const alice = await agent('Alice');
    const { page } = alice;
    await row(alice, number).click();
    await button(alice, 'Note').click();
    await page.getByRole('textbox', { name: 'Note' }).fill('half a thought');
    await page.reload();
    await page.locator('.agent-name').getByText('Alice').waitFor();
    await page.locator('.ticket-card').getByText(`· ${number}`).waitFor();
    await button(alice, 'Note').click();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).to.equal(
      'half a thought',
    );
    await button(alice, 'Reply').click();
    expect(await page.getByLabel('Your reply').inputValue()).to.equal('');
  });

  it('works with the keyboard alone', async () => {
    const number = await fileTicket(app.url);
    const { page } = await agent('Alice');
    await page.locator('.rows .row').first().waitFor();
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(`show ${number}`);
    await page.keyboard.press('Enter');
    await page.locator('.ticket-card').getByText(`· ${number}`).waitFor();
    await page.locator('#open-heading:focus').waitFor();
    await page.locator('.ticket-card').getByRole('button', { name: 'Claim' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.ticket-card').getByText('Assigned to Alice').waitFor();
    await page.locator('.ticket-card').getByRole('button', { name: 'Note' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.answers textarea:focus').waitFor();
    await page.keyboard.type('By hand.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.story .line').getByText('By hand.').waitFor();
    await page.locator('#command').focus();
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue('#command')).to.equal(`show ${number}`);
  });

  it('shows hostile text as plain text, and gives every button, field and region a name', async () => {
    const number = await fileTicket(app.url);
    const alice = await agent('Alice <b>A</b>');
    await command(alice, `note ${number} ${HOSTILE}`);
    await command(alice, `show ${number}`);
    await command(alice, `lookup ${HOSTILE}`);
    await command(alice, HOSTILE);
    const story = alice.page.locator('.story .line');
    for (const text of ['<img src=x onerror="document.title=1">', '${1+1} {{DATE()}}'])
      await story.getByText(text).waitFor();
    // What agents write keeps its formatting and its links, and nothing else.
    expect(await story.locator('a[href="https://evil.example/"]').count()).to.equal(1);
    await alice.page.locator('.answers').getByText("I don't know that command").waitFor();
    expect(
      await alice.page
        .locator('main img, main script, .answers a[href*="evil"], .answers strong')
        .count(),
    ).to.equal(0);
    expect(await alice.page.locator('.agent-name b').count()).to.equal(0);
    expect(await alice.page.title()).to.equal('Signpost – the helpdesk');
    const seen = await alice.page.locator('body').ariaSnapshot();
    expect(seen).to.contain('textbox "Command"').and.to.contain('region "Queue"');
    const nameless = seen.match(
      /- (button|link|textbox|combobox|region|navigation|group)(?! ")[^"]*$/gm,
    );
    expect(nameless).to.equal(null);
  });

  it('fits a narrow window with one view at a time and nothing cut off', async () => {
    const number = await fileTicket(app.url);
    const alice = await agent('Alice', { viewport: { width: 360, height: 640 } });
    const { page } = alice;
    await row(alice, number).click();
    await standing(alice, 'New: nobody has it yet').waitFor();
    await button(alice, 'Note').click();
    await page.getByRole('textbox', { name: 'Note' }).waitFor();
    for (const view of ['Queue', 'Ticket', 'For you']) {
      await page.locator('.views').getByText(view, { exact: true }).click();
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth'),
        view,
      ).to.be.at.most(360);
      expect(await page.locator('.columns > :visible').count(), view).to.equal(1);
    }
  });
});

function row({ page }: OpenPage, number: string) {
  return page.locator(`.rows [data-number="${number}"]`);
}

function button({ page }: OpenPage, name: string) {
  return page.locator('.ticket-card').getByRole('button', { name, exact: true });
}

function standing({ page }: OpenPage, words: string) {
  return page.locator('.ticket-card').getByText(words, { exact: true });
}

async function fill({ page }: OpenPage, label: string, text: string, send: string): Promise<void> {
  await page.locator('.answers').getByLabel(label).fill(text);
  await page.locator('.answers').getByRole('button', { name: send }).click();
}

/** Types a command, and waits for its answer. */
async function command({ page }: OpenPage, text: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/desk/commands'));
  await page.fill('#command', text);
  await page.press('#command', 'Enter');
  await answered;
}
