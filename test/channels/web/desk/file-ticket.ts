import { PageClient } from '../page-client.ts';

const ERROR = 'Cannot verify that the server is trusted for your sign-in address. Connect anyway?';

/** A requester reports an error, skips the form and sends the ticket; gives its number. */
export async function fileTicket(
  url: string,
  requester?: PageClient,
  report = ERROR,
): Promise<string> {
  const page = requester ?? (await PageClient.open(url));
  await page.join();
  await page.say(report);
  await page.press('', 'person');
  await page.press(await waiting(page, 'skip'), 'skip');
  await page.press(await waiting(page, 'send'), 'send');
  const { ticket } = await page.state();
  return ticket?.number ?? '';
}

/** Id of the card that offers this. */
async function waiting(page: PageClient, verb: string): Promise<string> {
  const offers = (card: unknown) => JSON.stringify(card).includes(`"verb":"${verb}"`);
  const messages = await page.listen((inbound) =>
    inbound.some(({ card, decided }) => !decided && offers(card)),
  );
  return messages.findLast(({ card }) => offers(card))?.id ?? '';
}
