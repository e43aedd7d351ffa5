import { afterEach, describe, expect, it } from '@jest/globals';
import { uploadsConfig } from '../../../src/config/uploads.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { files, fileOfSize, storedFiles } from '../../support/files.js';
import { as, withToken, guest } from '../../support/http.js';

const AVATAR = '/api/users/avatar';
const FORM = 'multipart/form-data; boundary=x';
const PART = '--x\r\nContent-Disposition: form-data; name="avatar"; filename="a.png"\r\n';
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const SVG = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

async function uploadRaw(type: string, body: string) {
  const user = await UserFactory.create();
  return as(user).post(AVATAR, body, { 'Content-Type': type });
}

describe('an upload is rejected and leaves nothing behind', () => {
  // No rejection may leave a file behind.
  afterEach(async () => {
    expect(await storedFiles()).toEqual([]);
  });

  it('from a guest', async () => {
    const response = await guest.upload(AVATAR, 'avatar', files.png, 'a.png');

    expect(response.status).toBe(401);
  });

  it('with a forged token', async () => {
    const response = await withToken('eyJhbGciOiJIUzI1NiJ9.e30.x').upload(AVATAR, 'avatar', files.png, 'a.png');

    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it.each([
    ['HTML declared as a picture', HTML, 'me.png', 'image/png'],
    ['SVG, which can contain scripts', SVG, 'me.svg', 'image/svg+xml'],
    ['SVG declared as a picture', SVG, 'me.png', 'image/png'],
    ['plain text', Buffer.from('hello'), 'me.jpg', 'image/jpeg'],
    ['an executable', Buffer.from('7f454c46020101', 'hex'), 'me.png', 'image/png'],
    ['markup before a picture', Buffer.concat([HTML, files.png]), 'me.png', 'image/png'],
    ['only the first bytes of a picture', files.png.subarray(0, 4), 'me.png', 'image/png'],
    ['an empty file', Buffer.alloc(0), 'me.png', 'image/png'],
  ])('with %s', async (_name, content, filename, type) => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'avatar', content, filename, type);

    expect(response.status).toBe(415);
    expect(response.body.errors).toEqual([{ field: 'avatar', message: expect.stringContaining('image/png') }]);
  });

  it('one byte over five megabytes', async () => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'avatar', fileOfSize(uploadsConfig.avatar.maxBytes + 1), 'a.png');

    expect(response.status).toBe(413);
    expect(response.body).toMatchObject({ error: 'PAYLOAD_TOO_LARGE', errors: [{ field: 'avatar' }] });
  });

  it('without a file', async () => {
    const user = await UserFactory.create();

    const response = await as(user).build('post', AVATAR, (test) => test.field('name', 'Ada'));

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field: 'avatar', message: 'A file is required' }]);
  });

  it('with text in place of the file', async () => {
    const user = await UserFactory.create();

    const response = await as(user).build('post', AVATAR, (test) => test.field('avatar', 'no file'));

    expect(response.status).toBe(422);
  });

  it('under another field name', async () => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'picture', files.png, 'a.png');

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field: 'picture', message: expect.any(String) }]);
  });

  it.each(['avatar', 'other'])('with a second file as %s', async (field) => {
    const user = await UserFactory.create();

    const response = await as(user).build('post', AVATAR, (test) =>
      test.attach('avatar', files.png, 'a.png').attach(field, files.gif, 'b.gif'),
    );

    expect(response.status).toBe(413);
  });

  it.each([
    'application/json',
    'text/plain',
    'image/png',
    'application/x-www-form-urlencoded',
    'multipart/mixed; boundary=x',
  ])('as %s', async (type) => {
    const response = await uploadRaw(type, '{}');

    expect(response.status).toBe(415);
  });

  it('without a body', async () => {
    const user = await UserFactory.create();

    const response = await as(user).post(AVATAR);

    expect(response.status).toBe(415);
  });

  it.each([
    [400, 'without a boundary', 'multipart/form-data', `${PART}\r\nx\r\n--x--\r\n`],
    [400, 'that ends inside the file', FORM, `${PART}\r\nabc`],
    [400, 'that ends inside a header', FORM, PART],
    [400, 'with nothing between the boundaries', FORM, 'no boundary at all'],
    [400, 'with a field without a name', FORM, '--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n'],
  ])('with status %i as a form %s', async (status, _name, type, body) => {
    const response = await uploadRaw(type, body);

    expect(response.status).toBe(status);
  });

  it('with too many fields', async () => {
    const user = await UserFactory.create();

    const response = await as(user).build('post', AVATAR, (test) => {
      for (let field = 0; field < 20; field += 1) void test.field(`field${field}`, 'x');
      return test.attach('avatar', files.png, 'a.png');
    });

    expect(response.status).toBe(413);
  });

  it('without polluting the object prototype', async () => {
    const user = await UserFactory.create();

    await as(user).build('post', AVATAR, (test) => test.field('__proto__[polluted]', 'yes').field('a[b][c]', 'x'));

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
