import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { DeferredResults } from '../src/api/graphql/deferred/results.ts';
import { Emitter } from '../src/lib/events.ts';
import { FakeClock } from './support/fake-clock.ts';

const HOUR = 3_600_000;

async function withResults(work: (results: DeferredResults, context: { clock: FakeClock; directory: string; logged: string[] }) => Promise<void>): Promise<void> {
  const directory = path.join(await mkdtemp(path.join(tmpdir(), 'graph-zoom-deferred-')), 'deferred');
  const clock = new FakeClock();
  const logged: string[] = [];
  const results = new DeferredResults({ directory, clock, log: pino({}, { write: (line: string) => void logged.push(line) }) });
  await results.open();
  try {
    await work(results, { clock, directory, logged });
  } finally {
    await results.close();
    await rm(path.dirname(directory), { recursive: true, force: true });
  }
}

describe('deferred results', () => {
  it('are readable for four hours, then let go with their files', () =>
    withResults(async (results, { clock, directory }) => {
      const { token, done } = results.start('one', async () => ({ status: 'COMPLETED' }));
      await done;
      await clock.advance(4 * HOUR - 1);
      expect((await results.look(token)).kind).toBe('file');
      await clock.advance(1);
      expect((await results.look(token)).kind).toBe('unknown');
      expect(await readdir(directory)).toEqual([]);
    }));

  it('say that they are in progress until they are done', () =>
    withResults(async (results, { clock }) => {
      const gate = new Emitter<{ open: undefined }>();
      const { token, done } = results.start('slow', async () => {
        await gate.once('open');
        return { status: 'COMPLETED' };
      });
      const look = results.look(token);
      await clock.advance(1_000);
      expect(await look).toEqual({ kind: 'running', id: 'slow' });
      gate.emit('open', undefined);
      await done;
      expect((await results.look(token)).kind).toBe('file');
    }));

  it('are made four at a time, and refused when too many wait', () =>
    withResults(async (results) => {
      const gate = new Emitter<{ open: undefined }>();
      const open = gate.once('open');
      let running = 0;
      let most = 0;
      const work = async () => {
        most = Math.max(most, ++running);
        await open;
        running--;
        return {};
      };
      const started = Array.from({ length: 504 }, (_, n) => results.start(String(n), work));
      expect(() => results.start('more', work)).toThrow('500 questions are waiting');
      gate.emit('open', undefined);
      await Promise.all(started.map(({ done }) => done));
      expect(most).toBe(4);
    }));

  it('tell a fault of the server without its details, which the log has', () =>
    withResults(async (results, { logged, directory }) => {
      const { done } = results.start('bad', async () => {
        throw new Error('internal detail');
      });
      await done;
      expect(await readdir(directory)).toHaveLength(1);
      expect(logged.join()).toContain('internal detail');
    }));

  it('end with the server, and leave nothing', async () => {
    let reason: unknown;
    let folder = '';
    await withResults(async (results, { directory }) => {
      folder = directory;
      results.start('endless', (signal) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
        });
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      });
      await Promise.resolve();
    });
    expect(String(reason)).toContain('The server stops');
    await expect(readdir(folder)).rejects.toThrow();
  });
});
