import { shownMoment } from './shown-moment.ts';
import type { SlackCall } from './slack-api.ts';
import { isJson, type Json } from './slack-json.ts';

/** A message of ours as it stands in Slack now. */
export interface ShownMessage {
  readonly ts: string;
  readonly channel: string;
  /** The message whose thread it stands in. */
  readonly thread: string | null;
  /** Set if only this person sees it. */
  readonly onlyFor: string | null;
  readonly blocks: readonly Json[];
  /** Files that were shared with it: objects with their id (F…), name and title. */
  readonly files: readonly Json[];
  /** What notifications say. */
  readonly text: string;
  /**
   * The blocks it was first sent with: a client that has not heard of the change still shows these.
   */
  readonly firstBlocks: readonly Json[];
  /** How often it was changed. */
  readonly changes: number;
}

/** What people see of ours, message by message. */
export interface SlackScreen {
  /** All messages in the order they came, or those of one channel. */
  messages(channel?: string): readonly ShownMessage[];
  /** The modals opened, each as it is now. */
  readonly views: readonly Json[];
  /** The newest App Home of each person. */
  readonly homes: ReadonlyMap<string, Json>;
  /** Notes what a call that Slack took has changed. */
  take(call: Pick<SlackCall, 'method' | 'body'>, answer: Json): void;
}

export function createSlackScreen(): SlackScreen {
  const shown: ShownMessage[] = [];
  const views: Json[] = [];
  const homes = new Map<string, Json>();

  const post = (body: Json, ts: string, onlyFor: string | null, files: readonly Json[] = []) => {
    const { channel, text, thread_ts: thread } = body;
    const blocks = blocksIn(body);
    shown.push({
      ts,
      channel: String(channel),
      thread: thread === undefined ? null : String(thread),
      onlyFor,
      blocks,
      files,
      text: String(text ?? ''),
      firstBlocks: blocks,
      changes: 0,
    });
  };
  const change = (channel: unknown, ts: unknown, body: Json) => {
    const at = shown.findIndex((message) => message.ts === ts && message.channel === channel);
    const message = shown[at];
    if (message === undefined) return;
    shown[at] = {
      ...message,
      blocks: blocksIn(body),
      text: String(body.text ?? ''),
      changes: message.changes + 1,
    };
  };
  const remove = (channel: unknown, ts: unknown) => {
    const at = shown.findIndex((message) => message.ts === ts && message.channel === channel);
    if (at !== -1) shown.splice(at, 1);
  };

  return {
    messages: (channel) =>
      shown.filter((message) => channel === undefined || message.channel === channel),
    views,
    homes,
    take({ method, body }, answer) {
      if (method === 'chat.postMessage')
        post({ ...body, channel: answer.channel }, String(answer.ts), null);
      if (method === 'files.completeUploadExternal') {
        const files = [answer.files].flat().filter(isJson);
        post({ ...body, channel: body.channel_id }, `file-${shown.length}`, null, files);
      }
      if (method === 'chat.postEphemeral') post(body, String(answer.message_ts), String(body.user));
      if (method === 'chat.update') change(body.channel, body.ts, body);
      if (method === 'chat.delete') remove(body.channel, body.ts);
      if (method === 'views.open' || method === 'views.push') views.push(Object(answer.view));
      if (method === 'views.update') views.splice(-1, 1, Object(answer.view));
      if (method === 'views.publish') homes.set(String(body.user_id), Object(answer.view));
      if (method !== 'response_url') return;
      if (isTrue(body.delete_original)) remove(body.channel, body.ts);
      else if (isTrue(body.replace_original) && body.ts !== '') change(body.channel, body.ts, body);
      else
        post(
          body,
          `response-${shown.length}`,
          body.response_type === 'in_channel' ? null : String(body.user),
        );
    },
  };
}

/** A button as it is shown. */
export interface ShownButton {
  readonly label: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
  readonly url: string | null;
  /** True for an entry of a menu. */
  readonly isEntry?: boolean;
}

