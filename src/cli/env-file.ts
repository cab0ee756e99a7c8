import { readFile } from 'node:fs/promises';
import { ENV_FILE } from '../config.ts';
import { writeFileWhole } from '../export/write.ts';
import { VARIABLES } from '../variables.ts';

/** What `init` asks for; an empty value is for filling in later. */
export type Answers = { readonly plan: string } & (
  | { readonly kind: 'server-to-server'; readonly accountId: string; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly accessToken: string }
);

/** Writes `.env`, whole and readable by its owner only. Lines of other programs in an old one are kept. */
export async function writeEnvFile(answers: Answers, overwrite: boolean): Promise<void> {
  const others = overwrite ? foreignLines(await readFile(ENV_FILE, 'utf8')) : [];
  const text = envFile(answers) + (others.length === 0 ? '' : `\n# kept from before\n${others.join('\n')}\n`);
  await writeFileWhole(ENV_FILE, [text]);
}

/** Settings that are not ours; comments go, for most were. */
const foreignLines = (text: string): string[] => text.split(/\r?\n/).filter((line) => /^\s*[^#\s]/.test(line) && !OURS.test(line));
const OURS = new RegExp(`^\\s*(?:export\\s+)?(?:${Object.keys(VARIABLES).join('|')})\\s*=`);

function envFile(answers: Answers): string {
  const credentials =
    answers.kind === 'token'
      ? `# a ready token: it lives an hour and cannot be renewed\nZOOM_ACCESS_TOKEN=${quoted(answers.accessToken)}`
      : `ZOOM_ACCOUNT_ID=${quoted(answers.accountId)}\nZOOM_CLIENT_ID=${quoted(answers.clientId)}\nZOOM_CLIENT_SECRET=${quoted(answers.clientSecret)}`;
  return `# graph-zoom; what each setting means: docs/reference/configuration.md
${credentials}
# free, pro or business: Zoom's rate limits follow from it
ZOOM_PLAN=${answers.plan}
# the part of the account's limits to use; other apps share them
ZOOM_RATE_SHARE=0.75
# name for the account, kept as tag.AccountName when asked for
ZOOM_ACCOUNT_NAME=
ZOOM_TAG_WITH_ACCOUNT_NAME=false
`;
}

/** A value as env files are read: what is not plain stands in quotes, or `#` would begin a comment. */
const quoted = (value: string): string => (/^[\w.+/=:@-]*$/.test(value) ? value : value.includes("'") ? `"${value}"` : `'${value}'`);
