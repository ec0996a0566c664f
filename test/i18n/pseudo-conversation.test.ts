import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadLanguages } from '../../src/i18n/languages.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { localeFor } from '../../src/i18n/locales.ts';
import { translate } from '../../src/i18n/words.ts';
import { OpenPage } from '../channels/web/open-page.ts';
import {
  ACCENTED,
  MIRRORED,
  type PseudoLanguage,
  writePseudoLanguages,
} from '../support/pseudo-language.ts';
import { type RunningApp, startRunningApp } from '../support/running-app.ts';
import type { Platform, Seat } from '../support/seat.ts';
import { type SlackApi, startSlackApi } from '../support/slack-api.ts';
import { slackPlatform } from '../support/slack-driver.ts';
import { httpLine } from '../support/slack-line.ts';
import { SLACK_VARIABLES, UNHURRIED } from '../support/slack-rig.ts';
import { startTeamsConnector, type TeamsConnector } from '../support/teams-connector.ts';
import { teamsPlatform } from '../support/teams-driver.ts';
import { teamsRequests } from '../support/teams-requests.ts';
import { localCredentials, SINGLE_TENANT } from '../support/teams-rig.ts';
import { APP_ID, startTeamsTokens, TENANT_ID, type TeamsTokens } from '../support/teams-tokens.ts';
import { webPlatform } from '../support/web-driver.ts';

const REPORT = 'There was a problem acquiring a personal certificate required to sign in';
/** What is the same in every language: names, what the person wrote, ids, dates and addresses. */
const SAME_EVERYWHERE = [
  REPORT,
  'Signpost',
  'Bob',
  'English',
  // A quotation of the report.
  /"[^"]*"/g,
  /SP-\d+/g,
  /bobk?@contoso\.com/g,
  /skype-sign-in|personal-certificate|[0-9a-f]{8}-[0-9a-f-]{27}|web:\S+|seat-\d+/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\b[AP]M\b|Europe\/\w+|\bGMT\S*/g,
  /https?:\/\/\S+/g,
  // The edition of a runbook.
  /\b[0-9a-f]{12}\b/g,
];

