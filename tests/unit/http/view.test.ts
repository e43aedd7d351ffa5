import { describe, expect, it } from '@jest/globals';
import { renderView } from '../../../src/http/view.js';

describe('renderView', () => {
  it('puts each value in its place', () => {
    const page = renderView('error', { status: 404, title: 'Not Found', message: 'Route not found', requestId: 'r-1' });

    expect(page).toContain('<title>404 Not Found · Lumina</title>');
    expect(page).toContain('<code>r-1</code>');
  });

  it('escapes every character that HTML gives a meaning', () => {
    const page = renderView('error', { message: `<script>alert("x" + 'y') && 1</script>` });

    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot; + &#39;y&#39;) &amp;&amp; 1&lt;/script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('takes values literally, not as patterns or further placeholders', () => {
    const page = renderView('error', { message: `$& $1 $' {{stack}} {{> head}}`, stack: 'at secret.ts' });

    expect(page).toContain('$&amp; $1 $&#39; {{stack}} {{&gt; head}}');
    expect(page.match(/at secret\.ts/g)).toHaveLength(1);
  });

  it('holds the parts that pages share', () => {
    const page = renderView('error');

    expect(page).toContain('<head>\n  <meta charset="utf-8">\n');
    expect(page).toContain('alt="" width="28" height="28">Lumina</a>');
  });

  it('leaves no placeholder where a value is missing', () => {
    expect(renderView('error')).not.toMatch(/\{\{|\}\}/);
  });

  it('does not read names from the prototype of its values', () => {
    expect(renderView('error', {})).not.toContain('[native code]');
  });

  it('fails for a view that does not exist', () => {
    expect(() => renderView('no-such-view')).toThrow('ENOENT');
  });
});
