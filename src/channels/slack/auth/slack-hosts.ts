/**
 * Parses an address. Returns null if its host isn't Slack's, so that no other host gets a request
 * or any data.
 */
export type SlackAddresses = (address: string) => URL | null;

/**
 * Files are on files.slack.com and on workspaces' own hosts, also below `enterprise`, in plain
 * letters. Other hosts that end the same way aren't Slack's.
 * https://docs.slack.dev/reference/objects/file-object
 */
const FILE_HOST = /^(?!.*xn--)([a-z0-9-]{1,63}\.){1,2}slack\.com$/;

/**
 * Hosts of `response_url`: Slack's own, and that of GovSlack, which has its own domain.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses and https://docs.slack.dev/govslack
 */
const RESPONSE_HOST = /^hooks\.slack(?:-gov)?\.com$/;

/**
 * Accepts addresses of files.
 * @param slackApiUrl Replacement for Slack's API, if there is one.
 */
export function createSlackAddresses(slackApiUrl: string | undefined): SlackAddresses {
  return addressesOn(FILE_HOST, slackApiUrl);
}

/** Accepts addresses to which responses to a click or a command may be posted. */
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
