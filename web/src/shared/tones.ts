/** Grounds of words that say how something is, dark enough for white letters in either theme (WCAG 2.2, 1.4.3). */
export const GOOD = '#237a35';
export const BAD = '#c2410c';
