import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { SignpostError } from '../../diagnostics/errors.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const SOURCES = resolve(ROOT, 'manifest/teams');
/** Files that the package includes unchanged, besides the languages that the manifest names. */
const PICTURES = ['color.png', 'outline.png'];

/** https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema#localizationinfo */
const localized = z.object({
  localizationInfo: z.object({ additionalLanguages: z.array(z.object({ file: z.string() })) }),
});

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

export interface TeamsAppOptions {
  /** GUID of the Azure bot; `undefined` if the operator gave none. */
  readonly appId: string | undefined;
  /**
   * Host of the URLs in the manifest: the organization's helpdesk page, privacy policy and terms.
   */
  readonly host?: string;
  /** Path of the zip to write. */
  readonly output: string;
}

/**
 * Writes the Teams app package; resolves to its absolute path.
 * @throws SignpostError `usage`, with what to write, if the app id or the host is missing or
 * invalid.
 */
export async function packageTeamsApp(options: TeamsAppOptions): Promise<string> {
  const { appId, host = 'example.com', output } = options;
  if (!appId) {
    throw new SignpostError(
      'usage',
      'The app id is missing; write --app-id with the GUID of your Azure bot.',
    );
  }
  if (!GUID.test(appId)) {
    throw new SignpostError(
      'usage',
      `"${appId}" is not an app id; copy the GUID from your Azure bot.`,
    );
  }
  if (!HOST.test(host)) {
    throw new SignpostError(
      'usage',
      `"${host}" is not a host name; write one such as helpdesk.example.com.`,
    );
  }
  const manifest = await filledManifest({
    APP_ID: appId.toLowerCase(),
    HOST: host,
    VERSION: await version(),
  });
  return writeZip(resolve(output), manifest);
}

async function filledManifest(values: Readonly<Record<string, string>>): Promise<string> {
  const template = await readFile(resolve(SOURCES, 'manifest.json'), 'utf8');
  return template.replace(
    /\{\{([A-Z_]+)\}\}/g,
    (placeholder, name: string) => values[name] ?? placeholder,
  );
}

/** The package has Signpost's version: Teams offers an update when it increases. */
async function version(): Promise<string> {
  const about: unknown = JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(about).version;
}

async function writeZip(path: string, manifest: string): Promise<string> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(manifest), 'manifest.json');
  const { localizationInfo } = localized.parse(JSON.parse(manifest));
  const languages = localizationInfo.additionalLanguages.map(({ file }) => file);
  for (const name of [...languages, ...PICTURES])
    zip.addBuffer(await readFile(resolve(SOURCES, name)), name);
  zip.end();
  try {
    await finished(zip.outputStream.pipe(createWriteStream(path)));
  } catch (error) {
    throw new SignpostError(
      'usage',
      `${path} cannot be written; write --out with a path in an existing folder.`,
      {
        cause: error,
      },
    );
  }
  return path;
}
