/** The platforms people reach Signpost on; `web` is its own page. */
export const CHANNELS = ['teams', 'slack', 'web'] as const;
export type ChannelName = (typeof CHANNELS)[number];
