import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderView } from '../../../src/http/view.js';
import { resolvePath } from '../../../src/utils/paths.js';

const error = { status: 404, title: 'Not Found', message: 'Route not found', requestId: 'r-1', stack: '' };

describe('renderView', () => {
  it('fills in values', () => {
    const page = renderView('error', error);

    expect(page).toContain('<title>404 Not Found · Lumina</title>');
    expect(page).toContain('<code>r-1</code>');
  });

  it('escapes every HTML special character', () => {
    const page = renderView('error', { ...error, message: `<script>alert("x" + 'y') && 1</script>` });

    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot; + &#x27;y&#x27;) &amp;&amp; 1&lt;/script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('inserts values literally, not as patterns or placeholders', () => {
    const page = renderView('error', { ...error, message: `$& $1 $' {{stack}} {{> head}}`, stack: 'at secret.ts' });

    expect(page).toContain('$&amp; $1 $&#x27; {{stack}} {{&gt; head}}');
    expect(page.match(/at secret\.ts/g)).toHaveLength(1);
  });

  it('includes shared partials', () => {
    const page = renderView('error', error);

    expect(page).toContain('<head>\n  <meta charset="utf-8">\n');
    expect(page).toContain('alt="" width="28" height="28">Lumina</a>');
  });

  it('repeats a block for each record', () => {
    const message = { key: 'a', subject: '<b>', to: 'ada@example.com', time: '', readableTime: '' };

    const page = renderView('dev/mails', { messages: [message, { ...message, key: 'b' }] });

    expect(page.match(/<li><a href="\/dev\/mail\/[ab]">&lt;b&gt;<\/a>/g)).toHaveLength(2);
    expect(renderView('dev/mails', { messages: [] })).toContain('<ul class="links"></ul>');
  });

  it('throws for a missing value', () => {
    expect(() => renderView('error')).toThrow('"status" not defined');
  });

  it('does not read from the prototype of its values', () => {
    const { message, ...rest } = error;
    const values = Object.assign(Object.create({ message }) as object, rest);

    expect(renderView('error', values)).not.toContain(message);
  });

  it('throws for an unknown view', () => {
    expect(() => renderView('no-such-view')).toThrow('ENOENT');
  });
});

const folder = resolvePath('views');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));

it.each(files)('escapes every value: %s', (file) => {
  expect(readFileSync(`${folder}/${file}`, 'utf8')).not.toMatch(/\{\{\{|\{\{\s*&/);
});
