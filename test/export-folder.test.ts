import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeFolderWhole, writeWithin } from '../src/export/folder/write-folder.ts';
import { writeFileWhole } from '../src/export/write.ts';
import { withOwnStore } from './support/own-store.ts';

const write = (folder: string, text: string) => writeFolderWhole(folder, 'test', (part) => writeWithin(part, 'deep/file.txt', [text]));
const withFolder = (work: (directory: string) => Promise<void>) => withOwnStore((_, directory) => work(directory));
/** What lies beside the store's own folder. */
const others = async (directory: string) => (await readdir(directory)).filter((name) => name !== 'home');

it('a folder is written where nothing was, into an empty one, and in place of an earlier export, of which nothing stays', () =>
  withFolder(async (directory) => {
    const folder = path.join(directory, 'out');
    await mkdir(folder);
    await write(`${folder}/`, 'first');
    await writeFile(path.join(folder, 'stale.txt'), '');
    await write(folder, 'second');
    expect(await readFile(path.join(folder, 'deep/file.txt'), 'utf8')).toBe('second');
    expect((await readdir(folder)).sort()).toEqual(['.graph-zoom-export', 'deep']);
    expect(await others(directory)).toEqual(['out']);
  }));

it('a folder that is no export, or a file, stays as it is', () =>
  withFolder(async (directory) => {
    await writeFile(path.join(directory, 'thesis.txt'), 'mine');
    await expect(write(path.join(directory, 'thesis.txt'), 'x')).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('is a file') });
    await mkdir(path.join(directory, 'own'));
    await writeFile(path.join(directory, 'own', 'thesis.txt'), 'mine');
    await expect(write(path.join(directory, 'own'), 'x')).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('is no export of graph-zoom') });
    expect(await readdir(path.join(directory, 'own'))).toEqual(['thesis.txt']);
    expect((await others(directory)).sort()).toEqual(['own', 'thesis.txt']);
  }));

it('an export that fails leaves the one before, and nothing else', () =>
  withFolder(async (directory) => {
    const folder = path.join(directory, 'out');
    await write(folder, 'first');
    const failing = writeFolderWhole(folder, 'test', async (part) => {
      await writeWithin(part, 'deep/file.txt', ['half']);
      throw new Error('the server went away');
    });
    await expect(failing).rejects.toThrow('the server went away');
    expect(await readFile(path.join(folder, 'deep/file.txt'), 'utf8')).toBe('first');
    expect(await others(directory)).toEqual(['out']);
  }));

it('a link to a folder stays a link', () =>
  withFolder(async (directory) => {
    await write(path.join(directory, 'real'), 'first');
    await symlink(path.join(directory, 'real'), path.join(directory, 'link'));
    await write(path.join(directory, 'link'), 'second');
    expect(await readFile(path.join(directory, 'real/deep/file.txt'), 'utf8')).toBe('second');
    expect((await others(directory)).sort()).toEqual(['link', 'real']);
  }));

it('a file that cannot be put in its place leaves no part of it', () =>
  withFolder(async (directory) => {
    await mkdir(path.join(directory, 'out'));
    await expect(writeFileWhole(path.join(directory, 'out'), ['x'])).rejects.toThrow('EISDIR');
    expect(await others(directory)).toEqual(['out']);
  }));

it('Ctrl-C and a polite kill leave nothing that is half written', () =>
  withFolder(async (directory) => {
    const script = `
      import { writingTo } from './src/cli/writing-to.ts';
      import { writeFolderWhole, writeWithin } from './src/export/folder/write-folder.ts';
      const endless = async function* () { yield 'a line'; process.stdout.write('begun'); await new Promise((resolve) => setTimeout(resolve, 60_000)); };
      await writingTo('out', () => writeFolderWhole(${JSON.stringify(path.join(directory, 'out'))}, 'csv', (folder) => writeWithin(folder, 'entities/a.csv', endless())));`;
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const closed = once(child, 'close');
      await once(child.stdout, 'data');
      child.kill(signal);
      expect([(await closed)[0], await others(directory)]).toEqual([code, []]);
    }
  }));
