import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { answerFiles } from './gen/answers.ts';
import { channelsPage } from './gen/channels.ts';
import { cliPage } from './gen/cli.ts';
import { configurationPage } from './gen/configuration.ts';
import { dataModelPage } from './gen/data-model.ts';
import { dataModelPicture } from './gen/data-model-picture.ts';
import { errorsPage } from './gen/errors.ts';
import { faultsPage } from './gen/faults.ts';
import { graphqlPage } from './gen/graphql.ts';
import { examplesFiles } from './gen/j1ql-examples.ts';
import { jupiterOneQuestions } from './gen/jupiterone.ts';
import { questionsPage } from './gen/questions.ts';
import { ruleActionsPage } from './gen/rule-actions.ts';
import { rulesPage } from './gen/rules.ts';
import { scopesPage } from './gen/scopes.ts';

/** Writes docs/reference and what else follows from the code; `--check` fails when a file is not what the code says. */
const FILES: Readonly<Record<string, () => string>> = {
  'docs/images/data-model.svg': dataModelPicture,
  'docs/reference/channels.md': channelsPage,
  'docs/reference/cli.md': cliPage,
  'docs/reference/configuration.md': configurationPage,
  'docs/reference/data-model.md': dataModelPage,
  'docs/reference/endpoints-and-scopes.md': scopesPage,
  'docs/reference/errors.md': errorsPage,
  'docs/reference/faults.md': faultsPage,
  'docs/reference/graphql.md': graphqlPage,
  'docs/reference/questions.md': questionsPage,
  'docs/reference/rule-actions.md': ruleActionsPage,
  'docs/reference/rules.md': rulesPage,
  'jupiterone/questions/questions.yaml': jupiterOneQuestions,
};
/** What takes a while: several files each, in this order, for the server reads the schemas of answers when it is loaded. */
const MORE: readonly (() => Promise<Readonly<Record<string, string>>>)[] = [answerFiles, async () => (await import('./gen/http.ts')).httpFiles(), examplesFiles];

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

for (const folder of ['docs/reference', 'jupiterone/questions']) mkdirSync(folder, { recursive: true });
const check = process.argv.includes('--check');
let stale = 0;
function take(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    if (read(file) === text) continue;
    if (!check) writeFileSync(file, text);
    else {
      console.error(`${file} is not what the code says: run npm run gen.`);
      stale++;
    }
  }
}
for (const [file, make] of Object.entries(FILES)) take({ [file]: make() });
for (const make of MORE) take(await make());
process.exitCode = stale > 0 ? 1 : 0;
