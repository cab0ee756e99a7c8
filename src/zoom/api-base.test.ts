import { describe, expect, it } from 'vitest';
import { apiBase } from './api-base.ts';

const DEFAULT = 'https://api.zoom.us/v2';

describe('the base of the API', () => {
  it.each([
    ['https://api-eu.zoom.us', 'https://api-eu.zoom.us/v2'],
    ['https://eu01api-www4local.zoom.us/', 'https://eu01api-www4local.zoom.us/v2'],
    ['https://acme.zoom.us/v2/', 'https://acme.zoom.us/v2'],
    ['https://api.zoomgov.com', 'https://api.zoomgov.com/v2'],
    ['https://zoom.us', 'https://zoom.us/v2'],
    ['https://API.ZOOM.US', 'https://api.zoom.us/v2'],
    ['http://api.zoom.us', DEFAULT],
    ['https://evilzoom.us', DEFAULT],
    ['https://zoom.us.evil.com', DEFAULT],
    ['https://api.zoom.us@evil.com', DEFAULT],
    ['https://user:pass@api.zoom.us', DEFAULT],
    ['https://evil.com/.zoom.us', DEFAULT],
    ['https://evil.com#.zoom.us', DEFAULT],
    ['https://evil.com\\.zoom.us', DEFAULT],
    ['https://api.zoom.us:8443', DEFAULT],
    ['https://zoom.us.', DEFAULT],
    ['https://zoom.us\u3002evil.com', DEFAULT],
    ['javascript:alert(1)', DEFAULT],
    ['not a url', DEFAULT],
    ['', DEFAULT],
    [undefined, DEFAULT],
  ])('%s of the token answer leads to %s', (fromToken, base) => expect(apiBase(undefined, fromToken)).toBe(base));

  it('is the explicit one wherever there is one, a local one too', () => {
    expect(apiBase('http://127.0.0.1:4000', 'https://api-eu.zoom.us')).toBe('http://127.0.0.1:4000/v2');
    expect(() => apiBase('api.zoom.us', undefined)).toThrow('ZOOM_API_URL');
    expect(apiBase('http://127.0.0.1:4000/v2/', undefined)).toBe('http://127.0.0.1:4000/v2');
  });
});
