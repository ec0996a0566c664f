/** A message in a channel of Teams. */
export interface TeamsMessage {
  readonly tenant: string | null;
  /** `19:…@thread.tacv2` */
  readonly channel: string;
  /** The message that begins its thread. */
  readonly root: string;
  readonly message: string;
  /** Id of the team's group in Entra ID; null if Teams hasn't said. */
  readonly group: string | null;
}

/**
 * Returns the address that opens a message in Teams:
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
export function messageLink({ tenant, channel, root, message, group }: TeamsMessage): string {
  const query = new URLSearchParams({
    ...(tenant === null ? {} : { tenantId: tenant }),
    ...(group === null ? {} : { groupId: group }),
    parentMessageId: root,
  });
  const path = [channel, message].map(encodeURIComponent).join('/');
  return `https://teams.microsoft.com/l/message/${path}?${query}`;
}

const HOSTS = /^(?:[a-z0-9-]+\.)*teams\.(?:microsoft\.(?:com|us)|cloud\.microsoft)$/;

/** Returns true if an address opens something in Teams, and nothing else. */
export function isTeamsLink(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && HOSTS.test(parsed.hostname) && url.length <= 2000;
}
