import { chosenFormat } from '../chosen-format.ts';

/** Shapes of answers, each with the endings of a file's name that stand for it. */
const ENDINGS = { table: [], sarif: ['.sarif', '.sarif.json'], json: ['.json'], markdown: ['.md'], junit: ['.xml'] } as const;

export type QuestionFormat = keyof typeof ENDINGS;
export const QUESTION_FORMATS = Object.keys(ENDINGS) as readonly QuestionFormat[];

/** Rows listed of each answer where --limit is not given. */
const ROWS: Readonly<Record<QuestionFormat, number>> = { table: 20, sarif: 1_000, json: 0, markdown: 20, junit: 100 };

/** Formats that a pipeline reads: they are made of rows also where many questions are asked. */
export const isReport = (format: QuestionFormat): format is 'sarif' | 'junit' => format === 'sarif' || format === 'junit';

/** Rows listed of each answer: as many as were asked for, or as suit the format. */
export const rowsFor = (format: QuestionFormat, limit: number | undefined): number => limit ?? ROWS[format];

/** The format that was chosen: by name, by the name of the file, or the table. */
export const questionFormat = (chosen: QuestionFormat | undefined, out: string | undefined): QuestionFormat => chosenFormat<QuestionFormat>(ENDINGS, chosen, out);