describe('a language that is only a folder', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'signpost-pseudo-'));
  const platforms = new Map<string, Platform>();
  let running: RunningApp;
  let connector: TeamsConnector;
  let tokens: TeamsTokens;
  let api: SlackApi;

  before(async () => {
    const { languagesDir, dialogsDir } = writePseudoLanguages(folder, [ACCENTED, MIRRORED]);
    [connector, tokens, api] = await Promise.all([
      startTeamsConnector(),
      startTeamsTokens(),
      startSlackApi(),
    ]);
    const teams = {
      openIdMetadataUrl: tokens.metadataUrl,
      credentials: localCredentials(SINGLE_TENANT),
      threadWindows: [],
    };
    const variables = {
      ...SLACK_VARIABLES.http,
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'a password',
      MicrosoftAppTenantId: TENANT_ID,
      SIGNPOST_LANGUAGES_DIR: languagesDir,
      SIGNPOST_DIALOGS_DIR: dialogsDir,
    };
    running = await startRunningApp(variables, {
      teams,
      slack: { ...UNHURRIED, slackApiUrl: api.url },
    });
    const requests = teamsRequests(() => running.app.url, connector, tokens);
    const here = [
      webPlatform(running),
      teamsPlatform({ running, connector, requests }),
      slackPlatform({ running, api, line: () => httpLine(running.app.url) }),
    ];
    for (const platform of here) platforms.set(platform.name, platform);
  });

  after(async () => {
    await running?.stop();
    await Promise.all([connector?.close(), tokens?.close(), api?.close()]);
    loadLanguages(null);
    rmSync(folder, { recursive: true, force: true });
  });

  for (const language of [ACCENTED, MIRRORED]) {
    for (const name of ['web', 'teams', 'slack']) {
      it(`holds a whole conversation in ${language.tag} on ${name}, without a word of another`, async () => {
        const seat = await platforms.get(name)?.seat({ locale: language.tag });
        if (seat === undefined) throw new Error(`There is no channel ${name}.`);
        const shown = await talk(seat, loaded(language));
        const ticket = await seat.ticket();
        expect(ticket?.requester.locale).to.equal(language.tag);
        expect(shown.flatMap(otherWords)).to.deep.equal([]);
      });
    }
  }

  it('fills the page from right to left and cuts nothing off', async () => {
    await onThePage(MIRRORED, async (opened) => {
      const sides = await opened.page.evaluate<Record<string, number>>(`(() => {
        const x = (selector) => document.querySelector(selector).getBoundingClientRect().x;
        return { brand: x('.brand'), languages: x('.languages'), box: x('#message'), send: x('.send') };
      })()`);
      expect(sides.brand).to.be.above(sides.languages ?? 0);
      expect(sides.box).to.be.above(sides.send ?? 0);
    });
  });

  it('leaves room on the page for texts that are 40 % longer', async () => {
    await onThePage(ACCENTED, async () => {});
  });

  /** Goes through a conversation in a browser, at two widths, and looks for what is cut off. */
  async function onThePage(
    language: PseudoLanguage,
    look: (opened: OpenPage) => Promise<void>,
  ): Promise<void> {
    const locale = loaded(language);
    const opened = await OpenPage.unready(running.app.url, '/', {});
    const { page } = opened;
    try {
      await opened.cards.first().waitFor();
      await page.locator(`.languages [data-locale="${language.tag}"]`).click();
      await page.locator(`html[lang="${language.tag}"][dir="${language.direction}"]`).waitFor();
      await opened.say(REPORT);
      await opened.waiting.getByText(translate(locale, 'card.stage.try')).waitFor();
      await look(opened);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await page.evaluate<string[]>(CUT_OFF), `${width} px`).to.deep.equal([]);
      }
    } finally {
      await opened.close();
    }
  }
});

/** Describes each element whose content is wider than it, or that stands outside the window. */
const CUT_OFF = `(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide');
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || element.closest('svg, .visually-hidden, .skip')) continue;
    const { overflowX } = getComputedStyle(element);
    const name = element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 40);
    if (box.left < -1 || box.right > innerWidth + 1) found.push('outside: ' + name);
    else if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
      found.push('cut off: ' + name);
  }
  return found;
})()`;

/** Reports, tries the fixes, fills in the form and sends the ticket; returns all that was shown. */
async function talk(seat: Seat, locale: Locale): Promise<string[]> {
  await seat.join();
  await seat.say(REPORT, []);
  await seat.press(translate(locale, 'choice.no-change'), {});
  await seat.press(translate(locale, 'choice.person'), {});
  await seat.press(translate(locale, 'choice.submit'), { address: 'bobk@contoso.com' });
  await seat.press(translate(locale, 'choice.send'), {});
  return (await seat.screen()).flatMap(({ text, offers }) => [...text.split('\n'), ...offers]);
}

/** Returns the words of a line in English letters or Chinese characters. */
function otherWords(line: string): string[] {
  // Each host writes a moment in the reader's own words: see `shownMoment`.
  const written = line.replace(/⟨[^⟩]*⟩/gu, ' ');
  const rest = SAME_EVERYWHERE.reduce<string>((text, same) => text.replaceAll(same, ' '), written);
  const words = rest.match(/(?<!\p{L})[A-Za-z]{2,}(?!\p{L})|\p{Script=Han}+/gu) ?? [];
  return words.length === 0 ? [] : [`${words.join(', ')} in: ${line}`];
}

function loaded({ tag }: PseudoLanguage): Locale {
  const locale = localeFor(tag);
  if (locale !== tag) throw new Error(`${tag} is not loaded.`);
  return locale;
}
