import { describe, expect, it } from '@jest/globals';
import sax from 'sax';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import MarkdownService from '../../../src/services/blog/MarkdownService.js';
import { as, guest } from '../../support/http.js';

/** Returns the text, or the raw body, as supertest parses no text of an unknown type. */
function responseText({ text, body }: { text?: string; body: Buffer }): string {
  return text ?? String(body);
}

/** Parses the XML strictly. @throws Error if it is not well-formed */
function read(xml: string): void {
  const parser = sax.parser(true);
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
}

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '[click](javascript:alert(1))',
  '[click](JaVaScRiPt&colon;alert(1))',
  '[click](java\tscript:alert(1))',
  '[click](vbscript:alert(1))',
  '[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '![x](data:image/svg+xml;base64,PHN2Zy8+)',
  '![x"onerror="alert(1)](https://example.com/x.png)',
  '[x](https://example.com "onmouseover=alert(1)")',
  '<a href="https://example.com" onclick="alert(1)">x</a>',
  '<javascript:alert(1)>',
  '```"><script>alert(1)</script>\ncode\n```',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '[a]: javascript:alert(1)\n\n[a]',
  '<form action="https://evil.example"><button>Login</button></form>',
  '<style>body{display:none}</style>',
];

const HARMFUL =
  /<(script|svg|iframe|form|style|math|object|button)\b|<[^>]*\son\w+\s*=|(href|src)="\s*(javascript|vbscript|data):/i;

describe('the content of a post', () => {
  it.each(ATTACKS)('is rendered as harmless HTML and stored unchanged: %j', async (content) => {
    const author = as(await UserFactory.create());

    const { body } = await author.post('/api/posts', { title: 'Attack', content, status: 'published' });
    const shown = await guest.get(`/api/posts/${body.data.id}`);

    expect(shown.body.data.content).toBe(content);
    // A link title is content of its own: markup between its quotes is not rendered.
    expect(shown.body.data.html.replace(/title="[^"]*"|alt="[^"]*"/g, '')).not.toMatch(HARMFUL);
  });

  it.each([
    ['one', (length: number) => '[a] '.repeat((99_000 - length) / 4)],
    ['many', (length: number) => '![a] [a][a]\n'.repeat((99_000 - length) / 12)],
  ])('does not multiply the address that %s references repeat', async (_name, references) => {
    const length = 6_000;
    const content = `[a]: /${'u'.repeat(length)}\n\n${references(length)}`;
    const author = as(await UserFactory.create());

    const { status, body } = await author.post('/api/posts', { title: 'Growing', content });

    expect(status).toBe(201);
    expect(body.data.html).toBe(`<pre>${content}</pre>`);
  });

  it('supports Markdown', async () => {
    const html = await MarkdownService.html(
      '## Head\n\n- [link](https://example.com)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![alt](https://example.com/x.png)\n\n`code`',
    );

    for (const part of [
      '<h2>Head</h2>',
      '<li>',
      '<table>',
      'alt="alt"',
      '<code>code</code>',
      'href="https://example.com"',
    ])
      expect(html).toContain(part);
    expect(html).toContain('rel="nofollow ugc noopener noreferrer"');
  });

  it.each([
    ['# Title\n\nWords *in* **marks** and `code`.', 'Title Words in marks and code.'],
    ['[link](https://example.com) ![picture](x.png) end', 'link end'],
    ['one\ntwo  \nthree', 'one two three'],
  ])('gets an excerpt without markup: %j', async (content, excerpt) => {
    expect(await MarkdownService.excerpt(content)).toBe(excerpt);
  });

  it('gets an excerpt of whole words', async () => {
    const excerpt = await MarkdownService.excerpt('wonderful '.repeat(100));

    expect(excerpt.length).toBeLessThanOrEqual(201);
    expect(excerpt).toMatch(/wonderful…$/);
  });

  it.each(['['.repeat(20_000), '*a '.repeat(30_000), '> '.repeat(40_000), '`'.repeat(50_000), '![]('.repeat(20_000)])(
    'is rendered quickly even when it is deeply nested: %#',
    async (content) => {
      const start = performance.now();

      await MarkdownService.html(content);
      await MarkdownService.excerpt(content);

      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );
});

describe('a cached feed', () => {
  it('is sent again after a post was withdrawn, even to clients that revalidate by date', async () => {
    const author = as(await UserFactory.create());
    const { body } = await author.post('/api/posts', { title: 'Withdrawn', content: 'Gone', status: 'published' });
    const first = await guest.get('/blog/atom.xml');
    await author.delete(`/api/posts/${body.data.id}`);

    const byTag = await guest.get('/blog/atom.xml', { 'If-None-Match': first.headers.etag ?? '' });
    const byDate = await guest.get('/blog/atom.xml', { 'If-Modified-Since': new Date().toUTCString() });

    expect([byTag.status, byDate.status]).toEqual([200, 200]);
    expect(responseText(first)).toContain('Withdrawn');
    expect(responseText(byDate)).not.toContain('Withdrawn');
  });
});

describe('a cached post', () => {
  it('is not sent again while it is unchanged', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).published().create();
    const path = `/api/posts/${id}`;
    const first = await guest.get(path);

    const again = await guest.get(path, { 'If-None-Match': first.headers.etag ?? '' });
    const dated = await guest.get(path, { 'If-Modified-Since': first.headers['last-modified'] ?? '' });
    await as(author).patch(path, { title: 'New' });
    const changed = await guest.get(path, { 'If-None-Match': first.headers.etag ?? '' });

    expect([again.status, dated.status, changed.status]).toEqual([304, 304, 200]);
    expect(again.text).toBe('');
    expect(again.headers.etag).toBe(first.headers.etag);
    expect(first.headers['cache-control']).toBe('public, no-cache');
    expect(first.headers.vary).toContain('Authorization');
  });

  it('is sent again after a comment', async () => {
    const { id } = await PostFactory.published().create();
    const first = await guest.get(`/api/posts/${id}`);
    await as(await UserFactory.create()).post(`/api/posts/${id}/comments`, { content: 'Yes' });

    const second = await guest.get(`/api/posts/${id}`, { 'If-None-Match': first.headers.etag ?? '' });

    expect(second.status).toBe(200);
    expect(second.body.data.commentsCount).toBe(1);
  });

  it('is private when the reader is signed in', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).create();

    const one = await as(author).get(`/api/posts/${id}`);
    const list = await as(author).get('/api/posts');

    expect([one.headers['cache-control'], list.headers['cache-control']]).toEqual([
      'private, no-cache',
      'private, no-cache',
    ]);
  });

  it('is revalidated each time, so that an unpublished post disappears immediately', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).published().create();
    const first = await guest.get('/api/posts');
    await as(author).patch(`/api/posts/${id}`, { status: 'draft' });

    const list = await guest.get('/api/posts', { 'If-None-Match': first.headers.etag ?? '' });
    const one = await guest.get(`/api/posts/${id}`);

    expect(list.status).toBe(200);
    expect(list.text).not.toContain(`"id":${id},"title"`);
    expect(one.status).toBe(404);
    expect(one.headers.etag).toBeUndefined();
  });

  it.each(['/api/posts', '/api/tags', '/blog/rss.xml', '/blog/atom.xml', '/sitemap.xml'])(
    'is revalidated at %s',
    async (path) => {
      await PostFactory.published().create();
      const first = await guest.get(path);

      const second = await guest.get(path, { 'If-None-Match': first.headers.etag ?? '' });

      expect([first.status, second.status]).toEqual([200, 304]);
    },
  );
});

