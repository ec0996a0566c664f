import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

let launched: Promise<Browser> | null = null;

/**
 * The browser of the test run, a real Chromium from npm: started when first asked for, closed after
 * the last test. Each test opens its own context, which shares nothing with the others.
 */
export function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    // The package's own arguments put everything into one process, where pictures come out torn.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
    ],
    headless: true,
  });
}

// At the root of the run: of suites that run together, the browser outlives the first. One that
// comes later in the same process has another one, which ends with the process.
after(async () => {
  const ending = launched;
  launched = null;
  await (await ending)?.close();
});
