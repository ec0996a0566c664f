/**
 * Stands in for `adaptivecards/src/schema`, which the types of adaptivecards-templating import: that is source code,
 * and strict checking of it fails. See `paths` in tsconfig.json.
 */
export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly [property: string]: unknown;
}
