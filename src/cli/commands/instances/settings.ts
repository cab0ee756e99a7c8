import type { Command } from 'commander';
import { takePolling } from '../../instances/polling.ts';

/** Options that say what an instance is like, for `add` and `edit`. */
export const settings = (command: Command): Command =>
  command
    .option('--name <NAME>', 'Account Name: what the account is called')
    .option('--description <TEXT>', 'what it is, for people')
    .option('--tag-account-name', 'put the account name on every entity, as tag.AccountName')
    .option('--tag-production', 'put tag.Production on every entity')
    .option('--polling <WHEN>', 'how often a server collects it: DISABLED, 30m, 1h, 4h, 8h, 12h, daily@HH, weekly@DAY:HH', takePolling)
    .option('--time-zone <ZONE>', 'where hour and day are meant, such as Europe/Berlin; default: where the server is')
    .option('--push', 'push the graph to JupiterOne after each collection (JUPITERONE_API_KEY, JUPITERONE_ACCOUNT)')
    .option('--credentials-file <FILE>', 'ZOOM_…= lines, or JSON such as {"clientSecret":"…"}; "-" is standard input');
