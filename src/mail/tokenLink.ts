import { appConfig } from '../config/app.js';

/** A page of the front end that takes a token; its address never comes from a request (host header). */
export function tokenLink(path: `/${string}`, token: string): string {
  return `${appConfig.frontendUrl}${path}?token=${token}`;
}
