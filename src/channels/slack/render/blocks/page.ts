import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { CardElement } from '../../../../cards/shared/card.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import type { Surface } from '../surfaces.ts';

/** What is being drawn, and what of the card belongs there. */
export interface Page {
  readonly locale: Locale;
  /** Where it is shown: not every block is allowed everywhere. */
  readonly surface: Surface;
  /** Id of the reply the card was made of; empty where the card has no buttons. */
  readonly prompt: string;
  /** Inputs stand in forms; a message leaves them out, but for a single list to pick from. */
  readonly inputs: 'form' | 'list' | 'left-out';
  /** Parts that a card folds away: offered by a button, written out, or not wanted. */
  readonly folded: 'offered' | 'shown' | 'left-out';
  /** True within a box: Slack has none, so its text is set off as a quotation. */
  readonly boxed: boolean;
  /** Makes a button in the middle of a card, where cards of this kind have such. */
  readonly button?: (action: CardElement) => Button;
  /** Draws elements one below the other. */
  draw(elements: readonly CardElement[], page: Page): Piece[];
}

/** A part of a page before it becomes blocks. `apart` begins a new paragraph. */
export type Piece =
  | {
      readonly kind: 'line';
      readonly apart: boolean;
      readonly boxed: boolean;
      readonly runs: readonly RichTextElement[];
    }
  /** A step of a numbered list. */
  | {
      readonly kind: 'step';
      readonly apart: boolean;
      readonly number: number;
      readonly runs: readonly RichTextElement[];
    }
  /** Small print: over a title, or a source. */
  | { readonly kind: 'caption'; readonly apart: boolean; readonly runs: readonly RichTextElement[] }
  | {
      readonly kind: 'heading';
      readonly apart: boolean;
      /** 1 for a title, 2 for a section. */
      readonly level: 1 | 2;
      readonly runs: readonly RichTextElement[];
    }
  | { readonly kind: 'divider'; readonly apart: boolean }
  /** A button that opens a folded part. */
  | {
      readonly kind: 'show';
      readonly apart: boolean;
      readonly title: string;
      readonly target: string;
    }
  | { readonly kind: 'block'; readonly apart: boolean; readonly block: KnownBlock };

/** How one type of element is drawn. */
export type Draw = (element: CardElement, page: Page) => Piece[];
