import { describe, expect, it } from 'vitest';
import { createCommitGate } from './commit-gate.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
/** A work that ends when it is told to. */
function held(name: string, log: string[]) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    end: () => end(),
    work: async () => {
      log.push(`${name} runs`);
      await ended;
      log.push(`${name} ends`);
    },
  };
}

describe('a commit', () => {
  it('waits for what is beginning, and nothing begins before it ends', async () => {
    const [gate, log] = [createCommitGate(), [] as string[]];
    const [first, commit, second] = [held('first', log), held('commit', log), held('second', log)];
    const all = [gate.begin(first.work), gate.commit(commit.work), gate.begin(second.work)];
    await settle();
    expect(log).toEqual(['first runs']);
    first.end();
    await settle();
    expect(log).toEqual(['first runs', 'first ends', 'commit runs']);
    commit.end();
    second.end();
    await Promise.all(all);
    expect(log.slice(3)).toEqual(['commit ends', 'second runs', 'second ends']);
  });

  it('waits for another one, and one that fails lets the next go on', async () => {
    const [gate, log] = [createCommitGate(), [] as string[]];
    const failing = gate.commit(async () => {
      throw new Error('full');
    });
    const [one, two] = [held('one', log), held('two', log)];
    const rest = [gate.commit(one.work), gate.commit(two.work)];
    await expect(failing).rejects.toThrow('full');
    await settle();
    expect(log).toEqual(['one runs']);
    one.end();
    two.end();
    await Promise.all(rest);
    await gate.begin(async () => log.push('begun'));
    expect(log).toEqual(['one runs', 'one ends', 'two runs', 'two ends', 'begun']);
  });
});
