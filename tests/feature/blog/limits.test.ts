import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_WRITES = '3/1m';
const { default: PostFactory } = await import('../../../src/database/factories/blog/PostFactory.js');
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { as } = await import('../../support/http.js');

describe('comments', () => {
  it('are limited for each user', async () => {
    const { id } = await PostFactory.published().create();
    const [first, second] = [as(await UserFactory.create()), as(await UserFactory.create())];

    const responses = await Promise.all(
      Array.from({ length: 5 }, () => first.post(`/api/posts/${id}/comments`, { content: 'Again' })),
    );

    expect(responses.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429]);
    expect((await second.post(`/api/posts/${id}/comments`, { content: 'Once' })).status).toBe(201);
  });
});
