import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { CardElement } from '../../../../cards/shared/card.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import type { Surface } from '../surfaces.ts';

/** The drawing context, and which parts of the card belong on the page. */
export interface Page {
  readonly locale: Locale;
  /** Where it is shown: not every block is allowed on every surface. */
  readonly surface: Surface;
  /** Id of the reply the card belongs to; empty if the card has no buttons. */
  readonly prompt: string;
  /** Inputs appear in forms; a message leaves them out, except for a single list to pick from. */
  readonly inputs: 'form' | 'list' | 'left-out';
  /** Folded parts of a card: offered by a button, written out, or left out. */
  readonly folded: 'offered' | 'shown' | 'left-out';
  /** True within a box: Slack has none, so its text is shown as a quotation. */
  readonly boxed: boolean;
  /** Creates a button in the middle of a card, for cards that have them. */
  readonly button?: (action: CardElement) => Button;
  /** Draws elements one below the other. */
  draw(elements: readonly CardElement[], page: Page): Piece[];
}

/** A part of a page before it becomes blocks. `apart` starts a new paragraph. */
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
  /** Small print above a title, or a source. */
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

/** Draws one type of element. */
export type Draw = (element: CardElement, page: Page) => Piece[];
