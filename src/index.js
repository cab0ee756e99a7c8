// What `j1-integration` loads, and what `import { invocationConfig } from 'graph-zoom'` gives. Built by `npm run build`.
export { invocationConfig } from '../dist/integration.mjs';
