/**
 * Stands in for `adaptivecards/src/schema`, which the types of adaptivecards-templating import:
 * that is source code and fails strict checking. See `paths` in tsconfig.json.
 */
export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly [property: string]: unknown;
}
