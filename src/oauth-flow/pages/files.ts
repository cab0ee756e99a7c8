/** Buttons that copy and show; the address without its code; times in the reader's own time zone. */
const SCRIPT = `'use strict';
const secret = document.getElementById('secret');
const here = document.body.dataset.here;
if (here && location.search) history.replaceState(null, '', here);

for (const time of document.querySelectorAll('time[datetime]')) {
  time.title = time.dateTime;
  time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

const textOf = (button) => button.dataset.copy === 'secret' ? (button.dataset.before || '') + secret.dataset.value : document.getElementById(button.dataset.copy).textContent;

const said = document.getElementById('said');
const say = (button, text) => {
  const before = button.dataset.label || (button.dataset.label = button.textContent);
  button.textContent = text;
  if (said) said.textContent = text;
  setTimeout(() => { button.textContent = before; }, 2000);
};

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(textOf(button)).then(() => say(button, 'Copied'), () => {
      getSelection().selectAllChildren(button.parentElement.querySelector('code'));
      say(button, 'Not allowed; copy by hand');
    });
  });
}

for (const button of document.querySelectorAll('button[data-show]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const show = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(show));
    button.textContent = show ? 'Hide' : 'Show';
    secret.textContent = show ? secret.dataset.value : secret.dataset.masked;
  });
}
`;

const STYLE = `:root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1c2330; --dim: #5a6474; --line: #dde1e7; --field: #f4f5f7; --accent: #0b5cff; --on-accent: #fff; --good: #14713d; --warn: #8a4b00; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --back: #12161d; --card: #1b212b; --text: #e8ebf0; --dim: #a3adbb; --line: #323b49; --field: #12161d; --accent: #6ea0ff; --on-accent: #0b1220; --good: #6fcf97; --warn: #f0b45f; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 44rem; margin: 3rem auto; padding: 2rem 2.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; }
.brand { margin: 0 0 1rem; color: var(--dim); font-size: .85rem; letter-spacing: .04em; }
.dim { color: var(--dim); }
.good::before, .warn::before, .bad::before { display: inline-block; margin-right: .5rem; font-weight: 700; }
.good::before { content: "\\2713"; color: var(--good); }
.warn::before { content: "!"; color: var(--warn); }
.bad::before { content: "\\00d7"; color: var(--bad); }
code { font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.field { display: flex; gap: .5rem; align-items: flex-start; margin: .5rem 0; }
.field code { flex: 1; min-width: 0; padding: .5rem .75rem; background: var(--field); border: 1px solid var(--line); border-radius: 6px; }
button, .button { font: inherit; font-size: .875rem; padding: .5rem .9rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--text); cursor: pointer; white-space: nowrap; }
button:hover { border-color: var(--accent); }
button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none; }
a { color: var(--accent); }
.button { display: inline-block; margin: 1rem 0 .5rem; padding: .7rem 1.4rem; font-size: 1rem; font-weight: 600; text-decoration: none; background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
ol, ul { margin: .5rem 0; padding-left: 1.4rem; }
li { margin: .35rem 0; }
.scopes { list-style: none; padding: 0; }
.scopes li { display: grid; grid-template-columns: minmax(0, 22rem) minmax(0, 1fr); gap: 0 1rem; padding: .3rem 0; margin: 0; border-bottom: 1px solid var(--line); }
.scopes li:last-child { border-bottom: 0; }
.scopes span { color: var(--dim); font-size: .875rem; }
details { margin: 1rem 0; }
summary { cursor: pointer; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) {
  main { margin: 0; padding: 1.5rem 1rem; border: 0; border-radius: 0; min-height: 100vh; }
  .field { flex-wrap: wrap; }
  .field code { flex-basis: 100%; }
  .button { display: block; text-align: center; }
  .scopes li { grid-template-columns: 1fr; }
}
`;

/** The two files that pages load. */
export const FILES = {
  script: { type: 'text/javascript; charset=utf-8', text: SCRIPT },
  style: { type: 'text/css; charset=utf-8', text: STYLE },
} as const;
