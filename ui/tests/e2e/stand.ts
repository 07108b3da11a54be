/** The demo clinic on real processes: one server and the machines that have joined it, each behind its loopback door. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface, type Interface } from "node:readline";

/** How a browser reaches a machine. */
export interface Machine {
  url: string;
  address: string;
  token: string;
  link?: string;
}

interface Facts {
  machines: Record<string, Machine>;
  password: string;
}

/** What a door answers: a reply or a problem. */
export interface Answer {
  kind?: string;
  // The door's replies are checked by the tests that read them.
  value?: unknown;
  code?: string;
}

const program = (): string => {
  const target = process.env["CARGO_TARGET_DIR"] ?? resolve(import.meta.dirname, "../../../target");
  return join(target, "debug", "xtask");
};

export class Stand {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
    private readonly folder: string,
    private readonly waiting: ((line: string) => void)[],
    private readonly ended: Promise<void>,
    readonly machines: Map<string, Machine>,
    readonly password: string,
  ) {}

  /** Starts a clinic of its own; `only` names the machines that join. */
  static async start(only: readonly string[], patients = 40): Promise<Stand> {
    const folder = mkdtempSync(join(tmpdir(), "satchel-e2e-"));
    const words = ["stand", "--folder", folder, "--patients", String(patients), "--only", only.join(",")];
    const child = spawn(program(), words, { stdio: ["pipe", "pipe", "pipe"] });
    const errors: string[] = [];
    child.stderr.on("data", (data: Buffer) => errors.push(data.toString()));
    const waiting: ((line: string) => void)[] = [];
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => waiting.shift()?.(line));
    const ended = new Promise<void>((done) => child.on("exit", () => done()));
    const first = await Promise.race([
      new Promise<string>((done) => waiting.push(done)),
      ended.then(() => Promise.reject(new Error(`the stand did not start: ${errors.join("")}`))),
    ]);
    const facts: Facts = JSON.parse(first);
    return new Stand(child, lines, folder, waiting, ended, new Map(Object.entries(facts.machines)), facts.password);
  }

  machine(name: string): Machine {
    const found = this.machines.get(name);
    if (!found) {
      throw new Error(`no machine ${name}`);
    }
    return found;
  }

  /** Gives an order; see `cargo xtask stand`. */
  async order<T>(order: Record<string, unknown>): Promise<T> {
    const answer = new Promise<string>((done) => this.waiting.push(done));
    this.child.stdin.write(`${JSON.stringify(order)}\n`);
    const told = JSON.parse(await answer);
    if (told.error !== undefined) {
      throw new Error(`${String(order["do"])}: ${told.error}`);
    }
    return told;
  }

  /** Kills a machine's program and starts it again, as a reload of the whole app; its vault is locked then. */
  async restart(name: string): Promise<Machine> {
    await this.order({ do: "kill", name });
    const machine = await this.order<Machine>({ do: "boot", name });
    this.machines.set(name, machine);
    return machine;
  }

  /** A machine that has joined nothing yet, with the link that leads it here. */
  async fresh(name: string, window: string): Promise<Machine> {
    const machine = await this.order<Machine>({ do: "new", name, window });
    this.machines.set(name, machine);
    return machine;
  }

  /** Asks a machine's engine directly, as the screens do. */
  async ask(name: string, cmd: string, args?: unknown): Promise<Answer> {
    const { address, token } = this.machine(name);
    const answer = await fetch(`http://${address}/call`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(args === undefined ? { cmd } : { cmd, args }),
    });
    return answer.json();
  }

  /** The same where only a reply will do. */
  async reply<T>(name: string, cmd: string, args?: unknown): Promise<T> {
    const answer = await this.ask(name, cmd, args);
    if (answer.code !== undefined) {
      throw new Error(`${name} answers ${answer.code} to ${cmd}`);
    }
    return answer.value as T;
  }

  /** Ends every process and removes the folder. */
  async end(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
    this.lines.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
