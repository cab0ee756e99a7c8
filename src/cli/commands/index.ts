import type { Command } from 'commander';
import { addAlerts } from './alerts/index.ts';
import { addBackup } from './backup.ts';
import { addChanges } from './changes.ts';
import { addChannels } from './channels/index.ts';
import { addCollect } from './collect.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addFakeZoom } from './fake-zoom.ts';
import { addHistory } from './history.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addInstances } from './instances/index.ts';
import { addJobs } from './jobs.ts';
import { addKeys } from './keys.ts';
import { addLoginLink } from './login-link.ts';
import { addMcp } from './mcp.ts';
import { addOauth } from './oauth.ts';
import { addPeople } from './people/index.ts';
import { addPush } from './push.ts';
import { addQuery } from './query.ts';
import { addQuestions } from './questions.ts';
import { addRules } from './rules/index.ts';
import { addServe } from './serve.ts';
import { addStatus } from './status.ts';

/** Every command, in the order of the help. Each declares its options here and loads its work when it is run. */
export const COMMANDS: readonly ((program: Command) => void)[] = [
  addInit,
  addDoctor,
  addCollect,
  addStatus,
  addQuery,
  addQuestions,
  addChanges,
  addHistory,
  addExport,
  addImport,
  addPush,
  addPeople,
  addRules,
  addAlerts,
  addChannels,
  addServe,
  addMcp,
  addInstances,
  addJobs,
  addKeys,
  addBackup,
  addLoginLink,
  addOauth,
  addDemo,
  addFakeZoom,
];
