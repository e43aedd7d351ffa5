import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resolvePath } from '../../../src/utils/paths.js';

process.env.APP_URL = 'https://lumina.example/app/';
const { DailySummaryMail } = await import('../../../src/mail/operations/DailySummaryMail.js');
const { GettingStartedMail } = await import('../../../src/mail/users/GettingStartedMail.js');
const { renderHtml, renderText, url } = await import('../../../src/mail/templates.js');
const { TwoFactorDisabledMail } = await import('../../../src/mail/auth/TwoFactorDisabledMail.js');
const { TwoFactorEnabledMail } = await import('../../../src/mail/auth/TwoFactorEnabledMail.js');
const { WeeklyReportMail } = await import('../../../src/mail/operations/WeeklyReportMail.js');
const { WelcomeMail } = await import('../../../src/mail/users/WelcomeMail.js');

const folder = resolvePath('views/emails');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.hbs') && !file.startsWith('partials'))
  .sort();

const ada = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com' };
const report = {
  date: 'Friday 20 November 2026',
  users: { total: 12_345, active: 12_000, new: 17 },
  byRole: [
    { role: 'admin', count: 2 },
    { role: 'user', count: 12_343 },
  ],
  failedJobs: 3,
  figures: [{ label: 'New posts', value: 4 }],
};

const mails = [
  ['welcome', new WelcomeMail(ada)],
  ['getting started', new GettingStartedMail(ada)],
  ['daily summary', new DailySummaryMail(ada, report)],
  ['weekly report', new WeeklyReportMail(ada, report)],
  ['two-factor enabled', new TwoFactorEnabledMail(ada)],
  ['two-factor disabled', new TwoFactorDisabledMail(ada)],
] as const;

describe('the templates', () => {
  it('come in pairs of HTML and text', () => {
    const names = (end: RegExp) => files.filter((file) => end.test(file)).map((file) => file.replace(end, ''));

    expect(names(/\.text\.hbs$/)).toEqual(names(/(?<!\.text)\.hbs$/));
  });

  it.each(files)('escape everything: %s', (file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');

    expect(text).not.toMatch(/\{\{\{|\{\{\s*&/);
  });

  it.each([renderHtml, renderText])('fail for data that is not there', (render) => {
    const data = { app: 'Lumina', subject: 'Welcome', recipient: { firstname: 'Ada', email: 'ada@example.com' } };

    expect(() => render('welcome', { ...data, recipient: { firstname: 'Ada' } })).toThrow(/"email" not defined/);
    expect(() => render('daily-summary', data)).toThrow(/"date" not defined/);
    expect(() => render('weekly-report', { ...data, ...report, byRole: [{ role: 'admin' }] })).toThrow(
      /"count" not defined|is missing/,
    );
  });

  it('fail where there is none of that name', () => {
    expect(() => renderHtml('nothing', {})).toThrow(/ENOENT/);
  });

  it.each(['https://evil.example', '//evil.example', '@evil.example', '.evil.example', ':80', '', undefined])(
    'make no link to %s',
    (path) => {
      expect(() => url(path)).toThrow('Not a path');
    },
  );
});

describe.each(mails)('the %s mail', (_name, mail) => {
  it('leaves nothing open', async () => {
    const { html, text } = await mail.buildMessage('an-id');

    expect(html + text).not.toMatch(/\{\{|\}\}|undefined|null|NaN|\[object/);
  });

  it('greets its reader and says why it came', async () => {
    const { html, text } = await mail.buildMessage('an-id');

    for (const body of [html, text]) {
      expect(body).toContain('Hello Ada,');
      expect(body).toContain('Sent to ada@example.com');
    }
  });

  it('leads to this application only', async () => {
    const { html, text } = await mail.buildMessage('an-id');

    const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g), ...text.matchAll(/(https?:\S+)/g)].map(
      ([, link]) => link,
    );
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect(link).toMatch(/^https:\/\/lumina\.example\/app\//);
  });

  it('reads well as text', async () => {
    const { text } = await mail.buildMessage('an-id');

    expect(text).not.toMatch(/<\w|&\w+;|&#|\n{3}|[ \t]\n/);
    expect(text.split('\n').filter((line) => line.length > 78)).toEqual([]);
    expect(text).toMatch(/^\S/);
    expect(text).toMatch(/\S\n$/);
  });

  it('is a whole page of HTML for light and dark, with nothing that runs or loads', async () => {
    const { html, subject } = await mail.buildMessage('an-id');

    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|@import/);
    expect(html.length).toBeLessThan(20_000);
  });

  it('is named after its job', async () => {
    const { id } = await mail.buildMessage('4f0c9c1e-6f5a-4f0e-9d53-7f3f1d4c2b1a');

    expect(id).toBe('4f0c9c1e-6f5a-4f0e-9d53-7f3f1d4c2b1a@lumina.test');
  });
});

describe('the reports', () => {
  it.each([new DailySummaryMail(ada, report), new WeeklyReportMail(ada, report)])('hold every figure', async (mail) => {
    const { html, text } = await mail.buildMessage('an-id');

    for (const body of [html, text]) {
      for (const figure of ['12345', '12000', '17', '3', report.date]) expect(body).toContain(figure);
    }
  });

  it('of the week hold the roles', async () => {
    const { text } = await new WeeklyReportMail(ada, report).buildMessage('an-id');

    expect(text).toContain('admin: 2\nuser: 12343');
  });
});
