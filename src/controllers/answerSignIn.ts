import type { Response } from 'express';
import SignedInResource from '../resources/SignedInResource.js';
import type AuthService from '../services/AuthService.js';
import { ApiResponse } from './ApiResponse.js';

/** The answer to whoever proved to be a user, in whatever way. */
export function answerSignIn(res: Response, signedIn: Awaited<ReturnType<typeof AuthService.signIn>>): void {
  ApiResponse.ok(res, SignedInResource.one(signedIn), 'Logged in successfully');
}
