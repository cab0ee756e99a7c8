import { QUESTIONS } from '../../src/rules/questions/index.ts';
import { HEAD } from './markdown.ts';

/** The page on the questions that ship. */
export function questionsPage(): string {
  const sections = QUESTIONS.map(({ id, title, description, tags, queries }) => {
    const answers = queries.map(({ name, resultsAre, query, includeDeleted }) => `${resultsAre}${name ? `: ${name}` : ''}${includeDeleted ? ' (asked with `--include-deleted`)' : ''}\n\n\`\`\`\n${query}\n\`\`\`\n`);
    return `## ${id}\n\n**${title}** ${description}\n\nTags: ${tags.join(', ')}.\n\n${answers.join('\n')}`;
  });
  return `${HEAD}# Questions\n\nThe ${QUESTIONS.length} questions that ship; [how to ask them, and how to add one](../questions.md). GOOD and BAD rows are what Zoom told; UNKNOWN rows are what it did not tell.\n\n${sections.join('\n')}`;
}
