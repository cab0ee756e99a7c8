import { type Command, Option } from 'commander';
import { EXIT, GraphZoomError } from '../../lib/errors.ts';
import type { Counts } from '../../rules/answer-question.ts';
import type { Question } from '../../rules/questions/define.ts';
import type { Store } from '../../store/store.ts';
import { wholeNumber } from '../numbers.ts';
import { note, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { examples, withStore } from '../with-store.ts';

interface Options {
  readonly tag?: readonly string[];
  readonly search?: string;
  readonly show?: boolean;
  readonly all?: boolean;
  readonly limit: number;
  readonly failOn?: 'bad';
  readonly json?: boolean;
}

/** `questions [ID]`: what ships to be asked; lists, shows and runs. */
export function addQuestions(program: Command): void {
  program
    .command('questions')
    .description('the questions that ship: list them, ask one or all')
    .argument('[id]', 'the question to ask; without it the questions are listed')
    .option('--tag <T>', 'only questions with this tag; may be repeated: with all of them', (tag: string, tags: readonly string[] = []) => [...tags, tag])
    .option('--search <TEXT>', 'only questions in which all these words occur')
    .option('--show', 'print the J1QL in place of asking it')
    .option('--all', 'ask all questions (of the tag and search given) and print how much is good, bad and unknown')
    .option('--limit <N>', 'rows shown of each answer', wholeNumber(1), 20)
    .addOption(new Option('--fail-on <KIND>', 'exit code 3 when a BAD answer has rows').choices(['bad']))
    .option('--json', 'print one JSON document, with all rows')
    .addHelpText(
      'after',
      examples(
        'graph-zoom questions',
        'graph-zoom questions --tag administrators --search password',
        'graph-zoom questions no-waiting-room-and-no-passcode',
        'graph-zoom questions end-to-end-encryption --show',
        'graph-zoom questions --all --tag security --fail-on bad',
      ),
    )
    .action(async (id: string | undefined, options: Options, command: Command) => {
      const [{ QUESTIONS }, { filterQuestions, findQuestion }] = await Promise.all([import('../../rules/questions/index.ts'), import('../../rules/find-questions.ts')]);
      if (id !== undefined && (options.all || options.tag || options.search !== undefined)) throw new GraphZoomError('usage', 'Give either the id of one question, or --all, --tag and --search.');
      const chosen = id === undefined ? filterQuestions(QUESTIONS, { tags: options.tag, text: options.search }) : [findQuestion(QUESTIONS, id)];
      if (options.show || (id === undefined && !options.all)) return list(chosen, options);
      await withStore(command, ({ store }) => run(store, chosen, options));
    });
}

/** Prints what there is to ask, or its J1QL. */
async function list(questions: readonly Question[], options: Options): Promise<void> {
  if (options.failOn) throw new GraphZoomError('usage', '--fail-on needs a question that is asked.', { hint: 'Give the id of one, or --all.' });
  if (options.json) return printJson(questions);
  if (questions.length === 0) return note('No question has all of this. Fewer words find more.');
  const { renderQuestionList, renderQuestionText } = await import('../render/questions.ts');
  print(options.show ? questions.map(renderQuestionText).join('\n\n\n') : renderQuestionList(questions));
}

/** Asks and prints: one question with its rows, several in numbers, for the rows of all may be more than fits into memory. */
async function run(store: Store, questions: readonly Question[], options: Options): Promise<void> {
  const [{ answerQuestion, countQuestion, countRows }, { renderAnswers, renderCounts }] = await Promise.all([import('../../rules/answer-question.ts'), import('../render/questions.ts')]);
  if ((await store.info()).entities === 0) note(`Nothing was collected yet, so every answer is empty. Next: ${PROGRAM} collect (or ${PROGRAM} demo).`);
  const now = Date.now();
  const asked: { id: string; title: string; counts: Counts }[] = [];
  for (const question of questions) {
    const { id, title, description, tags } = question;
    if (options.all) {
      asked.push({ id, title, counts: await countQuestion(store, question, now) });
      continue;
    }
    const answers = await answerQuestion(store, question, now, options.json ? undefined : options.limit);
    asked.push({ id, title, counts: countRows(answers) });
    if (options.json) printJson({ id, title, description, tags, answers });
    else print(renderAnswers(question, answers, options.limit));
  }
  if (options.all && options.json) printJson(asked);
  else if (options.all) print(renderCounts(asked));
  if (options.failOn && asked.some(({ counts }) => (counts.bad ?? 0) > 0)) process.exitCode = EXIT.findings;
}
