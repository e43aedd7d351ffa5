/** The ways in which a notification reaches its user: the list that the API shows, and e-mail. */
export const CHANNELS = ['inApp', 'mail'] as const;

export type Channel = (typeof CHANNELS)[number];

/** Which of the channels are taken. */
export type Channels = Record<Channel, boolean>;
