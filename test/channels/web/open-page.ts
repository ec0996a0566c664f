import { expect } from 'chai';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { browser } from '../../support/browser.ts';

/** A page in a browser of its own, and everything that went wrong in it. */
export class OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  private readonly problems: string[] = [];

  private constructor(page: Page, context: BrowserContext, url: string) {
    this.page = page;
    this.context = context;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.protocol !== 'blob:' && asked.origin !== url)
        this.problems.push(`asked ${request.url()}`);
    });
  }

  /** Opens the requester's page, and waits until they are greeted. */
  static async at(url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const opened = await OpenPage.open(url, '/', options);
    await opened.cards.first().waitFor();
    return opened;
  }

  /** Opens the helpdesk's page as an agent. */
  static async atDesk(
    url: string,
    agent: string,
    options: BrowserContextOptions = {},
  ): Promise<OpenPage> {
    const opened = await OpenPage.open(url, '/desk', options);
    await opened.page.fill('#name', agent);
    await opened.page.press('#name', 'Enter');
    await opened.page.locator('.agent-name').getByText(agent).waitFor();
    return opened;
  }

  /** Opens an address, and waits for nothing more. */
  static unready(
    url: string,
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<OpenPage> {
    return OpenPage.open(url, path, options);
  }

  private static async open(
    url: string,
    path: string,
    options: BrowserContextOptions,
  ): Promise<OpenPage> {
    const context = await (await browser()).newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(20_000);
    const opened = new OpenPage(await context.newPage(), context, url);
    await opened.page.goto(url + path);
    return opened;
  }

  /** What Signpost said. */
  get cards(): Locator {
    return this.page.locator('.entry.signpost');
  }

  /** The card that waits for an answer. */
  get waiting(): Locator {
    return this.page.locator('.entry.signpost:not(.decided):has(.ac-pushButton)').last();
  }

  async say(text: string): Promise<void> {
    await this.page.fill('#message', text);
    await this.page.press('#message', 'Enter');
  }

  /** Presses a button of the waiting card, and waits until that card is decided. */
  async press(label: string): Promise<void> {
    const cards = await this.decided.count();
    await this.waiting.getByRole('button', { name: label, exact: true }).click();
    await this.until(async () => (await this.decided.count()) > cards);
  }

  /** The number of the ticket that was sent, as soon as it shows. */
  async ticketNumber(): Promise<string> {
    return (
      (await this.page.locator('#ticket-heading', { hasText: /^SP-\d+$/ }).textContent()) ?? ''
    );
  }

  get decided(): Locator {
    return this.page.locator('.entry.decided');
  }

  /** The map as a screen reader reads it, one line for each stop. */
  async map(): Promise<string[]> {
    return this.page.locator('.map-drawing li').allTextContents();
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 160; tries += 1) {
      if (await condition()) return;
      await this.page.waitForTimeout(50);
    }
    throw new Error(`The page did not come to: ${condition.toString()}`);
  }

  /**
   * Fails where anything went wrong: an error, a refused resource, a request that left the machine.
   */
  async close(): Promise<void> {
    await this.context.close();
    expect(this.problems).to.deep.equal([]);
  }

  /** Problems that belong to what is being tested, such as requests that fail while offline. */
  forgive(pattern: RegExp): void {
    const kept = this.problems.filter((problem) => !pattern.test(problem));
    this.problems.splice(0, this.problems.length, ...kept);
  }
}
