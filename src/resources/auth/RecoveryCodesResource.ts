import { z } from 'zod';
import { Resource } from '../Resource.js';

interface RecoveryCodes {
  recoveryCodes: string[];
}

class RecoveryCodesResource extends Resource<RecoveryCodes> {
  public readonly schema = z
    .object({
      recoveryCodes: z
        .array(z.string().meta({ example: 'k3v9q-0t7xm' }))
        .meta({ description: 'Shown only this once. Each code works once instead of a code from the app' }),
    })
    .meta({ id: 'RecoveryCodes' });
}

export default new RecoveryCodesResource();
