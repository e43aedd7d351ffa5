/** The channels of notifications: the list in the API, and email. */
export const CHANNELS = ['inApp', 'mail'] as const;

export type Channel = (typeof CHANNELS)[number];

/** The channels that are switched on. */
export type Channels = Record<Channel, boolean>;
