import jsonwebtoken from 'jsonwebtoken';
import type { HttpException } from '../HttpException.js';
import { InvalidToken } from '../InvalidToken.js';
import { TokenExpired } from '../TokenExpired.js';

export function fromJsonwebtoken(error: unknown): HttpException | undefined {
  if (error instanceof jsonwebtoken.TokenExpiredError) return new TokenExpired();
  if (error instanceof jsonwebtoken.JsonWebTokenError) return new InvalidToken();
  return undefined;
}
