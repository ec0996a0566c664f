import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { SignpostError } from '../../diagnostics/errors.ts';

const SOURCE = resolve(import.meta.dirname, '../../../manifest/slack/manifest.yaml');
const PLACEHOLDER = '{{URL}}';

/** Addresses Slack sends requests to, unused if Signpost connects to Slack itself. */
const ADDRESSES = [
  ['features', 'slash_commands', 0, 'url'],
  ['oauth_config', 'redirect_urls'],
  ['settings', 'event_subscriptions', 'request_url'],
  ['settings', 'interactivity', 'request_url'],
];

export interface SlackAppOptions {
  /** Where Slack reaches Signpost: `https:`, with any path prefix before `/slack`. */
  readonly url: string | undefined;
  /** True for Socket Mode, which needs no address. */
  readonly socket: boolean;
}

/**
 * Returns the app manifest for Slack, as YAML.
 * @throws SignpostError `usage`, with the correct usage, if it isn't clear how Slack can reach
 * Signpost.
 */
export async function slackManifest({ url, socket }: SlackAppOptions): Promise<string> {
  if (socket && url !== undefined) {
    throw new SignpostError(
      'usage',
      'Socket Mode needs no address; write either --url or --socket.',
    );
  }
  if (socket) return forSocketMode(parseDocument(await template()));
  if (url === undefined) {
    throw new SignpostError(
      'usage',
      'Slack has to know where to reach Signpost; write --url https://your-host, or --socket for Socket Mode.',
    );
  }
  return (await template()).replaceAll(PLACEHOLDER, address(url));
}

/** Reads the file without its own header comments. */
async function template(): Promise<string> {
  return (await readFile(SOURCE, 'utf8')).replace(/^(#.*\n)+/, '');
}

function address(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const plain =
    parsed !== null && parsed.username + parsed.password + parsed.search + parsed.hash === '';
  if (plain && parsed.protocol === 'https:') return parsed.href.replace(/\/+$/, '');
  throw new SignpostError(
    'usage',
    `Slack cannot reach "${url}"; write an address such as https://signpost.example.com.`,
  );
}

function forSocketMode(manifest: Document): string {
  for (const path of ADDRESSES) manifest.deleteIn(path);
  manifest.setIn(['settings', 'socket_mode_enabled'], true);
  return manifest.toString({ lineWidth: 120 });
}
