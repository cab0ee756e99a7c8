import { startUploadServer } from './upload-server.ts';

/** The upload server as a process of its own, to be killed: prints its address. */
const server = await startUploadServer({ directory: process.argv[2] as string });
console.log(server.url);
