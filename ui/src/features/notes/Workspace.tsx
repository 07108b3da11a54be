import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { type MessageId, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Callout } from "../../kit/Callout";
import { Field } from "../../kit/Field";
import { Icon } from "../../kit/Icon";
import { useFormat } from "../../kit/useFormat";
import { call } from "../../rpc/rpc";
import { draftKeptAt, draftWaits, onDrafts } from "../../shell/drafts";
import type { WorkspaceProps } from "../../shell/feature";
import { keyLabel, useKey, useKeyTable } from "../../shell/keys";
import { ProblemView } from "../../shell/problem/ProblemView";
import { copyText } from "../../shell/problem/report";
import { useMe } from "../../shell/session";
import { setWorkspace } from "../../shell/workspace";
import { color, size, type } from "../../theme/vars";
import { caretIn } from "./diff";
import { type OnScreen, useWriting } from "./useWriting";
import { type Draft, isTyped, PART_MAX } from "./writing";

const Frame = styled("form")({ display: "flex", flexDirection: "column", minBlockSize: "100%", margin: 0 });
const Head = styled("div")({
  display: "flex",
  alignItems: "center",
  minBlockSize: 52,
  paddingInline: `${size.padding} 64px`,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  "& > h2": { ...type("lead"), margin: 0 },
});
const Body = styled("div")({
  flex: "1 1 auto",
  display: "grid",
  alignContent: "start",
  gap: 16,
  padding: `16px ${size.padding}`,
  "& > p": { margin: 0, color: color.text.muted },
});
const Foot = styled("div")({
  position: "sticky",
  insetBlockEnd: 0,
  display: "grid",
  gap: 8,
  padding: `12px ${size.padding}`,
  background: color.surface.sheet,
  borderBlockStart: `1px solid ${color.border.hairline}`,
});
const State = styled("p")({
  ...type("micro"),
  margin: 0,
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: "2px 8px",
  color: color.text.subtle,
});

const PARTS: readonly MessageId[] = [
  "notes-part-history",
  "notes-part-findings",
  "notes-part-assessment",
  "notes-part-plan",
  "notes-part-note",
];

/** What has happened to what was typed: kept, saved, sent, each only once it is true. */
const Standing = ({ doc, writing }: { doc: string; writing: OnScreen }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const key = `note:${doc}`;
  const keptAt = useSyncExternalStore(onDrafts, () => draftKeptAt(key));
  const waits = useSyncExternalStore(onDrafts, () => draftWaits(key));
  const typed = writing.parts.some(isTyped);
  const said: string[] = [];
  if (writing.stage === "saving") said.push(text("notes-state-saving"));
  else if (typed && keptAt !== null && !waits) said.push(text("notes-state-kept", { time: format.clock(keptAt) }));
  else if (typed) said.push(text("notes-state-typing"));
  else if (writing.savedAt !== null) said.push(text("notes-state-saved", { time: format.clock(writing.savedAt) }));
  if (writing.unsent > 0) said.push(text("notes-state-unsent"));
  else if (!typed && writing.savedAt !== null) said.push(text("notes-state-sent"));
  if (said.length === 0) said.push(text("notes-state-nothing"));
  return (
    <State role="status">
      <Icon name={writing.unsent > 0 || typed ? "clock" : "check"} size={14} />
      {said.map((words) => (
        <span key={words}>{words}</span>
      ))}
    </State>
  );
};

interface PartFieldProps {
  part: Draft;
  first: boolean;
  closed: boolean;
  met: boolean;
  onText: (text: string) => void;
}

/** One part. Words that arrive from elsewhere leave the cursor by the word it stood at. */
const PartField = ({ part, first, closed, met, onText }: PartFieldProps): ReactNode => {
  const text = useText();
  const area = useRef<HTMLTextAreaElement>(null);
  const shown = useRef(part.text);
  useLayoutEffect(() => {
    const field = area.current;
    if (field && shown.current !== part.text && document.activeElement === field) {
      const [start, end] = [field.selectionStart, field.selectionEnd].map((at) =>
        caretIn(shown.current, part.text, at),
      );
      field.setSelectionRange(start ?? 0, end ?? 0);
    }
    shown.current = part.text;
  }, [part.text]);
  const long = [...part.text].length > PART_MAX;
  return (
    <Field
      multiline
      rows={Math.min(14, Math.max(3, part.text.split("\n").length + 1))}
      label={part.title}
      value={part.text}
      readOnly={closed}
      autoFocus={first}
      ref={area as never}
      spellCheck
      onValue={(next) => {
        shown.current = next;
        onText(next);
      }}
      {...(long ? { error: text("notes-long", { max: PART_MAX }) } : {})}
      {...(met ? { hint: text("notes-met") } : {})}
    />
  );
};

