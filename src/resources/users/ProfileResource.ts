import { z } from 'zod';
import type { Profile } from '../../models/users/Profile.js';
import { resolvePreferences } from '../../notifications/preferences.js';
import { fields, Resource } from '../Resource.js';

class ProfileResource extends Resource<Profile> {
  public readonly schema = z
    .object({
      userId: fields.id,
      bio: z.string().nullable(),
      phone: z.string().nullable().meta({ example: '+49301234567' }),
      location: z.string().nullable().meta({ example: 'Berlin' }),
      dateOfBirth: z.iso.date().nullable().meta({ example: '1815-12-10' }),
      timezone: z.string().meta({ example: 'Europe/Berlin' }),
      language: z.string().meta({ example: 'pt-BR' }),
      notificationPreferences: z
        .record(z.string(), z.object({ inApp: z.boolean(), mail: z.boolean() }))
        .meta({ description: 'The channels of each type of notification, chosen or by default' }),
      updatedAt: fields.timestamp.nullable().meta({ description: 'Null until the first change' }),
    })
    .meta({ id: 'Profile' });

  protected override readonly computed = {
    timezone: ({ timezone }: Profile) => timezone ?? 'UTC',
    language: ({ language }: Profile) => language ?? 'en',
    notificationPreferences: resolvePreferences,
  };
}

export default new ProfileResource();
