import type { SlackApi } from './slack-api.ts';
import { type Filled, optionOf, stateOf } from './slack-inputs.ts';
import type { Json } from './slack-json.ts';
import type { SlackAck, SlackLine, SlackRetry, SlackTraffic } from './slack-line.ts';
import { slackPayload } from './slack-payloads.ts';
import type { ShownButton, ShownMessage, ShownSelect } from './slack-screen.ts';
import { SLACK_APP, SLACK_BOT, SLACK_TEAM, type SlackMember } from './slack-workspace.ts';

const WHERE_INSTALLED = { team_id: SLACK_TEAM, app_installed_team_id: SLACK_TEAM };

let stamps = 0;

/** A `ts` or `event_ts` that no other has. */
export function nextStamp(): string {
  stamps += 1;
  return `${Math.floor(Date.now() / 1000)}.${String(stamps).padStart(6, '0')}`;
}

/**
 * What one person does in Slack, sent to Signpost as Slack would. Each deed resolves to how it was
 * acknowledged.
 */
export class SlackPerson {
  readonly member: SlackMember;
  private readonly line: () => SlackLine;
  private readonly api: SlackApi;
  private last: { readonly traffic: SlackTraffic; readonly payload: Json } | null = null;

  constructor(api: SlackApi, line: () => SlackLine, member: SlackMember) {
    this.api = api;
    this.line = line;
    this.member = member;
  }

  /** Something typed in the direct messages, or otherwise, by the changes to the event. */
  say(text: string, changes: Json = {}): Promise<SlackAck> {
    return this.event('message-in-direct-messages', {
      channel: this.member.dm,
      ...said(text),
      ...changes,
    });
  }

  attach(text: string, names: readonly string[]): Promise<SlackAck> {
    return this.share(
      text,
      names.map((name) => this.api.files.put(name)),
    );
  }

  /** Sends files, as Slack tells of them, in the direct messages. */
  share(text: string, files: readonly Json[], changes: Json = {}): Promise<SlackAck> {
    return this.event('message-with-file', {
      channel: this.member.dm,
      ...said(text),
      files,
      ...changes,
    });
  }

  /** `@Signpost text` in a channel; in a thread if one is given. */
  mention(channel: string, text: string, thread?: string): Promise<SlackAck> {
    const blocks = [
      { type: 'user', user_id: SLACK_BOT.user },
      { type: 'text', text: ` ${text}` },
    ];
    const event = {
      ...said(text),
      text: `<@${SLACK_BOT.user}> ${escaped(text)}`,
      blocks: rich(blocks),
      channel,
    };
    return this.event(thread === undefined ? 'mention-in-a-channel' : 'mention-in-a-thread', {
      ...event,
      thread_ts: thread,
      parent_user_id: thread === undefined ? undefined : this.member.id,
    });
  }

  openMessages(): Promise<SlackAck> {
    return this.event('messages-tab-opened', { channel: this.member.dm, event_ts: nextStamp() });
  }

  openHome(): Promise<SlackAck> {
    return this.event('home-opened', { channel: this.member.dm, event_ts: nextStamp() });
  }

  /** Any event of the fixtures, as this person's. */
  event(
    name: string,
    event: Json,
    retry?: SlackRetry & { readonly eventId: string },
  ): Promise<SlackAck> {
    const envelope = this.envelope({ user: this.member.id, ...event }, retry?.eventId);
    return this.send('events_api', slackPayload(name, envelope), retry);
  }

  command(text: string, channel = this.member.dm): Promise<SlackAck> {
    const { id } = this.member;
    return this.send(
      'slash_commands',
      slackPayload(text === '' ? 'command-without-text' : 'command-with-text', {
        ...this.ids(),
        team_id: SLACK_TEAM,
        user_id: id,
        text: escaped(text),
        channel_id: channel,
        trigger_id: nextStamp(),
        response_url: this.api.responseUrl(channel, id),
      }),
    );
  }

  /** "Get help with this", chosen in the menu of a message. */
  async shortcut(channel: string, message: Json): Promise<SlackAck> {
    const ts = String(message.ts ?? nextStamp());
    const payload = slackPayload('shortcut-on-a-message', {
      ...(await this.clicked(channel)),
      channel: { id: channel },
      message: { ...message, ts },
      message_ts: ts,
      action_ts: nextStamp(),
    });
    return this.send('interactive', payload);
  }

  /** Presses a button of a message; `filled` is what its selects and radio buttons hold. */
  async press(message: ShownMessage, button: ShownButton, filled: Filled = {}): Promise<SlackAck> {
    return this.send('interactive', await this.pressPayload(message, actionOf(button), filled));
  }

  /** Chooses an option, by its value or its words, of a list in a message. */
  async choose(message: ShownMessage, select: ShownSelect, option: string): Promise<SlackAck> {
    const filled = { [select.actionId]: option };
    return this.send(
      'interactive',
      await this.pressPayload(message, choiceOf(select, option), filled),
    );
  }

