// An express-pouchdb server with N made-up charts, each at its 41st revision. Usage: node server.mjs FOLDER N
// Prints {"port"} when it is ready, {"bytes"} for each line on stdin, and ends with stdin.
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';

const folder = mkdtempSync(join(process.argv[2], 'server-'));
const count = Number(process.argv[3]);
const Store = PouchDB.defaults({ prefix: `${folder}/` });
const LISTS = ['vitals', 'notes', 'medicines', 'problems', 'allergies'];

const revisions = (number) => Array.from({ length: 41 }, (_, at) => (number * 41 + at).toString(16).padStart(32, '0'));

const chart = (number) => {
  const doc = { _id: `chart-${String(number).padStart(8, '0')}`, patient: {} };
  for (const field of ['family', 'given', 'number', 'birthDate', 'gender', 'phone', 'street', 'city', 'country', 'language']) {
    doc.patient[field] = `${field} ${number}`;
  }
  for (const list of LISTS) doc[list] = {};
  for (let entry = 0; entry < 40; entry += 1) {
    const list = LISTS[entry % 5];
    doc[list][`${number.toString(16).padStart(12, '0')}-${entry}`] = {
      by: `clinician ${(number + entry) % 20}`,
      at: `2026-08-${String((entry % 28) + 1).padStart(2, '0')}T10:${String(number % 60).padStart(2, '0')}:00Z`,
      code: String(1000 + ((number * 7 + entry) % 4000)),
      text: list === 'notes' ? `seen ${number} `.repeat(25) : `${list} of ${number}`,
    };
  }
  const ids = revisions(number);
  return { ...doc, _rev: `41-${ids[0]}`, _revisions: { start: 41, ids } };
};

const charts = new Store('charts', { revs_limit: 41 });
for (let at = 0; at < count; at += 500) {
  const batch = Array.from({ length: Math.min(500, count - at) }, (_, more) => chart(at + more));
  await charts.bulkDocs(batch, { new_edits: false });
}

let bytes = 0;
const app = express();
app.use('/', expressPouch(Store, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'log.txt') }));
const server = createServer(app);
server.on('connection', (socket) => socket.on('close', () => (bytes += socket.bytesRead + socket.bytesWritten)));
server.keepAliveTimeout = 200;
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
const lines = createInterface({ input: process.stdin });
lines.on('line', () => {
  server.closeIdleConnections();
  setTimeout(() => console.log(JSON.stringify({ bytes })), 300);
});
lines.on('close', () => process.exit(0));
