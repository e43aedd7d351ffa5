import { renderSVG } from 'uqr';
import { z } from 'zod';
import type { TwoFactorSetup } from '../../services/auth/TwoFactorService.js';
import { Resource } from '../Resource.js';

class TwoFactorSetupResource extends Resource<TwoFactorSetup> {
  public readonly schema = z
    .object({
      secret: z.string().meta({ description: 'The Base32 secret, to type into an app', example: 'JBSWY3DPEHPK3PXP' }),
      uri: z.string().meta({ description: 'An otpauth URI, which opens an app on the same device' }),
      svg: z.string().meta({ description: 'The URI as a QR code' }),
    })
    .meta({ id: 'TwoFactorSetup' });

  protected override readonly computed = { svg: ({ uri }: TwoFactorSetup) => renderSVG(uri) };
}

export default new TwoFactorSetupResource();