  /** The payload of a press, for a test that sends it more than once or as somebody else's. */
  async pressPayload(message: ShownMessage, action: Json, filled: Filled = {}): Promise<Json> {
    const { channel, ts, thread, blocks } = message;
    const name =
      message.onlyFor === null ? 'button-pressed' : 'button-pressed-on-an-ephemeral-message';
    const hung = thread === null ? {} : { thread_ts: thread };
    const body = { ts, text: message.text, blocks, user: SLACK_BOT.user, ...hung };
    return slackPayload(name, {
      ...(await this.clicked(channel, ts)),
      channel: { id: channel, name: channel.startsWith('D') ? 'directmessage' : 'helpdesk' },
      container: { message_ts: ts, channel_id: channel, ...hung },
      ...(message.onlyFor === null ? { message: body } : {}),
      state: { values: stateOf(blocks, filled) },
      actions: [action],
    });
  }

  /** Presses a button of their App Home. */
  async pressHome(home: Json, button: ShownButton): Promise<SlackAck> {
    const { response_url: _, ...clicked } = await this.clicked(this.member.dm);
    const payload = slackPayload('button-pressed-in-the-home', {
      ...clicked,
      container: { view_id: home.id },
      view: { ...home, app_id: SLACK_APP, ...WHERE_INSTALLED },
      actions: [actionOf(button)],
    });
    return this.send('interactive', payload);
  }

  /** Sends a modal with these values; inputs that are not named hold what they held at first. */
  async submit(view: Json, filled: Filled): Promise<SlackAck> {
    return this.send('interactive', await this.submitPayload(view, filled));
  }

  async submitPayload(view: Json, filled: Filled): Promise<Json> {
    const { response_url: _, ...clicked } = await this.clicked(this.member.dm);
    const values = stateOf(view.blocks, filled);
    const payload = slackPayload('form-submitted', clicked);
    return {
      ...payload,
      view: { ...Object(payload.view), ...view, ...WHERE_INSTALLED, state: { values } },
    };
  }

  close(view: Json): Promise<SlackAck> {
    const changes = {
      ...this.ids(),
      user: this.user(),
      view: { ...view, ...WHERE_INSTALLED, state: { values: {} } },
    };
    return this.send('interactive', slackPayload('form-closed', changes));
  }

  /** Slack sends the last thing they did once more, as it does if it heard nothing in time. */
  again(retry: SlackRetry = { num: 1, reason: 'http_timeout' }): Promise<SlackAck> {
    if (this.last === null) throw new Error('Nothing was done yet.');
    return this.send(this.last.traffic, this.last.payload, retry);
  }

  /** Sends a payload as it is. */
  async send(traffic: SlackTraffic, payload: Json, retry?: SlackRetry): Promise<SlackAck> {
    this.last = { traffic, payload };
    const ack = await this.line().send(traffic, payload, retry);
    this.api.checkAck(ack.body);
    return ack;
  }

  /** The outer part of an event. */
  envelope(event: Json, eventId = `Ev${nextStamp().replace('.', '')}`): Json {
    const authorizations = [
      {
        enterprise_id: null,
        team_id: SLACK_TEAM,
        user_id: SLACK_BOT.user,
        is_bot: true,
        is_enterprise_install: false,
      },
    ];
    const time = Math.floor(Date.now() / 1000);
    return {
      ...this.ids(),
      team_id: SLACK_TEAM,
      context_team_id: SLACK_TEAM,
      authorizations,
      event_id: eventId,
      event_time: time,
      event: { team: SLACK_TEAM, ...event },
    };
  }

  private async clicked(channel: string, ts?: string): Promise<Json> {
    const { id } = this.member;
    return {
      ...this.ids(),
      team: { id: SLACK_TEAM },
      user: this.user(),
      trigger_id: await this.api.trigger(id),
      response_url: this.api.responseUrl(channel, id, ts),
    };
  }

  private ids(): Json {
    return { api_app_id: SLACK_APP };
  }

  private user(): Json {
    return { id: this.member.id, team_id: SLACK_TEAM };
  }
}

function said(text: string): Json {
  const ts = nextStamp();
  return { text: escaped(text), ts, event_ts: ts, blocks: rich([{ type: 'text', text }]) };
}

/**
 * Slack tells what was typed with these three escaped, so that nothing typed looks like a mention
 * or a link.
 */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function rich(elements: readonly Json[]): readonly Json[] {
  return [
    { type: 'rich_text', block_id: '6T3zp', elements: [{ type: 'rich_text_section', elements }] },
  ];
}

/** A button as Slack tells that it was pressed. */
export function actionOf({ label, blockId, actionId, value, isEntry }: ShownButton): Json {
  const text = { type: 'plain_text', text: label, emoji: true };
  // https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element
  if (isEntry === true) {
    const of = { action_id: actionId, block_id: blockId, action_ts: nextStamp() };
    return { type: 'overflow', ...of, selected_option: { text, value } };
  }
  return {
    type: 'button',
    action_id: actionId,
    block_id: blockId,
    text,
    value,
    action_ts: nextStamp(),
  };
}

function choiceOf({ blockId, actionId, options }: ShownSelect, option: string): Json {
  const chosen = optionOf({ options }, option);
  return {
    type: 'static_select',
    action_id: actionId,
    block_id: blockId,
    selected_option: chosen,
    action_ts: nextStamp(),
  };
}
