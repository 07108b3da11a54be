import { screen, waitFor } from "@testing-library/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { describe, expect, it } from "vitest";
import type { Problem } from "../rpc/gen";
import { problemOf } from "../rpc/problem";
import { showScreen } from "../test/screen";
import { attempt } from "./door";
import { memoryDrafts } from "./gate/memoryDrafts";
import { ProblemView } from "./problem/ProblemView";
import { useDraft } from "./useDraft";

const KEY = "allergy:p1";

/** A form as every form is: its draft is dropped once the change was saved, and not before. */
const Form = (): ReactNode => {
  const draft = useDraft<string>(KEY);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await attempt("write", {
      type: "allergy_none_known",
      doc: "d1",
      patient: "p1",
      item: "i1",
      draft: KEY,
    });
    setProblem("problem" in answer ? answer.problem : null);
    if ("ok" in answer) {
      await draft.clear();
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
      <label>
        Reaction
        <textarea value={draft.value ?? ""} onChange={(event) => draft.set(event.target.value)} />
      </label>
      <button type="submit">Save</button>
    </form>
  );
};

const written = { docs: ["d1"], ctrs: [1], saved: 1 };
const typed = async (write: Problem | typeof written) => {
  const drafts = memoryDrafts();
  const shown = showScreen(<Form />, { answers: { write }, drafts });
  await shown.user.type(screen.getByLabelText("Reaction"), "Rash on both arms");
  await shown.user.click(screen.getByRole("button", { name: "Save" }));
  return { ...shown, drafts };
};
const reaction = (): string => (screen.getByLabelText("Reaction") as HTMLTextAreaElement).value;

describe("what was typed is not lost", () => {
  it.each(["forbidden_path", "stale", "rule", "storage_full", "offline", "locked"] as const)(
    "by a refusal: %s",
    async (code) => {
      const { unmount, drafts } = await typed(problemOf(code, "after_fix"));
      await screen.findByRole("status");
      expect(reaction()).toBe("Rash on both arms");
      unmount();
      await waitFor(async () => expect((await drafts.get(KEY)).body).toBe('"Rash on both arms"'));
    },
  );

  it("by a crash or a reload of the page", async () => {
    const { unmount, drafts } = await typed(problemOf("timeout"));
    unmount();
    showScreen(<Form />, { answers: {}, drafts });
    await waitFor(() => expect(reaction()).toBe("Rash on both arms"));
  });

  it("and is gone once it was saved", async () => {
    const { drafts } = await typed(written);
    await waitFor(() => expect(reaction()).toBe(""));
    expect((await drafts.get(KEY)).body).toBeNull();
  });
});
