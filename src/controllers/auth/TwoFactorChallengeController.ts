import type { Request, Response } from 'express';
import TwoFactorRequest from '../../requests/auth/TwoFactorRequest.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import AuthService from '../../services/auth/AuthService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';
import { clientInfo } from './clientInfo.js';

class TwoFactorChallengeController extends Controller {
  public async answer(req: Request, res: Response): Promise<void> {
    const { challengeToken, code, recoveryCode = '' } = TwoFactorRequest.challenge.of(req).body;
    const tokens = await AuthService.answerChallenge(challengeToken, code ?? recoveryCode, clientInfo(req));
    ApiResponse.ok(res, IssuedTokensResource.one(tokens), 'Logged in successfully');
  }
}

export default new TwoFactorChallengeController();