describe('the feeds', () => {
  const NASTY = {
    title: 'A ]]> <b>&amp; "quoted"\u0008\uFFFF',
    excerpt: '<script>x</script>]]>',
    content: 'a ]]> b <x>',
  };

  it.each([
    ['/blog/rss.xml', 'application/rss+xml'],
    ['/blog/atom.xml', 'application/atom+xml'],
    ['/sitemap.xml', 'application/xml'],
  ])('are well-formed for any content: %s', async (path, type) => {
    const author = as(await UserFactory.create({ firstname: '<A> & ]]>' }));
    const { body } = await author.post('/api/posts', { ...NASTY, status: 'published', tagNames: ['R&D <x>'] });

    const response = await guest.get(path);

    const xml = responseText(response);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe(`${type}; charset=utf-8`);
    expect(xml).toContain(`/api/posts/${body.data.id}`);
    expect(xml).not.toMatch(/<script|[\p{Cc}\uFFFF](?<![\n\t])/u);
    expect(() => read(xml)).not.toThrow();
  });

  it.each(['/blog/rss.xml', '/blog/atom.xml', '/sitemap.xml'])(
    'list no draft, scheduled or archived post: %s',
    async (path) => {
      const hidden = [
        await PostFactory.create(),
        await PostFactory.scheduled().create(),
        await PostFactory.archived().create(),
      ];

      const xml = responseText(await guest.get(path));

      for (const { id } of hidden) expect(xml).not.toMatch(new RegExp(`/api/posts/${id}\\b`));
    },
  );

  it('contain only the newest posts', async () => {
    await PostFactory.published().createMany(25);

    const xml = responseText(await guest.get('/blog/rss.xml'));

    expect(xml.match(/<item>/g)).toHaveLength(20);
  });
});
