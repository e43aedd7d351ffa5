import type { PostStatus } from '../../../models/blog/Post.js';

export interface SeededPost {
  title: string;
  content: string;
  status: PostStatus;
  tags: readonly string[];
}

export const TAGS = ['TypeScript', 'Databases', 'HTTP', 'Testing', 'Operations', 'Design', 'Security', 'Performance'];

export const COMMENTS = [
  'This is the explanation that I was looking for.',
  'We did the same last year, and would do it again.',
  'How does it behave with two writers at once?',
  'The second example was the one that made it clear to me.',
  'I disagree with the conclusion, but the numbers are convincing.',
  'Thank you. A link to the measurements would be good to have.',
  'Worth reading twice.',
];

function buildContent(first: string, point: string, code: string): string {
  return `${first}\n\n## What we learned\n\n- ${point}\n- Measure before, and after.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}

/** Posts, newest first. */
export const POSTS: readonly SeededPost[] = [
  {
    title: 'Pages that cost the same, however far one goes',
    content: buildContent(
      'An **offset** makes the database walk over everything that it skips. A *cursor* names the last row instead.',
      'An index in the order of the list answers each page with one short walk.',
      "const next = await fetch('/api/posts?cursor=' + meta.next_cursor);",
    ),
    status: 'published',
    tags: ['Databases', 'Performance', 'HTTP'],
  },
  {
    title: 'Two people edit the same text',
    content: buildContent(
      'The last save wins, and the other author never knows. With an entity tag the second save is rejected.',
      'A version in the row, compared in the update itself, needs no lock.',
      "await fetch(url, { method: 'PATCH', headers: { 'If-Match': etag }, body });",
    ),
    status: 'published',
    tags: ['HTTP', 'Databases'],
  },
  {
    title: 'Notes for a talk on types',
    content: buildContent(
      'Not finished yet.',
      'Inference does more than annotation.',
      'type Row = z.infer<typeof schema>;',
    ),
    status: 'draft',
    tags: ['TypeScript'],
  },
  {
    title: 'A test that is named like a rule',
    content: buildContent(
      'When it fails, its name alone should say what is broken.',
      'Arrange, act and assert are three paragraphs.',
      "it('publishes a post only once', async () => { … });",
    ),
    status: 'published',
    tags: ['Testing'],
  },
  {
    title: 'What happens when the cache is away',
    content: buildContent(
      'A cache is a promise to be faster, not a promise to be there.',
      'On a cache miss, the value is computed again.',
      'const posts = await Cache.remember(key, 30, find);',
    ),
    status: 'published',
    tags: ['Operations', 'Performance'],
  },
  {
    title: 'Markdown in, harmless HTML out',
    content: buildContent(
      'Readers are not safe because authors are nice. What they write is parsed, and then only what is known passes.',
      'A list of what is allowed is short; a list of what is forbidden never ends.',
      "sanitize(markdown.render(content), { allowedTags: ['p', 'a', 'code'] });",
    ),
    status: 'published',
    tags: ['Security'],
  },
  {
    title: 'Errors are part of the design',
    content: buildContent(
      'A client can only do the right thing if it can tell one failure from another.',
      'One class for each reason, one place that turns them into answers.',
      "throw new NotFound('Post');",
    ),
    status: 'published',
    tags: ['Design', 'HTTP', 'TypeScript'],
  },
  {
    title: 'The first version of this blog',
    content: buildContent(
      'It had one table.',
      'Begin small.',
      'create table posts (id integer primary key, text text);',
    ),
    status: 'archived',
    tags: ['Databases'],
  },
];
