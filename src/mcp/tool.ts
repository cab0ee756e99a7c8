import { z } from 'zod';
import type { CallContext } from './graph.ts';

/** A tool as it is written: what it takes and answers are zod shapes, from which its types and its JSON schemas are made. */
interface ToolDefinition<I extends z.ZodRawShape, O extends z.ZodRawShape> {
  /** In snake_case. */
  readonly name: string;
  readonly title: string;
  /** What an assistant reads to decide when and how to call it. */
  readonly description: string;
  readonly input: I;
  readonly output: O;
  /** Answers, or throws an error of ours, which the assistant is told of. Reads, and changes nothing. */
  run(args: z.output<z.ZodObject<I>>, context: CallContext): Promise<z.input<z.ZodObject<O>>>;
}

/** A tool as it is registered. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  run(args: unknown, context: CallContext): Promise<Record<string, unknown>>;
}

/** Types a tool by its shapes, and checks what it is called with. */
export function defineTool<I extends z.ZodRawShape, O extends z.ZodRawShape>({ input, output, run, ...told }: ToolDefinition<I, O>): Tool {
  const taken = z.strictObject(input);
  return { ...told, input: taken, output: z.object(output), run: async (args, context) => run(taken.parse(args) as z.output<z.ZodObject<I>>, context) };
}

const variable = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())]);
/** Values of `${name}` in a query. */
export const variables = z.record(z.string(), variable);
/** A value of the graph. Absent is unknown. */
export const graphValue = z.unknown();
/** A time as ISO text. */
export const time = z.string().describe('ISO time');
/** The same, written. */
export const iso = (on: number): string => new Date(on).toISOString();
