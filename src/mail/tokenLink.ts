import { appConfig } from '../config/app.js';

/** A page of the front end that takes a token. Its address never comes from a request (Host header injection). */
export function tokenLink(path: `/${string}`, token: string): string {
  return `${appConfig.frontendUrl}${path}?token=${token}`;
}
