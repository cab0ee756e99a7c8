import { type GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { isTooNested } from '../http/json-body.ts';
import { codedError } from './codes.ts';
import { MOST } from './limits.ts';

type Behaviour = Partial<Pick<GraphQLScalarType, 'serialize' | 'parseValue' | 'parseLiteral'>>;

/** Any JSON, as JupiterOne's scalar: also the inputs that are kept as they come. */
const json: Behaviour = {
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral(node, variables) {
    const value = valueFromASTUntyped(node, variables);
    if (isTooNested(value, MOST.nesting)) throw codedError('BAD_USER_INPUT', `The value is more than ${MOST.nesting} levels deep.`);
    return value;
  },
};

/** 52-bit integers; some clients send them as texts. */
const long: Behaviour = {
  serialize: (value) => value,
  parseValue: toLong,
  parseLiteral: (node: ValueNode) => toLong(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
};

function toLong(value: unknown): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw codedError('BAD_USER_INPUT', `Long cannot represent ${JSON.stringify(value)?.slice(0, 40) ?? 'that value'}: it is no whole number.`);
  return number;
}

const isPrimitive = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A text, number or boolean, or a list of them. */
function parameterValue(value: unknown): unknown {
  if (isPrimitive(value) || (Array.isArray(value) && value.every(isPrimitive))) return value;
  throw codedError('BAD_USER_INPUT', 'A parameter is a text, a number, a boolean, or a list of them.');
}

/** What each scalar of the schema does; those not named here take any JSON. */
const BEHAVIOUR: Readonly<Record<string, Behaviour>> = {
  Long: long,
  ParameterValue: { serialize: (value) => value, parseValue: parameterValue, parseLiteral: (node, variables) => parameterValue(valueFromASTUntyped(node, variables)) },
};

export const giveBehaviour = (scalar: GraphQLScalarType): void => void Object.assign(scalar, BEHAVIOUR[scalar.name] ?? json);
