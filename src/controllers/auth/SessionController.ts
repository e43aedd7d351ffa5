import type { Request, Response } from 'express';
import { currentUser, requireSession } from '../../middlewares/Authentication.js';
import SessionRequest from '../../requests/auth/SessionRequest.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import SessionResource from '../../resources/auth/SessionResource.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import AuthService, { type SignInResult } from '../../services/auth/AuthService.js';
import SessionService from '../../services/auth/SessionService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';
import { clientInfo } from './clientInfo.js';

function logIn(req: Request): Promise<SignInResult> {
  const { email, password } = SessionRequest.store.of(req).body;
  return AuthService.login(email, password, clientInfo(req));
}

class SessionController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const { user, sessionId } = requireSession(req);
    const sessions = await SessionService.list(user);
    const ownSessions = sessions.map((session) => ({ session, isCurrent: session.id === sessionId }));
    ApiResponse.ok(res, SessionResource.many(ownSessions), 'Signed-in devices');
  }

  public async login(req: Request, res: Response): Promise<void> {
    const result = await logIn(req);
    ApiResponse.ok(res, SignInResource.one(result), SignInResource.messageFor(result));
  }

  /** As login, for clients that expect 201. */
  public async store(req: Request, res: Response): Promise<void> {
    const result = await logIn(req);
    ApiResponse.created(res, SignInResource.one(result), SignInResource.messageFor(result));
  }

  public async refresh(req: Request, res: Response): Promise<void> {
    const tokens = await AuthService.refresh(SessionRequest.refresh.of(req).body.refreshToken);
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

  public async destroy(req: Request, res: Response): Promise<void> {
    await SessionService.revokeForUser(currentUser(req), SessionRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'Session ended');
  }
}

export default new SessionController();
