import { JsonInput, type JsonInputProps } from '@mantine/core';
import { useState } from 'react';
import { parsedJson } from '../../shared/json-text.ts';

type JsonFieldProps = Pick<JsonInputProps, 'label' | 'aria-label' | 'description' | 'minRows' | 'maxRows' | 'formatOnBlur'> & { initial: unknown; onChange: (value: unknown) => void };

/** Something as JSON, for what forms do not show: taken whenever it can be read. */
export function JsonField({ initial, onChange, ...input }: JsonFieldProps) {
  const [text, setText] = useState(JSON.stringify(initial, null, 2));
  return (
    <JsonInput
      {...input}
      autosize
      validationError="This is no JSON."
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
      value={text}
      onChange={(next) => {
        setText(next);
        const parsed = parsedJson(next);
        if (parsed) onChange(parsed.value);
      }}
    />
  );
}
