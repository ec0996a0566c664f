/**
 * Returns the id of a person from another workspace in a Slack Connect channel. Slack guarantees
 * that an id is unique only together with its workspace
 * (https://docs.slack.dev/apis/slack-connect), so it is stored as `U…@T…`: it never equals the id
 * of a workspace's own member, and so never an agent's.
 */
export function externalUserId(user: string, workspace: string): string {
  return `${user}@${workspace}`;
}

/** Returns the user id that Slack's Web API expects. */
export function slackUserId(user: string): string {
  const [id = ''] = user.split('@');
  return id;
}
