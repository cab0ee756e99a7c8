/** The language of rules: what is written becomes a rule, a rule with what its queries found becomes actions. Nothing here asks, stores or sends. */
export { checkRule } from './check-rule.ts';
export { fromJupiterOne, toJupiterOne } from './jupiterone.ts';
export { messagesOf } from './messages.ts';
export { evaluateOperations, type QueryFound, type RenderedAction, type RuleContext } from './operations.ts';
export { formatRules, parseRules } from './yaml.ts';
