import { Profile } from '../models/users/Profile.js';
import { CHANNELS, type Channels } from './channels.js';
import type { NotificationClass } from './NotificationClass.js';
import { notificationClasses, UnknownNotification } from './registry.js';

/** The channels of each notification type. */
export type Preferences = Record<string, Channels>;

function storedPreferences({
  notificationPreferences,
}: Pick<Profile, 'notificationPreferences'>): Partial<Preferences> {
  return JSON.parse(notificationPreferences ?? '{}') as Partial<Preferences>;
}

function resolveChannels({ channels, always }: NotificationClass, chosen?: Partial<Channels>): Channels {
  const enabled = CHANNELS.map((channel) => [
    channel,
    always.includes(channel) || (chosen?.[channel] ?? channels.includes(channel)),
  ]);
  return Object.fromEntries(enabled) as Channels;
}

/** The channels of every type: the user's choice, otherwise the defaults. Some cannot be switched off. */
export function resolvePreferences(profile: Pick<Profile, 'notificationPreferences'> | null): Preferences {
  const chosen = profile ? storedPreferences(profile) : {};
  return Object.fromEntries(notificationClasses().map((one) => [one.type, resolveChannels(one, chosen[one.type])]));
}

/** The channels that deliver a type to a user. @throws UnknownNotification */
export async function channelsFor(userId: number, type: string): Promise<Channels> {
  const attributes = ['notificationPreferences'];
  const profile = await Profile.findOne({ attributes, where: { userId } });
  const channels = resolvePreferences(profile)[type];
  if (!channels) throw new UnknownNotification(type);
  return channels;
}
