import type { Request, Response } from 'express';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import EmailVerificationRequest from '../../requests/users/EmailVerificationRequest.js';
import UserResource from '../../resources/users/UserResource.js';
import EmailVerificationService from '../../services/users/EmailVerificationService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class EmailVerificationController extends Controller {
  public async verify(req: Request, res: Response): Promise<void> {
    const user = await EmailVerificationService.verify(EmailVerificationRequest.verify.of(req).body.token);
    ApiResponse.ok(res, UserResource.one(user), 'Email address confirmed');
  }

  public async resend(req: Request, res: Response): Promise<void> {
    const { email = req.principal?.user.email } = EmailVerificationRequest.resend.of(req).body;
    if (email === undefined) throw ValidationFailed.forField('email', 'This field is required');
    await EmailVerificationService.resend(email);
    ApiResponse.ok(res, null, 'If this address is awaiting confirmation, we have sent an email');
  }
}

export default new EmailVerificationController();
