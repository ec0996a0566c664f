/** Reads an address. Returns null if its host isn't Slack's, so nothing is asked of others, or told to them. */
export type SlackAddresses = (address: string) => URL | null;

/**
 * Files are at files.slack.com and at workspaces' own names, below `enterprise` too, in plain letters: whatever else ends
 * alike is none of Slack's. https://docs.slack.dev/reference/objects/file-object
 */
const FILE_HOST = /^(?!.*xn--)([a-z0-9-]{1,63}\.){1,2}slack\.com$/;

/**
 * Hosts of `response_url`: Slack's own, and that of GovSlack, which has its own domain.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses and https://docs.slack.dev/govslack
 */
const RESPONSE_HOST = /^hooks\.slack(?:-gov)?\.com$/;

/** Addresses of files. @param slackApiUrl What stands in the place of Slack, where something does. */
export function createSlackAddresses(slackApiUrl: string | undefined): SlackAddresses {
  return addressesOn(FILE_HOST, slackApiUrl);
}

/** Addresses that answers to a click or a command may be posted to. */
export function createResponseAddresses(slackApiUrl: string | undefined): SlackAddresses {
  return addressesOn(RESPONSE_HOST, slackApiUrl);
}

function addressesOn(host: RegExp, slackApiUrl: string | undefined): SlackAddresses {
  const origin = slackApiUrl === undefined ? null : new URL(slackApiUrl).origin;
  return (address) => {
    const url = URL.parse(address);
    if (url === null || url.username !== '' || url.password !== '') return null;
    const isSlack = origin === null ? isOn(host, url) : url.origin === origin;
    return isSlack ? url : null;
  };
}

function isOn(host: RegExp, { protocol, port, hostname }: URL): boolean {
  return protocol === 'https:' && port === '' && host.test(hostname);
}
