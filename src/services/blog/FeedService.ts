import type { Feed } from 'feed';
import { appConfig } from '../../config/app.js';
import { Post } from '../../models/blog/Post.js';
import { clock } from '../../utils/clock.js';
import MarkdownService from './MarkdownService.js';
import { remembered } from './publicCache.js';
import { WITH_RELATIONS } from './relations.js';
import { isPublic } from './visibility.js';

const ENTRIES = 20;
const ADDRESSES = 10_000;
/** Characters; a longer post stands in a feed with its excerpt alone. */
const LONGEST_CONTENT = 100_000;

/** What no XML document may hold, not even escaped (XML 1.0, 2.2). */
// eslint-disable-next-line no-control-regex -- these characters are what it is about
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function xml(text: string): string {
  return text.replace(NOT_XML, '');
}

/** Readers take titles and summaries for HTML. */
function escaped(text: string): string {
  return xml(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function addressOf({ id }: Post): string {
  return `${appConfig.url}/api/posts/${id}`;
}

function latestOf(posts: readonly Post[]): Date | undefined {
  const times = posts.flatMap(({ updatedAt, publishedAt }) => [updatedAt.getTime(), publishedAt?.getTime() ?? 0]);
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

async function add(feed: Feed, post: Post): Promise<void> {
  const html = await MarkdownService.html(post.content);
  const { title, excerpt, author, tagLinks = [], publishedAt, updatedAt } = post;
  feed.addItem({
    id: addressOf(post),
    link: addressOf(post),
    title: escaped(title),
    description: escaped(excerpt),
    ...(html.length <= LONGEST_CONTENT && { content: xml(html) }),
    author: author ? [{ name: xml(`${author.firstname} ${author.lastname}`) }] : [],
    category: tagLinks.flatMap(({ tag }) => (tag ? [{ name: xml(tag.name) }] : [])),
    date: updatedAt,
    published: publishedAt ?? updatedAt,
  });
}

async function newFeed(updated: Date): Promise<Feed> {
  // Loaded with the first request, as the sitemap's writer is: few ask for them.
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

/** What machines read of the blog: the newest posts, and the addresses of all, as far as they are counted. */
class FeedService {
  public rss(): Promise<string> {
    return this.feed('rss', (feed) => feed.rss2());
  }

  public atom(): Promise<string> {
    return this.feed('atom', (feed) => feed.atom1());
  }

  public sitemap(): Promise<string> {
    return remembered('sitemap', async () => {
      const attributes = ['id', 'updatedAt'];
      const newest = {
        limit: ADDRESSES,
        order: [
          ['listedAt', 'DESC'],
          ['id', 'DESC'],
        ] as [string, string][],
      };
      const posts = await Post.findAll({ attributes, where: isPublic(), ...newest });
      const addresses = posts.map((post) => ({ url: addressOf(post), lastmod: post.updatedAt.toISOString() }));
      // A sitemap has at least one address, also while nothing is published.
      const links = [{ url: `${appConfig.url}/` }, ...addresses];
      return this.sitemapOf(links);
    });
  }

  private feed(name: string, write: (feed: Feed) => string): Promise<string> {
    return remembered(name, async () => {
      const order: [string, string][] = [
        ['listedAt', 'DESC'],
        ['id', 'DESC'],
      ];
      const ids = await Post.findAll({ attributes: ['id'], where: isPublic(), order, limit: ENTRIES });
      const posts = await Post.findAll({ ...WITH_RELATIONS, where: { id: ids.map(({ id }) => id) } });
      posts.sort((a, b) => b.listedAt.getTime() - a.listedAt.getTime() || b.id - a.id);
      const feed = await newFeed(latestOf(posts) ?? clock.now());
      for (const post of posts) await add(feed, post);
      return write(feed);
    });
  }

  private async sitemapOf(links: readonly { url: string; lastmod?: string }[]): Promise<string> {
    const { SitemapStream, streamToPromise } = await import('sitemap');
    const stream = new SitemapStream({ hostname: appConfig.url });
    for (const link of links) stream.write(link);
    stream.end();
    return (await streamToPromise(stream)).toString();
  }
}

export default new FeedService();
