import Handlebars from 'handlebars';
import { appConfig } from '../config/app.js';
import { TemplateFolder } from '../http/TemplateFolder.js';

/** An absolute URL of this application. It begins with APP_URL, never with the host that a request named. */
export function url(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?!\/)/.test(path)) throw new Error(`Not a path: ${String(path)}`);
  return appConfig.url + path;
}

/** Handlebars passes undefined on to partials, even in strict mode: with this helper they reject it. */
function required(value: unknown): unknown {
  if (value === undefined) throw new Error('A value of the partial is missing');
  return value;
}

const emails = new TemplateFolder('views/emails', { url, required });

/** The HTML of `views/emails/<name>.hbs` in its layout. Values are escaped. */
export function renderHtml(name: string, data: object): string {
  const body = new Handlebars.SafeString(emails.renderHtml(name, data));
  return emails.renderHtml('layout', { ...data, body });
}

/** The plain text of `views/emails/<name>.text.hbs` in its layout. */
export function renderText(name: string, data: object): string {
  const body = emails.renderText(`${name}.text`, data).trim();
  return emails.renderText('layout.text', { ...data, body });
}
