import type { Feed } from 'feed';
import { appConfig } from '../../config/app.js';
import { Post } from '../../models/blog/Post.js';
import { clock } from '../../utils/clock.js';
import MarkdownService from './MarkdownService.js';
import { cachedPublic } from './publicCache.js';
import { WITH_RELATIONS } from './relations.js';

const MAX_ENTRIES = 20;
const MAX_URLS = 10_000;
/** Characters. Longer posts appear in feeds with their excerpt only. */
const MAX_CONTENT_LENGTH = 100_000;

/** Characters that XML forbids, even escaped (XML 1.0, section 2.2). */
// eslint-disable-next-line no-control-regex -- the pattern matches control characters
const INVALID_XML_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function stripInvalidXml(text: string): string {
  return text.replace(INVALID_XML_CHARACTERS, '');
}

/** Feed readers render titles and summaries as HTML. */
function escapeHtml(text: string): string {
  return stripInvalidXml(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function postUrl({ id }: Post): string {
  return `${appConfig.url}/api/posts/${id}`;
}

function latestUpdate(posts: readonly Post[]): Date | undefined {
  const times = posts.flatMap(({ updatedAt, publishedAt }) => [updatedAt.getTime(), publishedAt?.getTime() ?? 0]);
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

async function addPost(feed: Feed, post: Post): Promise<void> {
  const html = await MarkdownService.html(post.content);
  const { title, excerpt, author, tagLinks = [], publishedAt, updatedAt } = post;
  feed.addItem({
    id: postUrl(post),
    link: postUrl(post),
    title: escapeHtml(title),
    description: escapeHtml(excerpt),
    ...(html.length <= MAX_CONTENT_LENGTH && { content: stripInvalidXml(html) }),
    author: author ? [{ name: stripInvalidXml(`${author.firstname} ${author.lastname}`) }] : [],
    category: tagLinks.flatMap(({ tag }) => (tag ? [{ name: stripInvalidXml(tag.name) }] : [])),
    date: updatedAt,
    published: publishedAt ?? updatedAt,
  });
}

async function createFeed(updated: Date): Promise<Feed> {
  // Loaded lazily: few servers are asked for feeds.
  const { Feed } = await import('feed');
  const { title, url } = appConfig;
  const links = { rss: `${url}/blog/rss.xml`, atom: `${url}/blog/atom.xml` };
  return new Feed({
    id: `${url}/`,
    link: `${url}/`,
    title: `${title}: blog`,
    description: `New posts on ${title}`,
    copyright: '',
    updated,
    feedLinks: links,
  });
}

/** Renders the RSS and Atom feeds of the newest posts, and the sitemap. */
class FeedService {
  public rss(): Promise<string> {
    return this.renderFeed('rss', (feed) => feed.rss2());
  }

  public atom(): Promise<string> {
    return this.renderFeed('atom', (feed) => feed.atom1());
  }

  public sitemap(): Promise<string> {
    return cachedPublic('sitemap', async () => {
      const attributes = ['id', 'updatedAt'];
      const newest = {
        limit: MAX_URLS,
        order: [
          ['listedAt', 'DESC'],
          ['id', 'DESC'],
        ] as [string, string][],
      };
      const posts = await Post.findAll({ attributes, where: Post.visible(), ...newest });
      const urls = posts.map((post) => ({ url: postUrl(post), lastmod: post.updatedAt.toISOString() }));
      // A sitemap needs at least one URL, even if nothing is published.
      const links = [{ url: `${appConfig.url}/` }, ...urls];
      return this.renderSitemap(links);
    });
  }

  private renderFeed(name: string, write: (feed: Feed) => string): Promise<string> {
    return cachedPublic(name, async () => {
      const order: [string, string][] = [
        ['listedAt', 'DESC'],
        ['id', 'DESC'],
      ];
      const ids = await Post.findAll({ attributes: ['id'], where: Post.visible(), order, limit: MAX_ENTRIES });
      const posts = await Post.findAll({ ...WITH_RELATIONS, where: { id: ids.map(({ id }) => id) } });
      posts.sort((a, b) => b.listedAt.getTime() - a.listedAt.getTime() || b.id - a.id);
      const feed = await createFeed(latestUpdate(posts) ?? clock.now());
      for (const post of posts) await addPost(feed, post);
      return write(feed);
    });
  }

  private async renderSitemap(links: readonly { url: string; lastmod?: string }[]): Promise<string> {
    const { SitemapStream, streamToPromise } = await import('sitemap');
    const stream = new SitemapStream({ hostname: appConfig.url });
    for (const link of links) stream.write(link);
    stream.end();
    return (await streamToPromise(stream)).toString();
  }
}

export default new FeedService();
