import { z } from 'zod';
import { renderSVG } from 'uqr';
import type { TwoFactorSetup } from '../../services/auth/TwoFactorService.js';
import { Resource } from '../Resource.js';

class TwoFactorSetupResource extends Resource<TwoFactorSetup> {
  public readonly schema = z
    .object({
      secret: z.string().meta({ description: 'In base 32, to be typed into an app', example: 'JBSWY3DPEHPK3PXP' }),
      uri: z.string().meta({ description: 'An otpauth address, which an app on the same device opens' }),
      svg: z.string().meta({ description: 'The address as a QR code, to be scanned' }),
    })
    .meta({ id: 'TwoFactorSetup' });

  protected override readonly computed = { svg: ({ uri }: TwoFactorSetup) => renderSVG(uri) };
}

export default new TwoFactorSetupResource();
