/** The anchor of a heading, as GitHub makes it; the site makes the same, so that a link is right in both places. */
export const slug = (title) =>
  title
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
