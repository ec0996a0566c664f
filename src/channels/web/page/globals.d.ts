import type * as Renderer from 'adaptivecards';

declare global {
  /** The card renderer, loaded by its own script element. */
  const AdaptiveCards: typeof Renderer;
}
