import { FUNCTIONS, KEYWORDS } from '../../src/j1ql/words.ts';

/** How J1QL is coloured, from the language's own lists of words. */
export const J1QL = {
  name: 'j1ql',
  scopeName: 'source.j1ql',
  repository: {},
  patterns: [
    { name: 'comment.block', begin: '/\\*', end: '\\*/' },
    { name: 'string.quoted', match: '\'[^\']*\'|"[^"]*"' },
    { name: 'string.quoted.regexp', match: '/(?![*])(?:\\\\.|[^/\\n])+/i?' },
    { name: 'keyword.control', match: `(?i)\\b(?:${KEYWORDS.join('|')}|OR|AND)\\b` },
    { name: 'support.function', match: `(?i)\\b(?:${FUNCTIONS.map(({ name }) => name).join('|')})(?=\\s*\\()` },
    { name: 'variable.parameter', match: '\\$\\{[^}]*\\}|\\{\\{[^}]*\\}\\}' },
    { name: 'constant.language', match: 'date\\.now|\\bdate(?=\\()' },
    { name: 'constant.numeric', match: '\\b\\d+(?:\\.\\d+)?\\b' },
    { name: 'keyword.operator', match: '!?[~^$]=|!=|[<>]=?|<<|>>|=' },
    { name: 'entity.name.type', match: '\\b(?:[A-Z][a-z]\\w*|[a-z]+_\\w+)\\b' },
  ],
};
