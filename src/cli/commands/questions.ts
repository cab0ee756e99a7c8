import { type Command, Option } from 'commander';
import { dataDirectory, loadEnvironment, lockWaitMs } from '../../config.ts';
import { EXIT, GraphZoomError } from '../../lib/errors.ts';
import type { Question } from '../../rules/questions/define.ts';
import type { Store } from '../../store/store.ts';
import { wholeNumber } from '../numbers.ts';
import { note, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { takeParameter } from '../query/parameters.ts';
import { QUESTION_FORMATS, type QuestionFormat } from '../questions/formats.ts';
import { decide, FAIL_ON, type QuestionOptions } from '../questions/options.ts';
import { examples, type GlobalOptions, openSession, withStore } from '../with-store.ts';

/** A list need not wait for long: what ships is known. */
const MOST_WAIT_MS = 1_000;

/** `questions [ID]`: what ships to be asked, and what the account keeps; lists, shows and runs. */
export function addQuestions(program: Command): void {
  program
    .command('questions')
    .description('the questions that ship, and those of your own: list them, ask one or all')
    .argument('[id]', 'the question to ask, by its id, or an own one by its name or title; without it the questions are listed')
    .option('--tag <T>', 'only questions with this tag; may be repeated: with all of them', (tag: string, tags: readonly string[] = []) => [...tags, tag])
    .option('--search <TEXT>', 'only questions in which all these words occur')
    .option('--param <name=value>', 'a value for ${name} in the queries of an own question; may be given several times', takeParameter)
    .option('--show', 'print the J1QL in place of asking it')
    .option('--all', 'ask all questions (of the tag and search given) and print how much is good, bad and unknown')
    .addOption(new Option('--format <F>', 'shape of the answers (default: table; with --out what the name ends in)').choices(QUESTION_FORMATS))
    .option('--out <FILE>', 'write the answers to this file, whole or not at all')
    .option('--limit <N>', 'rows listed of each answer (default: 20; in SARIF 1000, in JUnit 100)', wholeNumber(1))
    .addOption(new Option('--fail-on <KIND>', 'exit code 3 when a BAD answer has rows that the baseline does not accept; unknown: or an UNKNOWN one').choices(FAIL_ON))
    .option('--baseline <FILE>', 'leave out the BAD rows that this file accepts')
    .option('--write-baseline <FILE>', 'accept all BAD rows of now in this file')
    .option('--json', 'the same as --format json; of one question all rows')
    .addHelpText(
      'after',
      examples(
        'graph-zoom questions',
        'graph-zoom questions --tag administrators --search password',
        'graph-zoom questions no-waiting-room-and-no-passcode',
        'graph-zoom questions end-to-end-encryption --show',
        'graph-zoom questions --all --tag security --fail-on bad',
        'graph-zoom questions --all --format sarif --out findings.sarif --fail-on bad',
        'graph-zoom questions --all --write-baseline accepted.json',
        'graph-zoom questions --all --baseline accepted.json --fail-on bad --out findings.xml',
      ),
    )
    .action(async (id: string | undefined, options: QuestionOptions, command: Command) => {
      const [{ QUESTIONS }, { filterQuestions, findQuestion }, { withValues }] = await Promise.all([
        import('../../rules/questions/index.ts'),
        import('../../rules/find-questions.ts'),
        import('../../rules/own-questions.ts'),
      ]);
      const decided = decide(id, options);
      const shipped = QUESTIONS.find((question) => question.id === id);
      const choose = (own: readonly Question[]) => {
        const all = [...own, ...QUESTIONS];
        const chosen = id === undefined ? filterQuestions(all, { tags: options.tag, text: options.search }) : [shipped ?? findQuestion(all, id)];
        return options.param === undefined ? chosen : chosen.map((question) => withValues(question, options.param ?? {}));
      };
      if (decided.do === 'list') return list(choose(shipped ? [] : await ownBeforeAsking(command)), decided.format, options.show ?? false);
      const { ownQuestionsOf } = await import('../questions/own-of.ts');
      await withStore(command, async (session) => run(session.store, choose(shipped ? [] : await ownQuestionsOf(session)), decided, options));
    });
}

/** Those of the account, without making a store where there is none; while a collection has it, the list is without them. */
async function ownBeforeAsking(command: Command): Promise<Question[]> {
  const [{ openStoreToRead }, { ownQuestionsOf }] = await Promise.all([import('../../app.ts'), import('../questions/own-of.ts')]);
  const env = loadEnvironment();
  const options = command.optsWithGlobals<GlobalOptions>();
  try {
    const session = await openSession({ env, dataDir: dataDirectory(env, options.dataDir), options, open: openStoreToRead, waitMs: Math.min(lockWaitMs(env), MOST_WAIT_MS) });
    return await ownQuestionsOf(session).finally(() => session.store.close());
  } catch (error) {
    if (!(error instanceof GraphZoomError) || !['not-found', 'store-locked'].includes(error.code)) throw error;
    if (error.code === 'store-locked') note(`${error.message} Questions of your own are not listed.`);
    return [];
  }
}

/** Prints what there is to ask, or its J1QL. */
async function list(questions: readonly Question[], format: QuestionFormat, show: boolean): Promise<void> {
  if (format === 'json') return printJson(questions);
  if (questions.length === 0) return note('No question has all of this. Fewer words find more.');
  const { renderQuestionList, renderQuestionText } = await import('../render/questions.ts');
  print(show ? questions.map(renderQuestionText).join('\n\n\n') : renderQuestionList(questions));
}

/** Asks and prints. Exit code 3: what was to be failed on is there; 4: a question of a report could not be answered. */
async function run(store: Store, questions: readonly Question[], decided: ReturnType<typeof decide>, { limit, out, baseline, writeBaseline, failOn }: QuestionOptions): Promise<void> {
  const [files, { runOne }, { runMany }] = await Promise.all([import('../questions/baseline-file.ts'), import('../questions/run-one.ts'), import('../questions/run-many.ts')]);
  const accepted = baseline === undefined ? undefined : await files.readBaseline(baseline);
  if ((await store.info()).entities === 0) note(`Nothing was collected yet, so every answer is empty. Next: ${PROGRAM} collect (or ${PROGRAM} demo).`);
  const now = Date.now();
  const [only] = questions;
  const how = { format: decided.format, limit, out, now };
  const tally = decided.do === 'one' && only ? await runOne(store, only, how) : await runMany(store, questions, { ...how, accepted });
  if (writeBaseline !== undefined) await files.writeBaseline(store, questions, now, writeBaseline);
  if (tally.errors > 0) process.exitCode = EXIT.incomplete;
  if (tally.fails(failOn)) process.exitCode = EXIT.findings;
}
