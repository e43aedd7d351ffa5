import { address } from './http.js';

const MAX_REDIRECTS = 12;

/** The configured URL of the server under test. */
export const PUBLIC_URL = 'http://lumina.test';
/** Nothing listens at this URL, where the browser's redirects end. */
export const FRONTEND = 'http://front.test';

interface Stop {
  /** The current URL of the browser. */
  url: URL;
  status: number;
}

/** A browser that follows redirects one by one, and keeps the cookies of each site. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** Follows redirects until one starts with this URL, which is not requested, or there are no more. */
  public async follow(start: string, until: string = FRONTEND): Promise<Stop> {
    let url = new URL(start, PUBLIC_URL);
    for (let hops = 0; hops < MAX_REDIRECTS; hops += 1) {
      if (url.href.startsWith(until)) return { url, status: 0 };
      const response = await this.visit(url);
      const location = response.headers.get('Location');
      if (!location) return { url, status: response.status };
      url = new URL(location, url);
    }
    throw new Error(`Too many redirects, the last to ${url.href}`);
  }

  /** One request, with the cookies of its site. */
  public async visit(url: URL): Promise<Response> {
    const { origin, pathname, search } = url;
    const target = origin === PUBLIC_URL ? address() + pathname + search : url.href;
    const response = await fetch(target, { redirect: 'manual', headers: { Cookie: this.cookieHeader(origin) } });
    for (const cookie of response.headers.getSetCookie()) this.storeCookie(origin, cookie);
    return response;
  }

  /** The cookies in the format of a request header. */
  public cookieHeader(origin: string): string {
    return [...this.cookieJar(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private storeCookie(origin: string, cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const isOver = /expires=Thu, 01 Jan 1970/i.test(cookie);
    if (isOver) this.cookieJar(origin).delete(name);
    else this.cookieJar(origin).set(name, value);
  }

  private cookieJar(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }
}
