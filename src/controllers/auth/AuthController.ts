import type { Request, Response } from 'express';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { currentUser, requireSession } from '../../middlewares/Authentication.js';
import AuthRequest from '../../requests/auth/AuthRequest.js';
import TwoFactorRequest from '../../requests/auth/TwoFactorRequest.js';
import UserRequest from '../../requests/users/UserRequest.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import SessionResource from '../../resources/auth/SessionResource.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import UserResource from '../../resources/users/UserResource.js';
import AuthService from '../../services/auth/AuthService.js';
import EmailVerificationService from '../../services/users/EmailVerificationService.js';
import PasswordChangeService from '../../services/auth/PasswordChangeService.js';
import RegistrationService from '../../services/users/RegistrationService.js';
import SessionService from '../../services/auth/SessionService.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';
import { clientInfo } from './clientInfo.js';

class AuthController extends Controller {
  public async register(req: Request, res: Response): Promise<void> {
    const { firstname, lastname, email, password } = AuthRequest.register.of(req).body;
    const tokens = await RegistrationService.register({ firstname, lastname, email, password }, clientInfo(req));
    ApiResponse.created(res, IssuedTokensResource.one(tokens), 'Account created successfully');
  }

  /** As register, where the address must be confirmed first: the answer is the same if it has an account already. */
  public async requestAccount(req: Request, res: Response): Promise<void> {
    const { firstname, lastname, email, password } = AuthRequest.register.of(req).body;
    await RegistrationService.registerUnverified({ firstname, lastname, email, password });
    ApiResponse.created(res, null, 'Look into your mail to confirm your address');
  }

  public async login(req: Request, res: Response): Promise<void> {
    const { email, password } = AuthRequest.login.of(req).body;
    const result = await AuthService.login(email, password, clientInfo(req));
    ApiResponse.ok(res, SignInResource.one(result), SignInResource.messageFor(result));
  }

  /** As login, for clients that expect 201: a session is what gets created. */
  public async createSession(req: Request, res: Response): Promise<void> {
    const { email, password } = AuthRequest.login.of(req).body;
    const result = await AuthService.login(email, password, clientInfo(req));
    ApiResponse.created(res, SignInResource.one(result), SignInResource.messageFor(result));
  }

  /** The second half of a login that was answered with a challenge. */
  public async answerChallenge(req: Request, res: Response): Promise<void> {
    const { challengeToken, code, recoveryCode = '' } = TwoFactorRequest.challenge.of(req).body;
    const tokens = await AuthService.answerChallenge(challengeToken, code ?? recoveryCode, clientInfo(req));
    ApiResponse.ok(res, IssuedTokensResource.one(tokens), 'Logged in successfully');
  }

  public async refresh(req: Request, res: Response): Promise<void> {
    const { refreshToken } = AuthRequest.refresh.of(req).body;
    const tokens = await AuthService.refresh(refreshToken);
    ApiResponse.ok(res, IssuedTokensResource.one(tokens), 'Tokens refreshed');
  }

  public async logout(req: Request, res: Response): Promise<void> {
    await AuthService.logout(requireSession(req));
    ApiResponse.ok(res, null, 'Logged out successfully');
  }

  public async logoutAll(req: Request, res: Response): Promise<void> {
    await AuthService.logoutAll(currentUser(req));
    ApiResponse.ok(res, null, 'Logged out everywhere');
  }

  public me(req: Request, res: Response): void {
    ApiResponse.ok(res, UserResource.one(currentUser(req)), 'The signed-in user');
  }

  public async updateMe(req: Request, res: Response): Promise<void> {
    const { body } = UserRequest.updateOwn.of(req);
    const user = await UserService.updateOwn(currentUser(req), body);
    const isWaiting = UserService.changesEmail(user, body);
    const addition = isWaiting ? '; the new e-mail address counts once it is confirmed' : '';
    ApiResponse.ok(res, UserResource.one(user), `Profile updated successfully${addition}`);
  }

  public async changePassword(req: Request, res: Response): Promise<void> {
    const { currentPassword, newPassword } = AuthRequest.changePassword.of(req).body;
    await PasswordChangeService.change(requireSession(req), currentPassword, newPassword);
    ApiResponse.ok(res, null, 'Password changed; your other devices were signed out');
  }

  public async forgotPassword(req: Request, res: Response): Promise<void> {
    await PasswordChangeService.requestReset(AuthRequest.forgotPassword.of(req).body.email);
    ApiResponse.ok(res, null, 'If this address has an account, a mail is on its way');
  }

  public async resetPassword(req: Request, res: Response): Promise<void> {
    const { token, newPassword } = AuthRequest.resetPassword.of(req).body;
    await PasswordChangeService.reset(token, newPassword);
    ApiResponse.ok(res, null, 'Password changed; log in with the new one');
  }

  public async verifyEmail(req: Request, res: Response): Promise<void> {
    const user = await EmailVerificationService.verify(AuthRequest.verifyEmail.of(req).body.token);
    ApiResponse.ok(res, UserResource.one(user), 'E-mail address confirmed');
  }

  public async resendVerification(req: Request, res: Response): Promise<void> {
    const { email = req.principal?.user.email } = AuthRequest.resendVerification.of(req).body;
    if (email === undefined) throw ValidationFailed.forField('email', 'This field is required');
    await EmailVerificationService.resend(email);
    ApiResponse.ok(res, null, 'If this address waits for its confirmation, a mail is on its way');
  }

  public async sessions(req: Request, res: Response): Promise<void> {
    const { user, sessionId } = requireSession(req);
    const sessions = await SessionService.list(user);
    const own = sessions.map((session) => ({ session, isCurrent: session.id === sessionId }));
    ApiResponse.ok(res, SessionResource.many(own), 'Signed-in devices');
  }

  public async endSession(req: Request, res: Response): Promise<void> {
    const { id } = AuthRequest.session.of(req).params;
    await SessionService.revokeForUser(currentUser(req), id);
    ApiResponse.ok(res, null, 'Session ended');
  }
}

export default new AuthController();
