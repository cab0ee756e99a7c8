import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { ask } from './api.ts';

const KEYWORDS = /^(find|with|that|as|where|return|order|by|limit|skip|asc|desc|and|or|not|true|false|undefined|null|having|unique|tree|relates|to|in)\b/i;

/** Enough of J1QL to colour it; what is right and what is proposed the server knows. */
const j1ql = StreamLanguage.define<object>({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^'(?:[^'\\]|\\.)*'?/) || stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^\/\*[\s\S]*?\*\//)) return 'comment';
    if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number';
    if (stream.match(/^(<<|>>|!=|>=|<=|~=|!~=|\^=|\$=|[=<>!|+*/^-])/)) return 'operator';
    if (stream.match(KEYWORDS)) return 'keyword';
    if (stream.match(/^[A-Z][A-Z_]{2,}\b/)) return 'typeName';
    if (stream.match(/^[A-Z]\w*/)) return 'className';
    if (stream.match(/^[a-z]\w*(?=\s*\()/)) return 'variableName.function';
    if (stream.match(/^[\w$.]+/)) return 'variableName';
    stream.next();
    return null;
  },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'light-dark(#1c5bd8, #74a9ff)', fontWeight: '600' },
  { tag: tags.string, color: 'light-dark(#1b6e3c, #7bd8a0)' },
  { tag: tags.number, color: 'light-dark(#9a4d00, #f0b070)' },
  { tag: tags.className, color: 'light-dark(#7a2ea0, #d59bff)' },
  { tag: tags.typeName, color: 'light-dark(#a3195b, #ff9ac1)' },
  { tag: tags.comment, color: 'light-dark(#6c757d, #909296)' },
]);

/** Mistakes are underlined where they are, with what would be right. */
const mistakes = linter(
  async (view) => {
    const text = view.state.doc.toString();
    if (text.trim() === '') return [];
    const { error, warnings = [] } = await ask('POST /api/query/check', { body: { query: text } });
    if (!error) return warnings.map(({ message, span }) => ({ from: Math.min(span.start, text.length), to: Math.min(span.end, text.length), severity: 'warning' as const, message }));
    const from = Math.min(error.start, text.length);
    return [{ from, to: Math.max(from, Math.min(error.end, text.length)), severity: 'error' as const, message: error.hint ? `${error.message}\n${error.hint}` : error.message }];
  },
  { delay: 350 },
);

const TYPES: Record<string, string> = { property: 'property', class: 'class', type: 'type', verb: 'keyword', keyword: 'keyword', function: 'function', value: 'constant', alias: 'variable' };
async function propose(context: CompletionContext) {
  const text = context.state.doc.toString();
  if (!context.explicit && !/[\w.'"]$/.test(text.slice(0, context.pos)) && !/\s$/.test(text.slice(0, context.pos))) return null;
  const { from, to, items } = await ask('POST /api/query/complete', { body: { query: text, offset: context.pos } });
  return items.length === 0
    ? null
    : { from, to, options: items.map(({ label, kind, detail, apply }) => ({ label, type: TYPES[kind] ?? 'text', ...(detail === undefined ? {} : { detail }), ...(apply === undefined ? {} : { apply }) })), filter: false };
}

interface EditorProps {
  value: string;
  onChange: (text: string) => void;
  /** What Ctrl-Enter does. */
  onAsk?: (text: string) => void;
  label?: string;
  minHeight?: number;
}

/** An editor of J1QL. */
export function Editor({ value, onChange, onAsk = () => {}, label = 'Query in J1QL', minHeight = 96 }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const handlers = useRef({ onChange, onAsk });
  handlers.current = { onChange, onAsk };
  const initial = useRef({ value, label, minHeight });
  useEffect(() => {
    const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content');
    const askNow = (editor: EditorView) => {
      handlers.current.onAsk(editor.state.doc.toString());
      return true;
    };
    const editor = new EditorView({
      parent: place.current as HTMLElement,
      state: EditorState.create({
        doc: initial.current.value,
        extensions: [
          ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run: askNow }])),
          history(),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          j1ql,
          syntaxHighlighting(colours),
          autocompletion({ override: [propose] }),
          mistakes,
          EditorView.lineWrapping,
          placeholder('FIND zoom_user WITH isAdmin = true THAT ASSIGNED zoom_role'),
          EditorView.contentAttributes.of({ 'aria-label': initial.current.label }),
          EditorView.theme({
            '&': { minHeight: `${initial.current.minHeight}px`, backgroundColor: 'var(--mantine-color-body)', color: 'var(--mantine-color-text)' },
            '.cm-content': { fontFamily: 'ui-monospace, monospace', padding: '10px', caretColor: 'var(--mantine-color-text)' },
            '.cm-tooltip': { backgroundColor: 'var(--mantine-color-body)', color: 'var(--mantine-color-text)', border: '1px solid var(--line)' },
            '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--mantine-primary-color-filled)', color: '#fff' },
            '.cm-completionDetail': { opacity: '0.7', fontStyle: 'normal', marginLeft: '1em' },
            '.cm-diagnostic': { whiteSpace: 'pre-line' },
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) handlers.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  return <div ref={place} />;
}