/** The buttons of blocks, in their order, by what a screen reader calls them. */
export function buttonsIn(blocks: readonly Json[]): ShownButton[] {
  return blocks.flatMap((block) =>
    elementsIn(block)
      .filter(({ type }) => type === 'button')
      .map((element) => shownButton(block, element)),
  );
}

/** The entries of the menus of blocks, which are pressed like buttons. */
export function menusIn(blocks: readonly Json[]): ShownButton[] {
  return blocks.flatMap((block) =>
    elementsIn(block)
      .filter(({ type }) => type === 'overflow')
      .flatMap(({ action_id, options }) =>
        (Array.isArray(options) ? options.filter(isJson) : []).map((option) => ({
          ...shownButton(block, { ...option, action_id }),
          isEntry: true,
        })),
      ),
  );
}

function shownButton(
  block: Json,
  { text, accessibility_label: label, action_id: actionId, value, url }: Json,
): ShownButton {
  return {
    label: String(label ?? Object(text).text),
    blockId: String(block.block_id ?? ''),
    actionId: String(actionId),
    value: String(value ?? ''),
    url: url === undefined ? null : String(url),
  };
}

/** A list to choose from, in a message. */
export interface ShownSelect {
  readonly blockId: string;
  readonly actionId: string;
  readonly options: readonly Json[];
}

/** The lists of blocks whose choice is told at once. */
export function selectsIn(blocks: readonly Json[]): ShownSelect[] {
  return blocks.flatMap((block) =>
    (block.type === 'input' ? [] : elementsIn(block))
      .filter(({ type }) => type === 'static_select' || type === 'radio_buttons')
      .map(({ action_id: actionId, options }) => ({
        blockId: String(block.block_id ?? ''),
        actionId: String(actionId),
        options: Array.isArray(options) ? options.filter(isJson) : [],
      })),
  );
}

/**
 * Everything blocks say, as a person reads it: one line for each text, list entry or row; buttons
 * left out.
 */
export function textIn(value: unknown): string {
  return linesIn(value).join('\n');
}

function linesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesIn);
  if (!isJson(value) || value.type === 'button' || value.type === 'overflow') return [];
  if (value.type === 'plain_text') return [String(value.text)];
  if (value.type === 'mrkdwn') return [unescaped(String(value.text))];
  if (value.type === 'image') return [String(value.alt_text)];
  if (isRunOfText(value)) return [Object(value.elements).map(inlineText).join('')];
  if (typeof value.initial_value === 'string') return [value.initial_value];
  return Object.entries(value).flatMap(([key, inside]) => (UNSAID.has(key) ? [] : linesIn(inside)));
}

/** What stands in an empty input only until somebody types. */
const UNSAID = new Set(['placeholder']);

function isRunOfText({ type }: Json): boolean {
  return (
    type === 'rich_text_section' || type === 'rich_text_preformatted' || type === 'rich_text_quote'
  );
}

function inlineText(element: Json): string {
  if (element.type === 'text') return String(element.text);
  if (element.type === 'link') return String(element.text ?? element.url);
  if (element.type === 'date')
    return shownMoment(new Date(Number(element.timestamp) * 1000).toISOString());
  return element.type === 'emoji' ? '' : `<${String(element.type)}>`;
}

/**
 * What Slack would make a link, a mention or a call to everyone of stands in other brackets: it is
 * not text any more.
 */
function unescaped(mrkdwn: string): string {
  const marked = mrkdwn.replaceAll('<', '⟨').replaceAll('>', '⟩');
  return marked.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Elements that are pressed or filled in. */
export function elementsIn(block: Json): Json[] {
  return [block.elements, block.accessory, block.element].flat().filter(isJson);
}

function blocksIn(body: Json): Json[] {
  return Array.isArray(body.blocks) ? body.blocks.filter(isJson) : [];
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
