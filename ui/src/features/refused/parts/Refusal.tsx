import { styled } from "@mui/material/styles";
import { type ReactNode, useId, useState } from "react";
import { type MessageId, type Say, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { Dialog } from "../../../kit/Dialog";
import { type Fact, Facts } from "../../../kit/Facts";
import { Icon } from "../../../kit/Icon";
import { nameOf } from "../../../kit/PersonName";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import type { ErrorCode, Refusal as Line, Problem } from "../../../rpc/gen";
import { asProblem } from "../../../rpc/problem";
import { useNotices } from "../../../shell/notices";
import { ProblemView, useProblemWords } from "../../../shell/problem/ProblemView";
import { copyText } from "../../../shell/problem/report";
import { recordApi } from "../../../shell/record";
import { color, mono, type, weight } from "../../../theme/vars";
import { refusedApi } from "../api";
import { liftOf, type Typed, typedOf } from "../refusal";

const Card = styled("article")({
  display: "grid",
  gap: 10,
  paddingBlock: 16,
  borderBlockEnd: `1px solid ${color.border.rule}`,
  gridTemplateColumns: "minmax(0, 1fr)",
  "& > header": { display: "flex", flexWrap: "wrap", gap: "2px 12px", alignItems: "baseline" },
  "& h2": { ...type("lead"), margin: 0, overflowWrap: "anywhere" },
  "& > header > span": { ...type("small"), color: color.text.muted },
});
const Why = styled("p")({
  margin: 0,
  display: "flex",
  gap: 8,
  "& > svg": { color: color.needs.text, marginBlockStart: 2 },
  "& strong": { fontWeight: weight.strong },
});
const Prose = styled("span")({ display: "block", whiteSpace: "pre-wrap", overflowWrap: "anywhere" });
const Raw = styled("pre")({
  ...type("small"),
  fontFamily: mono,
  margin: "8px 0 0",
  padding: 12,
  maxBlockSize: 320,
  overflow: "auto",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
  background: color.surface.sunken,
  borderRadius: 6,
});
const More = styled("details")({ "& > summary": { cursor: "pointer", color: color.primary.text } });

const commandWords = (text: Say, command: string): string => {
  const id = `refused-command-${command.replaceAll("_", "-")}`;
  const said = text(id as MessageId);
  return said === id ? text("refused-command-other") : said;
};

/** What was typed, one line for each field; a field that was filled more than once has its texts under each other. */
const fieldFacts = (text: Say, typed: readonly Typed[]): Fact[] =>
  [...new Set(typed.map((one) => one.field))].map((field) => ({
    label: text(`refused-field-${field.replaceAll("_", "-")}` as MessageId),
    value: typed
      .filter((one) => one.field === field)
      .map((one) => (
        <Prose key={one.text}>
          <SafeText>{one.text}</SafeText>
        </Prose>
      )),
  }));

/** Whose chart it is about, as far as this device knows. */
const useWhose = (patient: string | null): string => {
  const text = useText();
  const { data } = recordApi.usePatientQuery({ patient: patient ?? "" }, { skip: patient === null });
  return (data ? nameOf({ text: data.line.name }) : null) ?? text("refused-patient-unknown");
};

interface Acts {
  problem: Problem | null;
  copied: "" | "done" | "failed";
  raw: string;
  retry: () => void;
  copy: () => void;
  discard: () => void;
}

const useActs = (line: Line): Acts => {
  const { tell } = useNotices();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [copied, setCopied] = useState<Acts["copied"]>("");
  const [raw, setRaw] = useState("");
  const [retryOne] = refusedApi.useRetryRefusedMutation();
  const [discardOne] = refusedApi.useDiscardRefusedMutation();
  const [exportOne] = refusedApi.useExportRefusedMutation();
  const run = (act: () => Promise<void>) => (): void => {
    setProblem(null);
    act().catch((error) => setProblem(asProblem(error)));
  };
  return {
    problem,
    copied,
    raw,
    retry: run(async () => {
      await retryOne({ ctr: line.ctr, confirm: false }).unwrap();
      tell("refused-retried");
    }),
    copy: run(async () => {
      const { text } = await exportOne({ ctr: line.ctr, confirm: false }).unwrap();
      setRaw(text);
      setCopied((await copyText(text)) ? "done" : "failed");
    }),
    discard: run(async () => {
      await discardOne({ ctr: line.ctr, confirm: true }).unwrap();
      tell("refused-discarded");
    }),
  };
};

interface DiscardProps {
  open: boolean;
  what: string;
  onClose: () => void;
  onDiscard: () => void;
}

const Discard = ({ open, what, onClose, onDiscard }: DiscardProps): ReactNode => {
  const text = useText();
  return (
    <Dialog
      open={open}
      title={text("refused-discard-title")}
      onClose={onClose}
      actions={
        <>
          <ActionButton onClick={onClose} autoFocus>
            {text("refused-discard-keep")}
          </ActionButton>
          <ActionButton kind="danger" onClick={onDiscard}>
            {text("refused-discard-do")}
          </ActionButton>
        </>
      }
    >
      <strong>{what}</strong>
      <span>{text("refused-discard-why")}</span>
    </Dialog>
  );
};

/** One change that the server did not take: why, who can lift it, what was typed, what can be done. */
export const Refusal = ({ line }: { line: Line }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const id = useId();
  const [asking, setAsking] = useState(false);
  const patient = useWhose(line.patient);
  const args = line.detail as Problem["args"];
  const why = useProblemWords({ code: line.code as ErrorCode, retry: "never", ...(args ? { args } : {}) });
  const acts = useActs(line);
  const typed = typedOf(line.body);
  const what = text("refused-of", { what: commandWords(text, line.command), patient });
  return (
    <Card aria-labelledby={id}>
      <header>
        <h2 id={id}>{what}</h2>
        <span>{text("refused-at", { time: format.staffDateTime(line.at) })}</span>
      </header>
      <Why>
        <Icon name="warn" />
        <span>
          <strong>{why.what}</strong> {why.next}
        </span>
      </Why>
      <Facts facts={[{ label: text("refused-lifts"), value: text(`refused-lift-${liftOf(line.code)}`) }]} />
      <div>
        <strong>{text("refused-typed")}</strong>
        {typed.length > 0 ? <Facts facts={fieldFacts(text, typed)} /> : <p>{text("refused-typed-none")}</p>}
      </div>
      {acts.copied === "failed" ? <p role="status">{text("refused-copy-failed")}</p> : null}
      {acts.raw ? (
        <More open={acts.copied === "failed"}>
          <summary>{text("refused-all")}</summary>
          <Raw dir="ltr">{acts.raw}</Raw>
        </More>
      ) : null}
      {acts.problem ? <ProblemView problem={acts.problem} onAction={() => undefined} /> : null}
      <ButtonRow>
        {line.command ? (
          <ActionButton kind="primary" onClick={acts.retry}>
            {text("refused-retry")}
          </ActionButton>
        ) : null}
        <ActionButton onClick={acts.copy}>
          {text(acts.copied === "done" ? "refused-copied" : "refused-copy")}
        </ActionButton>
        {line.patient ? (
          <ActionButton href={`#/patients/${line.patient}`}>{text("refused-open-chart")}</ActionButton>
        ) : null}
        <ActionButton kind="danger" onClick={() => setAsking(true)}>
          {text("refused-discard")}
        </ActionButton>
      </ButtonRow>
      <Discard
        open={asking}
        what={what}
        onClose={() => setAsking(false)}
        onDiscard={() => {
          setAsking(false);
          acts.discard();
        }}
      />
    </Card>
  );
};
