/** Roles with what they may do. */
export const ROLES = [
  { value: 'reader', label: 'reader: look and ask' },
  { value: 'operator', label: 'operator: also run and dismiss' },
  { value: 'administrator', label: 'administrator: everything' },
];
