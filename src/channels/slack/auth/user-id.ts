/**
 * Ids of people of other workspaces, in channels shared through Slack Connect. Slack promises that an id is unique only
 * together with its workspace (https://docs.slack.dev/apis/slack-connect), so theirs is kept as `U…@T…`: it equals no
 * id of a workspace's own people, and so none of an agent's.
 */
export function externalUserId(user: string, workspace: string): string {
  return `${user}@${workspace}`;
}

/** The id by which Slack's Web API knows somebody. */
export function slackUserId(user: string): string {
  const [id = ''] = user.split('@');
  return id;
}
