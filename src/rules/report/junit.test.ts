import { describe, expect, it } from 'vitest';
import { asked, finding, inTurn, question, RUN, whole } from '../../../test/support/asked-question.ts';
import { below, type XmlElement, xmlTree } from '../../../test/support/xml-tree.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { AskedQuestion } from './ask-for-report.ts';
import { junitPieces } from './junit.ts';

const report = async (answers: readonly AskedQuestion[]) => xmlTree(await whole(junitPieces(inTurn(answers), RUN)));
/** Name and message of what a case came to. */
const outcome = ({ children }: XmlElement) => children.filter(({ name }) => name !== 'properties').map(({ name, attributes }) => [name, attributes.type, attributes.message]);

describe('a JUnit report', () => {
  it('has a suite for each topic and a case for each question, with counts and times', async () => {
    const root = await report([
      asked(question('a'), { counts: { good: 300, bad: 2, unknown: 2 }, findings: [finding('Ian Petit')] }),
      asked(question('b', { tags: ['windows'] })),
      asked(question('c'), { counts: { good: 0, bad: 0, unknown: 4 } }),
    ]);
    expect(root).toMatchObject({ name: 'testsuites', attributes: { name: 'graph-zoom larch', tests: '3', failures: '1', errors: '0', skipped: '1', time: '0.036' } });
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'doors', tests: '2', failures: '1', errors: '0', skipped: '1', time: '0.024', timestamp: '2026-11-25T12:00:00' },
      { name: 'windows', tests: '1', failures: '0', errors: '0', skipped: '0', time: '0.012', timestamp: '2026-11-25T12:00:00' },
    ]);
    const [first] = below(root, 'testcase');
    expect(first?.attributes).toEqual({ classname: 'zoom.doors', name: 'a: Is a open?', time: '0.012' });
    expect(below(first as XmlElement, 'property').map(({ attributes }) => [attributes.name, attributes.value])).toEqual([
      ['good', '300'],
      ['bad', '2'],
      ['unknown', '2'],
    ]);
  });

  it('fails only for what is bad; what cannot be said is skipped with the reason', async () => {
    const error = new GraphZoomError('query-slow', 'It took longer than 30 s.', { hint: 'Ask for less.' });
    const root = await report([
      asked(question('bad'), { counts: { bad: 12, good: 300, unknown: 2 }, accepted: 1 }),
      asked(question('good'), { counts: { bad: 0, good: 3, unknown: 2 } }),
      asked(question('accepted'), { counts: { bad: 0, good: 0, unknown: 0 }, accepted: 4 }),
      asked(question('unknown'), { counts: { bad: 0, good: 0, unknown: 2 } }),
      asked(question('lacking'), { counts: { bad: 0, good: 0, unknown: 0 }, lacking: ['Person'] }),
      asked(question('empty'), { counts: { bad: 0, good: 0, unknown: 0 } }),
      asked(question('listed', { queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user' }] }), { counts: { informative: 7 } }),
      asked(question('slow'), { counts: {}, error }),
    ]);
    expect(below(root, 'testcase').flatMap(outcome)).toEqual([
      ['failure', 'bad', '12 bad, 1 accepted, 300 good, 2 unknown'],
      ['skipped', 'unknown', 'Not known (2): what was collected does not say.'],
      ['skipped', 'nothing', 'Not asked: the graph has no Person.'],
      ['skipped', 'nothing', 'The graph has nothing that this question speaks of.'],
      ['skipped', 'listed', 'Only listed (7): whether it is good is for you to say.'],
      ['error', 'error', 'It took longer than 30 s.'],
    ]);
  });

  it('lists the rows, says how many are left out, and is never one text', async () => {
    const findings = [finding('Ian Petit (ian@larch.example)', { facts: [{ name: 'Role', text: 'Member' }] }), finding('Sam ]]> <b>', { query: 'Unlocked' })];
    const answers = [asked(question('a'), { counts: { bad: 100_000 }, findings })];
    expect(below(await report(answers), 'failure')[0]?.text).toBe(
      'An open door lets people in.\n\n- Ian Petit (ian@larch.example); Role: Member\n- Unlocked: Sam ]]> <b>\n... and 99998 more; 2 are listed, --limit N lists more.\n',
    );
    for await (const piece of junitPieces(inTurn(answers), RUN)) expect(piece.length).toBeLessThan(400);
  });
});