const Locked = ({ writing }: { writing: OnScreen }): ReactNode => {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const typed = writing.parts.filter(isTyped).map((part) => `${part.title}\n${part.text}`);
  if (writing.stage !== "closed" || typed.length === 0) return null;
  return (
    <Callout
      kind="stopped"
      live="alert"
      action={
        <ActionButton size="small" onClick={() => void copyText(typed.join("\n\n")).then(setCopied)}>
          {text(copied ? "notes-copied" : "notes-copy")}
        </ActionButton>
      }
    >
      {text("notes-locked-out")}
    </Callout>
  );
};

const More = ({ writing }: { writing: OnScreen }): ReactNode => {
  const text = useText();
  const open = PARTS.filter((id) => !writing.parts.some((part) => part.title === text(id)));
  return open.length === 0 || writing.stage === "closed" ? null : (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} aria-label={text("notes-add-part")}>
      <ButtonRow>
        {open.map((id) => (
          <ActionButton
            key={id}
            size="small"
            icon="plus"
            label={text("notes-add", { part: text(id) })}
            onClick={() => void writing.add(text(id))}
          >
            {text(id)}
          </ActionButton>
        ))}
      </ButtonRow>
    </fieldset>
  );
};

const Editor = ({ doc, patient, close }: { doc: string; patient: string; close: () => void }): ReactNode => {
  const text = useText();
  const writing = useWriting(doc, patient);
  useKeyTable();
  const { ready, parts, add, save, leave } = writing;
  const empty = ready && parts.length === 0 && writing.stage !== "closed";
  const form = useRef<HTMLFormElement>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (empty && !begun.current) {
      begun.current = true;
      void add(text("notes-part-note"));
    }
  }, [empty, add, text]);
  const done = (): void => {
    leave();
    close();
  };
  useKey("save", (event) => {
    // A form beside the panel has its own key: what is typed there is saved there.
    const other = event.target instanceof Element ? event.target.closest("form") : null;
    if (other && other !== form.current) other.requestSubmit();
    else void save();
  });
  useKey("close", done);
  if (!ready) return null;
  return (
    <Frame
      ref={form}
      aria-label={text("notes-editor-title")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onBlur={leave}
    >
      <Body>
        <p>{text("notes-draft-hint")}</p>
        <Locked writing={writing} />
        {writing.problem ? <ProblemView problem={writing.problem} onAction={() => void save()} /> : null}
        {parts.map((part, at) => (
          <PartField
            key={part.id}
            part={part}
            first={at === 0}
            closed={writing.stage === "closed"}
            met={writing.met.includes(part.id)}
            onText={(next) => writing.type(part.id, next)}
          />
        ))}
        <More writing={writing} />
      </Body>
      <Foot>
        <Standing doc={doc} writing={writing} />
        <ButtonRow fill>
          <ActionButton onClick={done} keys={keyLabel("close")}>
            {text("notes-close")}
          </ActionButton>
          <ActionButton kind="primary" type="submit" keys={keyLabel("save")}>
            {text("notes-save")}
          </ActionButton>
        </ButtonRow>
      </Foot>
    </Frame>
  );
};

/** Gives a new note its id once, so that a lock or a reload comes back to the same one. */
const useDoc = (args: Record<string, string>): string | null => {
  const patient = args["patient"] ?? "";
  const doc = args["doc"] ?? null;
  useEffect(() => {
    if (doc !== null) return;
    let wanted = true;
    void call("new_ids", { count: 1 }).then(({ ids }) => {
      if (wanted) setWorkspace({ kind: "note", args: { patient, doc: String(ids[0]) } });
    });
    return () => {
      wanted = false;
    };
  }, [doc, patient]);
  return doc;
};

/** Writes a note beside the chart; what others write in it meanwhile arrives by itself. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  const me = useMe();
  const doc = useDoc(args);
  const may = me.role === "doctor" || me.role === "nurse";
  return (
    <>
      <Head>
        <h2>{text("notes-editor-title")}</h2>
      </Head>
      {may ? (
        doc ? (
          <Editor key={doc} doc={doc} patient={args["patient"] ?? ""} close={close} />
        ) : null
      ) : (
        <Body>
          <Callout kind="waiting">{text("notes-role")}</Callout>
        </Body>
      )}
    </>
  );
};
