import type { Request, Response } from 'express';
import { currentUser, principalOf } from '../middlewares/Authentication.js';
import AuthRequest from '../requests/AuthRequest.js';
import UserRequest from '../requests/UserRequest.js';
import SessionResource from '../resources/SessionResource.js';
import SignedInResource from '../resources/SignedInResource.js';
import UserResource from '../resources/UserResource.js';
import AuthService from '../services/AuthService.js';
import SessionService from '../services/SessionService.js';
import UserService from '../services/UserService.js';
import { ApiResponse } from './ApiResponse.js';
import { Controller } from './Controller.js';
import { deviceOf } from './deviceOf.js';

class AuthController extends Controller {
  public async register(req: Request, res: Response): Promise<void> {
    const { firstname, lastname, email, password } = AuthRequest.register.of(req).body;
    const signedIn = await AuthService.register({ firstname, lastname, email, password }, deviceOf(req));
    ApiResponse.created(res, SignedInResource.one(signedIn), 'Account created successfully');
  }

  public async login(req: Request, res: Response): Promise<void> {
    const { email, password } = AuthRequest.login.of(req).body;
    const signedIn = await AuthService.login(email, password, deviceOf(req));
    ApiResponse.ok(res, SignedInResource.one(signedIn), 'Logged in successfully');
  }

  /** As login, for clients that expect 201: a session is what gets created. */
  public async createSession(req: Request, res: Response): Promise<void> {
    const { email, password } = AuthRequest.login.of(req).body;
    const signedIn = await AuthService.login(email, password, deviceOf(req));
    ApiResponse.created(res, SignedInResource.one(signedIn), 'Logged in successfully');
  }

  public async refresh(req: Request, res: Response): Promise<void> {
    const { refreshToken } = AuthRequest.refresh.of(req).body;
    const signedIn = await AuthService.refresh(refreshToken);
    ApiResponse.ok(res, SignedInResource.one(signedIn), 'Tokens refreshed');
  }

  public async logout(req: Request, res: Response): Promise<void> {
    await AuthService.logout(principalOf(req));
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
    ApiResponse.ok(res, UserResource.one(user), 'Profile updated successfully');
  }

  public async sessions(req: Request, res: Response): Promise<void> {
    const { user, sessionId } = principalOf(req);
    const sessions = await SessionService.list(user);
    const own = sessions.map((session) => ({ session, isCurrent: session.id === sessionId }));
    ApiResponse.ok(res, SessionResource.many(own), 'Signed-in devices');
  }

  public async endSession(req: Request, res: Response): Promise<void> {
    const { id } = AuthRequest.session.of(req).params;
    await SessionService.end(currentUser(req), id);
    ApiResponse.ok(res, null, 'Session ended');
  }
}

export default new AuthController();
