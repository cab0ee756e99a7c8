import { describe, expect, it } from 'vitest';
import { cut, pad, paragraph, textWidth } from './text.ts';

describe('text on a terminal', () => {
  it('counts two columns for a Chinese character and none for colour', () => {
    expect(textWidth('欧阳 伟')).toBe(7);
    expect(textWidth('\u001b[31mred\u001b[39m')).toBe(3);
    expect(pad('欧阳', 6)).toBe('欧阳  ');
    expect(pad('7', 3, 'left')).toBe('  7');
  });

  it('is cut to columns, never in the middle of a character, and keeps its colour', () => {
    expect(cut('short', 5)).toBe('short');
    expect(cut('a long one', 6)).toBe('a lon…');
    expect(cut('欧阳欧阳', 4)).toBe('欧…');
    expect(cut('\u001b[31mred and\u001b[39m more', 6)).toBe('\u001b[31mred a…\u001b[39m');
    for (let width = 1; width < 12; width++) expect(textWidth(cut('a👩‍💻b欧阳 दीया', width))).toBeLessThanOrEqual(width);
  });

  it('is broken at words on a terminal, and left alone in a pipe', () => {
    const terminal = { isTTY: true as const, columns: 40 };
    const text = `next:  ${'some words '.repeat(8)}`.trim();

    const lines = paragraph(text, 7, terminal).split('\n');

    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(40);
    expect(lines[1]).toMatch(/^ {7}\S/);
    expect(paragraph(text, 7, { isTTY: false, columns: 40 })).toBe(text);
  });

  it('says each word once where a line begins with blanks, which further lines keep', () => {
    const terminal = { isTTY: true as const, columns: 40 };
    expect(paragraph('head\n         Maeve Quimby (IT): waiting room was true, is false', 0, terminal)).toBe('head\n         Maeve Quimby (IT): waiting room\n         was true, is false');
  });
});
