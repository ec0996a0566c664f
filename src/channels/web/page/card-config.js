/** Colours are the page's own, so that light and dark need no second drawing. */
const colour = (/** @type {string} */ name, subtle = 'muted') => ({
  default: `var(--${name})`,
  subtle: `var(--${subtle})`,
});

const FOREGROUND = {
  default: colour('ink'),
  dark: colour('ink'),
  light: colour('muted'),
  accent: colour('accent-ink'),
  good: colour('good-ink'),
  warning: colour('warning-ink'),
  attention: colour('attention-ink'),
};

/** @param {string} background */
const container = (background) => ({
  backgroundColor: `var(--${background})`,
  foregroundColors: FOREGROUND,
});

const label = { color: 'default', size: 'small', weight: 'bolder', suffix: '' };

/** How the card renderer draws: sizes, spacing and colours that fit the page. */
export const CARD_CONFIG = {
  fontFamily: 'inherit',
  fontTypes: {
    default: {
      fontFamily: 'var(--font)',
      fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
      fontWeights: { lighter: 400, default: 400, bolder: 650 },
    },
    monospace: {
      fontFamily: 'var(--mono)',
      fontSizes: { small: 12, default: 13.5, medium: 15, large: 17, extraLarge: 21 },
      fontWeights: { lighter: 400, default: 450, bolder: 650 },
    },
  },
  spacing: { small: 4, default: 10, medium: 16, large: 20, extraLarge: 28, padding: 14 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  supportsInteractivity: true,
  containerStyles: {
    default: { backgroundColor: 'transparent', foregroundColors: FOREGROUND },
    emphasis: container('raised'),
    accent: container('accent-soft'),
    good: container('good-soft'),
    warning: container('warning-soft'),
    attention: container('attention-soft'),
  },
  inputs: {
    label: { inputSpacing: 'small', requiredInputs: label, optionalInputs: label },
    errorMessage: { color: 'attention', size: 'small', spacing: 'small', weight: 'default' },
  },
  actions: {
    maxActions: 12,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 12 },
  },
  textBlock: { headingLevel: 3 },
  textStyles: {
    heading: { size: 'large', weight: 'bolder', color: 'default' },
    columnHeader: { weight: 'bolder' },
  },
  factSet: {
    title: { color: 'light', weight: 'default', wrap: true, maxWidth: 160 },
    value: { color: 'default', weight: 'default', wrap: true },
    spacing: 16,
  },
  table: { cellSpacing: 8 },
};
