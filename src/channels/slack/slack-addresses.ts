/** Reads an address; null where it is not one of Slack's own, so that nothing is asked of others, or told to them. */
export type SlackAddresses = (address: string) => URL | null;

/** Files are at files.slack.com and at workspaces' own names. https://docs.slack.dev/reference/objects/file-object */
const HOST = /\.slack\.com$/;

/** @param slackApiUrl What stands in the place of Slack, where something does. */
export function createSlackAddresses(slackApiUrl: string | undefined): SlackAddresses {
  const origin = slackApiUrl === undefined ? null : new URL(slackApiUrl).origin;
  return (address) => {
    const url = URL.parse(address);
    if (url === null || url.username !== '' || url.password !== '') return null;
    const isSlack = origin === null ? isOfSlack(url) : url.origin === origin;
    return isSlack ? url : null;
  };
}

function isOfSlack({ protocol, port, hostname }: URL): boolean {
  return protocol === 'https:' && port === '' && HOST.test(hostname);
}
