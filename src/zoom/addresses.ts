/** Where Zoom's tokens come from, and people authorize apps; Zoom for Government has its own (reference/zoom-api.md, 1.1). */
export const DEFAULT_OAUTH_URL = 'https://zoom.us/oauth';
