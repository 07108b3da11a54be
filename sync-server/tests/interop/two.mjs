// Two clients of one person and one of somebody else, all of the library as it is published. Prints one line of JSON.
//   node two.mjs URL_A URL_B URL_WRONG DOCUMENT KEY_A TEXT_A KEY_B TEXT_B
import { ImmutableString } from "@automerge/automerge";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";

const [, , a, b, wrong, id, keyA, textA, keyB, textB] = process.argv;
const url = `automerge:${id}`;
const client = (at, peerId) =>
  new Repo({ network: [new WebSocketClientAdapter(at)], sharePolicy: async () => true, peerId });

/** Waits until the document has a tick. */
const until = (handle, key) =>
  new Promise((resolve) => {
    const look = () => handle.doc()?.ticks?.[key] && resolve(String(handle.doc().ticks[key]));
    handle.on("change", look);
    look();
  });

const first = client(a, "first");
const one = await first.find(url);
const second = client(b, "second");
const two = await second.find(url);

one.change((doc) => {
  doc.ticks[keyA] = new ImmutableString(textA);
});
const seenByTwo = await until(two, keyA);
two.change((doc) => {
  doc.ticks[keyB] = new ImmutableString(textB);
});
const seenByOne = await until(one, keyB);

const heard = new Promise((resolve) => two.on("ephemeral-message", ({ message }) => resolve(message)));
one.broadcast({ caret: 3 });
const passedOn = await heard;

const stranger = client(wrong, "stranger");
const got = await stranger.find(url).then(
  (handle) => `found ${JSON.stringify(handle.doc())}`,
  (error) => (/unavailable/i.test(String(error)) ? "unavailable" : String(error)),
);
console.log(JSON.stringify({ seenByTwo, seenByOne, passedOn, got }));
process.exit(0);
