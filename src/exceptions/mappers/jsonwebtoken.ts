import jsonwebtoken from 'jsonwebtoken';
import { InvalidToken, TokenExpired } from '../errors.js';
import type { HttpException } from '../HttpException.js';

export function fromJsonwebtoken(error: unknown): HttpException | undefined {
  if (error instanceof jsonwebtoken.TokenExpiredError) return new TokenExpired();
  if (error instanceof jsonwebtoken.JsonWebTokenError) return new InvalidToken();
  return undefined;
}
