// A fresh PouchDB on disk that copies everything from a server. Usage: node client.mjs FOLDER URL N
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import PouchDB from 'pouchdb';

const [folder, url, wanted] = process.argv.slice(2);
const here = new PouchDB(`${mkdtempSync(join(folder, 'client-'))}/charts`);
const start = performance.now();
// Large batches are kind to it: the default of 100 is slower.
const result = await here.replicate.from(url, { batch_size: 1000, batches_limit: 4 });
const seconds = (performance.now() - start) / 1000;
const { doc_count } = await here.info();
if (!result.ok || doc_count !== Number(wanted)) throw new Error(`${doc_count} of ${wanted} charts arrived`);
console.log(JSON.stringify({ seconds, docs: doc_count, rss_mib: process.memoryUsage().rss / 2 ** 20 }));
process.exit(0);
