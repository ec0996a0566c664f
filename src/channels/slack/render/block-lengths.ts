import { isRecord } from '../../../cards/shared/card.ts';
import { SLACK_LIMITS } from '../limits.ts';

type Node = Readonly<Record<string, unknown>>;
/** Maximum size per property, in characters or items. */
type Limits = Readonly<Record<string, number>>;

const { text, url, actionId } = SLACK_LIMITS;
const INPUT: Limits = { action_id: actionId, placeholder: SLACK_LIMITS.placeholder };

/** By `type`. A text object's length is that of its text. */
const LIMITS: Readonly<Record<string, Limits>> = {
  modal: {
    title: SLACK_LIMITS.viewTitle,
    submit: SLACK_LIMITS.viewSubmit,
    close: SLACK_LIMITS.viewClose,
    private_metadata: SLACK_LIMITS.privateMetadata,
    callback_id: SLACK_LIMITS.callbackId,
  },
  home: { private_metadata: SLACK_LIMITS.privateMetadata, callback_id: SLACK_LIMITS.callbackId },
  header: { text: SLACK_LIMITS.header },
  section: { text, fields: SLACK_LIMITS.sectionFields },
  context: { elements: SLACK_LIMITS.contextElements },
  actions: { elements: SLACK_LIMITS.actionsElements },
  image: { alt_text: SLACK_LIMITS.imageText, title: SLACK_LIMITS.imageText, image_url: url },
  input: { label: SLACK_LIMITS.inputLabel, hint: SLACK_LIMITS.inputHint },
  table: { rows: SLACK_LIMITS.tableRows, column_settings: SLACK_LIMITS.tableColumns },
  button: {
    text: SLACK_LIMITS.buttonText,
    value: SLACK_LIMITS.buttonValue,
    accessibility_label: SLACK_LIMITS.buttonLabel,
    action_id: actionId,
    url,
  },
  static_select: { ...INPUT, options: SLACK_LIMITS.options, option_groups: SLACK_LIMITS.options },
  radio_buttons: { action_id: actionId, options: SLACK_LIMITS.radioOptions },
  checkboxes: { action_id: actionId, options: SLACK_LIMITS.radioOptions },
  plain_text_input: { ...INPUT, initial_value: SLACK_LIMITS.inputText },
  datepicker: INPUT,
  timepicker: INPUT,
  plain_text: { text },
  mrkdwn: { text },
  link: { url },
};

/** An option has no type of its own. */
const OPTION: Limits = {
  text: SLACK_LIMITS.optionText,
  value: SLACK_LIMITS.optionValue,
  description: SLACK_LIMITS.optionDescription,
};

/** Properties that must not be empty. */
const FILLED = new Set([
  'text',
  'elements',
  'options',
  'rows',
  'title',
  'label',
  'alt_text',
  'placeholder',
  'fields',
]);

/**
 * Lists what is too long, empty or duplicated in blocks: one line each, starting with the place.
 */
export function lengthProblems(root: unknown): string[] {
  const problems: string[] = [];
  const actionIds = new Map<string, number>();
  const blockIds = new Map<string, number>();
  walk(root, '', (node, path) => {
    problems.push(...sizeProblems(node).map((problem) => `${path}: ${problem}`));
    if (node.type === 'table')
      problems.push(...tableProblems(node).map((problem) => `${path}: ${problem}`));
    count(actionIds, blockOf(path), node.action_id);
    count(blockIds, '', node.block_id);
  });
  return [...problems, ...repeated('action_id', actionIds), ...repeated('block_id', blockIds)];
}

function sizeProblems(node: Node): string[] {
  const limits =
    typeof node.type === 'string' ? LIMITS[node.type] : 'value' in node ? OPTION : undefined;
  return Object.entries(node).flatMap(([name, value]) => {
    const size = sizeOf(value);
    const most = name === 'block_id' ? SLACK_LIMITS.blockId : limits?.[name];
    if (size === 0 && FILLED.has(name)) return [`"${name}" is empty`];
    return most !== undefined && size !== null && size > most
      ? [`"${name}" has ${size}, more than ${most}`]
      : [];
  });
}

function sizeOf(value: unknown): number | null {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isRecord(value) && typeof value.text === 'string' ? value.text.length : null;
}

function tableProblems({ rows }: Node): string[] {
  if (!Array.isArray(rows)) return [];
  const columns = Math.max(0, ...rows.map((row) => (Array.isArray(row) ? row.length : 0)));
  const characters = JSON.stringify(rows).length;
  return [
    ...(columns > SLACK_LIMITS.tableColumns
      ? [`has ${columns} columns, more than ${SLACK_LIMITS.tableColumns}`]
      : []),
    ...(characters > SLACK_LIMITS.tableCharacters
      ? [`has ${characters} characters, more than ${SLACK_LIMITS.tableCharacters}`]
      : []),
  ];
}

/**
 * In a form, names are unique per block; in a message, a button is identified by its name alone.
 */
function blockOf(path: string): string {
  return path.startsWith('blocks/') ? path.split('/').slice(0, 2).join('/') : '';
}

function count(seen: Map<string, number>, where: string, id: unknown): void {
  if (typeof id === 'string')
    seen.set(`${where} ${id}`.trim(), (seen.get(`${where} ${id}`.trim()) ?? 0) + 1);
}

function repeated(name: string, seen: ReadonlyMap<string, number>): string[] {
  return [...seen].flatMap(([id, times]) =>
    times > 1 ? [`${name}: "${id}" stands ${times} times`] : [],
  );
}

function walk(node: unknown, path: string, visit: (node: Node, path: string) => void): void {
  if (Array.isArray(node)) {
    node.forEach((item, index) => {
      walk(item, path === '' ? `${index}` : `${path}/${index}`, visit);
    });
  } else if (isRecord(node)) {
    visit(node, path);
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object') walk(value, path === '' ? key : `${path}/${key}`, visit);
    }
  }
}
