import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resolvePath } from '../../../src/utils/paths.js';

process.env.APP_URL = 'https://lumina.example/app/';
const { renderHtml, renderText, url } = await import('../../../src/mail/templates.js');

const folder = resolvePath('views/emails');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.hbs') && !file.startsWith('partials'))
  .sort();

const report = { date: 'today', users: { total: 3, active: 2, new: 1 }, failedJobs: 0, figures: [] };

describe('the templates', () => {
  it('exist as HTML and as text', () => {
    const names = (end: RegExp) => files.filter((file) => end.test(file)).map((file) => file.replace(end, ''));

    expect(names(/\.text\.hbs$/)).toEqual(names(/(?<!\.text)\.hbs$/));
  });

  it.each(files)('escape every value: %s', (file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');

    expect(text).not.toMatch(/\{\{\{|\{\{\s*&/);
  });

  it.each([renderHtml, renderText])('throw if data is missing', (render) => {
    const data = { app: 'Lumina', subject: 'Welcome', recipient: { firstname: 'Ada', email: 'ada@example.com' } };

    const missing = /"\w+" not defined|is missing/;
    expect(() => render('users/welcome', { ...data, recipient: { firstname: 'Ada' } })).toThrow(missing);
    expect(() => render('operations/daily-summary', data)).toThrow(missing);
    expect(() => render('operations/weekly-report', { ...data, ...report, byRole: [{ role: 'admin' }] })).toThrow(
      missing,
    );
  });

  it('throw if the file does not exist', () => {
    expect(() => renderHtml('nothing', {})).toThrow(/ENOENT/);
  });

  it.each(['https://evil.example', '//evil.example', '@evil.example', '.evil.example', ':80', '', undefined])(
    'do not link to %s',
    (path) => {
      expect(() => url(path)).toThrow('Not a path');
    },
  );
});
