/**
 * Limits of Slack's messages and modals, in characters unless stated otherwise. Sources, unless
 * another is named: the pages of https://docs.slack.dev/reference/block-kit and the types of
 * @slack/types, which quote them.
 */
export const SLACK_LIMITS = {
  /** Blocks per message. https://docs.slack.dev/reference/block-kit/blocks */
  messageBlocks: 50,
  /** Blocks per modal or Home tab, from the same page. */
  viewBlocks: 100,
  /**
   * All blocks of a message as JSON: beyond this, Slack answers `msg_blocks_too_long`. Slack
   * documents no figure; this one was measured (https://github.com/slackapi/bolt-js/issues/2509,
   * and 2867 for rich text, where the markup around texts counts too).
   */
  messageCharacters: 13_200,
  /**
   * The `text` of a message, shown in notifications: beyond this, chat.update answers
   * `msg_too_long`.
   */
  fallbackText: 4000,
  /** Any text object, including the text of a section. */
  text: 3000,
  /** Our own limit for a paragraph of rich text, for which Slack documents no figure. */
  paragraph: 3000,
  sectionFields: 10,
  header: 150,
  contextElements: 10,
  contextText: 2000,
  actionsElements: 25,
  buttonText: 75,
  /**
   * Slack shows about this many, according to the documentation of `Button.text`; a Chinese
   * character is as wide as two.
   */
  buttonShown: 30,
  buttonValue: 2000,
  buttonLabel: 75,
  actionId: 255,
  blockId: 255,
  url: 3000,
  imageText: 2000,
  /** Options per list or option group, and option groups per list. */
  options: 100,
  radioOptions: 10,
  /** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
  overflowOptions: 5,
  optionText: 75,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionValue: 150,
  optionDescription: 75,
  tables: 1,
  tableRows: 100,
  tableColumns: 20,
  /** All cells of a table together. */
  tableCharacters: 10_000,
  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  /** Input length of one text input. */
  inputText: 3000,
  viewTitle: 24,
  viewSubmit: 24,
  viewClose: 24,
  privateMetadata: 3000,
  callbackId: 255,
} as const;

/** Slack's rate limits. https://docs.slack.dev/apis/web-api/rate-limits */
export const SLACK_RATES = {
  /**
   * chat.postMessage and shared files: one per second in each channel, including all its threads.
   */
  messages: [{ windowMs: 1_000, messages: 1 }],
  /**
   * chat.update is tier 3: 50 per minute in each workspace.
   * https://docs.slack.dev/reference/methods/chat.update
   */
  changes: [{ windowMs: 60_000, messages: 50 }],
} as const;
