import { type Html, html } from '../../lib/html.ts';

/** A page of the server's own: no script, one style sheet. */
export const page = (title: string, content: Html): string =>
  `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · graph-zoom</title><link rel="stylesheet" href="/style.css"></head>
<body><main>${content}</main></body></html>`.text
  }\n`;

/** For an address that is none. */
export const NO_SUCH_PAGE = page('No such page', html`<h1>There is no such page</h1><p>The address may be mistyped, or of another version. <a href="/">To the overview</a></p>`);

export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --link: light-dark(#0b5cad, #7db8f0); --bad: light-dark(#b3261e, #ff8a80); --good: light-dark(#1b6e3c, #7bd8a0); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; } small { font-weight: 400; }
a { color: var(--link); } code, pre { font: 13px/1.5 ui-monospace, monospace; } pre { background: var(--soft); padding: .75rem 1rem; border-radius: 6px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } .wide { overflow-x: auto; }
code { overflow-wrap: anywhere; } td code { overflow-wrap: normal; } .number { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; } time { white-space: nowrap; }
.account { border-top: 1px solid var(--line); padding: .75rem 0; overflow-wrap: anywhere; } .account p { margin: .25rem 0; } table.small { width: auto; min-width: min(100%, 28rem); }
.bad { color: var(--bad); } .good { color: var(--good); } .dim { opacity: .7; }
details { border-bottom: 1px solid var(--line); padding: .35rem 0; } summary { cursor: pointer; } summary .dim { margin-left: .5rem; } .method { display: inline-block; min-width: 4.5rem; font: 600 12px ui-monospace, monospace; }
`;
