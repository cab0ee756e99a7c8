import { GraphZoomError } from '../lib/errors.ts';

/** MCP's SDK. An optional dependency, and a heavy one (it brings web servers that are not used here): loaded when an assistant is served. */
export async function loadSdk() {
  try {
    const [{ McpServer }, { StdioServerTransport }] = await Promise.all([import('@modelcontextprotocol/sdk/server/mcp.js'), import('@modelcontextprotocol/sdk/server/stdio.js')]);
    return { McpServer, StdioServerTransport };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new GraphZoomError('install-incomplete', 'The package @modelcontextprotocol/sdk is not installed.', {
      hint: 'Install graph-zoom with its optional dependencies (npm ci --include=optional; npm install -g graph-zoom --include=optional).',
      cause: error,
    });
  }
}
