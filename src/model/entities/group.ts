import type { EntityDef } from '../define.ts';

export const GROUP = {
  type: 'zoom_group',
  classes: ['Group'],
  description: 'A group of users that share settings.',
  key: 'zoom_group:<id>',
  properties: [
    { name: 'id', type: 'string', from: 'groups:id', description: "Zoom's id of the group." },
    { name: 'name', type: 'string', from: 'groups:name', description: 'Name of the group.' },
    { name: 'displayName', type: 'string', from: 'groups:name', description: 'Name of the group.' },
    { name: 'totalMembers', type: 'number', from: 'groups:total_members', description: 'Members as Zoom counts them.' },
    { name: 'inDirectory', type: 'boolean', from: 'groups:in_directory', description: 'The group is listed in the company directory.' },
    { name: 'directoryPrivacy', type: 'number', from: 'groups:directory_privacy', description: "Who may look the group up in the directory, as Zoom's number." },
  ],
} as const satisfies EntityDef;
