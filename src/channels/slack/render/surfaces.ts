import { isRecord } from '../../../cards/shared/card.ts';

/** Where Slack shows blocks. https://docs.slack.dev/surfaces */
export type Surface = 'message' | 'modal' | 'home';

interface Rule {
  readonly surfaces: readonly Surface[];
  /** Page of Slack's documentation that states the rule. */
  readonly source: string;
}

const ALL: readonly Surface[] = ['message', 'modal', 'home'];
const MESSAGE: readonly Surface[] = ['message'];
const MODAL: readonly Surface[] = ['modal'];

const BLOCK_PAGES = 'https://docs.slack.dev/reference/block-kit/blocks';
const ELEMENT_PAGES = 'https://docs.slack.dev/reference/block-kit/block-elements';

/**
 * Surfaces on which Slack allows each block, by `type`. Slack publishes the same table, without the
 * pages' details, in https://docs.slack.dev/blocks.json ("available-in-surfaces").
 */
export const BLOCK_SURFACES: Readonly<Record<string, Rule>> = {
  actions: block('actions', ALL),
  alert: block('alert', MODAL),
  card: block('card', ALL),
  carousel: block('carousel', ['message', 'home']),
  container: block('container', MESSAGE),
  context: block('context', ALL),
  context_actions: block('context-actions', MESSAGE),
  data_table: block('data-table', MESSAGE),
  data_visualization: block('data-visualization', MESSAGE),
  divider: block('divider', ALL),
  // Slack adds it to messages with remote files itself; apps can't send it.
  file: block('file', []),
  header: block('header', ALL),
  image: block('image', ALL),
  input: block('input', ALL),
  markdown: block('markdown', MESSAGE),
  plan: block('plan', MESSAGE),
  rich_text: block('rich-text', ALL),
  section: block('section', ALL),
  table: block('table', MESSAGE),
  task_card: block('task-card', MESSAGE),
  video: block('video', ALL),
};

/** The same for elements within blocks. */
export const ELEMENT_SURFACES: Readonly<Record<string, Rule>> = {
  button: element('button', ALL),
  channels_select: element('select-menu', ALL),
  checkboxes: element('checkboxes', ALL),
  conversations_select: element('select-menu', ALL),
  datepicker: element('date-picker', ALL),
  datetimepicker: element('datetime-picker', ['message', 'modal']),
  email_text_input: element('email-input', MODAL),
  external_select: element('select-menu', ALL),
  feedback_buttons: element('feedback-buttons', MESSAGE),
  file_input: element('file-input', MODAL),
  icon_button: element('icon-button', MESSAGE),
  multi_channels_select: element('multi-select-menu', ALL),
  multi_conversations_select: element('multi-select-menu', ALL),
  multi_external_select: element('multi-select-menu', ALL),
  multi_static_select: element('multi-select-menu', ALL),
  multi_users_select: element('multi-select-menu', ALL),
  number_input: element('number-input', MODAL),
  overflow: element('overflow-menu', ALL),
  plain_text_input: element('plain-text-input', ALL),
  radio_buttons: element('radio-button-group', ALL),
  rich_text_input: element('rich-text-input', ['modal', 'home']),
  static_select: element('select-menu', ALL),
  timepicker: element('time-picker', ALL),
  url_text_input: element('url-input', MODAL),
  users_select: element('select-menu', ALL),
  workflow_button: element('workflow-button', MESSAGE),
};

/**
 * Lists the blocks and elements that Slack doesn't allow on this surface; each line starts with the
 * place.
 */
export function surfaceProblems(blocks: readonly unknown[], surface: Surface): string[] {
  return blocks.flatMap((block, index) => {
    if (!isRecord(block)) return [];
    const rule = typeof block.type === 'string' ? BLOCK_SURFACES[block.type] : undefined;
    return [
      ...problemOf(`blocks/${index}`, block.type, rule, surface),
      ...within(block, `blocks/${index}`, surface),
    ];
  });
}

function within(node: unknown, path: string, surface: Surface): string[] {
  if (Array.isArray(node))
    return node.flatMap((each, index) => ofNode(each, `${path}/${index}`, surface));
  if (!isRecord(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => ofNode(value, `${path}/${key}`, surface));
}

function ofNode(node: unknown, path: string, surface: Surface): string[] {
  const type = isRecord(node) ? node.type : undefined;
  const known =
    typeof type === 'string' ? (ELEMENT_SURFACES[type] ?? NESTED_BLOCKS[type]) : undefined;
  const own = known === undefined ? [] : problemOf(path, type, known, surface);
  return [...own, ...within(node, path, surface)];
}

/** Blocks that may be nested in other blocks, where their types have no other meaning. */
const NESTED_BLOCKS: Readonly<Record<string, Rule>> = Object.fromEntries(
  ['card', 'table', 'task_card', 'input', 'section'].flatMap((type) => {
    const rule = BLOCK_SURFACES[type];
    return rule === undefined ? [] : [[type, rule]];
  }),
);

function problemOf(
  path: string,
  type: unknown,
  rule: Rule | undefined,
  surface: Surface,
): string[] {
  if (rule === undefined)
    return [`${path}: "${String(type)}" is no block Slack is known to allow anywhere`];
  if (rule.surfaces.includes(surface)) return [];
  return [`${path}: "${String(type)}" is not allowed in a ${surface} (${rule.source})`];
}

function block(page: string, surfaces: readonly Surface[]): Rule {
  return { surfaces, source: `${BLOCK_PAGES}/${page}-block` };
}

function element(page: string, surfaces: readonly Surface[]): Rule {
  return { surfaces, source: `${ELEMENT_PAGES}/${page}-element` };
}
