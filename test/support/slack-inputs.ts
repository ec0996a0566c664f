import { isJson, type Json } from './slack-json.ts';
import { elementsIn } from './slack-screen.ts';

/** Values of inputs, by the input's `block_id` or `action_id`. */
export type Filled = Readonly<Record<string, string>>;

/**
 * What the inputs of blocks hold, as Slack sends it: what was filled in, else what they held at
 * first.
 */
export function stateOf(blocks: unknown, filled: Filled): Json {
  const inputs = (Array.isArray(blocks) ? blocks : []).filter(isJson).flatMap((block) =>
    elementsIn(block)
      .filter(({ type }) => type !== 'button' && INPUTS.has(String(type)))
      .map((element) => ({
        block: String(block.block_id),
        element,
        action: String(element.action_id),
      })),
  );
  return Object.fromEntries(
    inputs.map(({ block, action, element }) => [
      block,
      { [action]: held(element, filled[block] ?? filled[action]) },
    ]),
  );
}

const INPUTS = new Set([
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'datepicker',
  'timepicker',
  'static_select',
  'radio_buttons',
]);

function held(element: Json, typed: string | undefined): Json {
  const type = String(element.type);
  switch (type) {
    case 'datepicker':
      return { type, selected_date: typed ?? element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: typed ?? element.initial_time ?? null };
    case 'static_select':
    case 'radio_buttons':
      return {
        type,
        selected_option:
          typed === undefined ? (element.initial_option ?? null) : optionOf(element, typed),
      };
    case 'rich_text_input':
      return {
        type,
        rich_text_value: typed === undefined ? (element.initial_value ?? null) : written(typed),
      };
    default:
      return { type, value: typed ?? element.initial_value ?? null };
  }
}

/** The option of this value, or of this label. */
export function optionOf(element: Json, typed: string): unknown {
  if (typed === '') return null;
  const options: readonly unknown[] = Array.isArray(element.options) ? element.options : [];
  const found = options
    .filter(isJson)
    .find(({ value, text }) => value === typed || Object(text).text === typed);
  if (found === undefined) throw new Error(`There is no option "${typed}".`);
  return found;
}

/** What a person types in an editor without formatting anything. */
function written(text: string): Json {
  const elements = text === '' ? [] : [{ type: 'text', text }];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
