import type { Command } from 'commander';
import { examples } from '../../with-store.ts';
import { addAdd } from './add.ts';
import { addEdit } from './edit.ts';
import { addJobsOf } from './jobs.ts';
import { addList } from './list.ts';
import { addRemove } from './remove.ts';
import { addRun } from './run.ts';
import { addShow } from './show.ts';
import { addTest } from './test.ts';

/** `instances`: the Zoom accounts that are collected, their schedule and their runs. */
export function addInstances(program: Command): void {
  const instances = program
    .command('instances')
    .description('the configured Zoom accounts: add, show, change, test, run and remove them')
    .addHelpText('after', examples('graph-zoom instances add --name Acme --polling daily@06 --tag-account-name', 'graph-zoom instances list', 'graph-zoom instances run Acme', 'graph-zoom instances help add'));
  for (const add of [addList, addAdd, addShow, addEdit, addTest, addRun, addRemove, addJobsOf]) add(instances);
}
