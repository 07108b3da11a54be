// Every message from a screen passes here before it reaches the engine. A script that got into a screen can ask what
// the screen can ask; this frame holds it to the shapes that the screens really use.
const MOST_BYTES = 4 * 1024 * 1024;
const KNOWN = new Set(["call", "plugin:event|listen", "plugin:event|unlisten"]);

window.__TAURI_ISOLATION_HOOK__ = (message) => {
  if (!KNOWN.has(message.cmd)) {
    throw new Error("unknown command");
  }
  if (message.cmd.startsWith("plugin:event|") && message.payload?.event !== "core") {
    throw new Error("unknown event");
  }
  if (JSON.stringify(message.payload ?? null).length > MOST_BYTES) {
    throw new Error("too large");
  }
  return message;
};
