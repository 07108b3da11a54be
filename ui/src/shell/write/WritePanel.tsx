import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Icon } from "../../kit/Icon";
import { IconAction } from "../../kit/IconAction";
import { useFormat } from "../../kit/useFormat";
import type { Problem } from "../../rpc/gen";
import { color, size, type } from "../../theme/vars";
import { keyCombo, useKey } from "../keys";
import { tell } from "../notices";
import { ProblemView } from "../problem/ProblemView";
import { setWorkspace, useWorkspace } from "../workspace";
import type { Fault } from "./faults";
import { OtherChart } from "./OtherChart";
import { Rule } from "./Rule";
import type { WriteForm } from "./useWriteForm";

const Frame = styled("form")({ display: "flex", flexDirection: "column", minBlockSize: "100%", margin: 0 });
const Head = styled("div")({
  display: "flex",
  alignItems: "center",
  minBlockSize: 52,
  gap: 8,
  paddingInline: `${size.padding} 12px`,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  "& > h2": { ...type("lead"), flex: "1 1 auto", margin: 0, overflowWrap: "anywhere" },
});
const Body = styled("div")({
  flex: "1 1 auto",
  display: "grid",
  alignContent: "start",
  gap: 16,
  paddingInline: size.padding,
  paddingBlock: 16,
  "& > p": { margin: 0 },
});
const Foot = styled("div")({
  position: "sticky",
  insetBlockEnd: 0,
  display: "grid",
  gap: 8,
  paddingInline: size.padding,
  paddingBlock: 12,
  background: color.surface.sheet,
  borderBlockStart: `1px solid ${color.border.hairline}`,
});
const Kept = styled("span")({
  ...type("micro"),
  display: "inline-flex",
  alignItems: "center",
  gap: 4,
  color: color.text.subtle,
});

export interface WritePanelProps<T extends object, B> {
  title: string;
  /** Whom the form is about: said aloud where another chart stands beside it. */
  patient: string;
  form: WriteForm<T, B>;
  /** The words of the act. */
  save: string;
  close: () => void;
  /** The id of each field's control, for the summary that leads to it. */
  fields: Partial<Record<keyof T & string, string>>;
  /** Shown in place of the general words of a problem; null leaves them. */
  answer?: (problem: Problem) => ReactNode | null;
  /** Why it cannot be saved at all. */
  notReady?: string | undefined;
  children: ReactNode;
}

const ruleOf = (problem: Problem): { rule: string; source: string; mayOverride: boolean } | null => {
  const args = problem.args as Record<string, unknown> | undefined;
  const rule = args?.["rule"];
  return problem.code === "rule" && typeof rule === "string"
    ? { rule, source: String(args?.["source"] ?? ""), mayOverride: args?.["may_override"] === true }
    : null;
};

/** What the core answered, in sight and in focus as soon as it comes. */
const Answer = ({ problem, children }: { problem: Problem | null; children: ReactNode }): ReactNode => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) {
      box.current?.focus();
    }
  }, [problem]);
  return problem ? (
    <div ref={box} tabIndex={-1}>
      {children}
    </div>
  ) : null;
};

/** A form in the panel beside the chart: title, fields, what the core answered, draft line, the two buttons. */
export const WritePanel = <T extends object, B>(props: WritePanelProps<T, B>): ReactNode => {
  const { title, patient, form, save, close, fields, answer, notReady, children } = props;
  const text = useText();
  const format = useFormat();
  const heading = useId();
  const { current } = useWorkspace();
  const here = useRef(current);
  const { faults, problem } = form;
  const rule = problem ? ruleOf(problem) : null;
  const lifts = rule?.mayOverride === true;
  const run = (): void => {
    if (!notReady) {
      void form.save();
    }
  };
  // Closing keeps the draft; cancelling throws it away, with a way back.
  const cancel = (): void => {
    const back = form.discard();
    close();
    if (back) {
      tell("chart-write-discarded", {
        undo: () => {
          back();
          setWorkspace(here.current);
        },
      });
    }
  };
  useKey("save", run);
  useKey("close", close);
  const errors = (Object.entries(faults) as [keyof T & string, Fault][]).map(([name, fault]) => ({
    field: fields[name] ?? name,
    message: text(fault.text, fault.args),
  }));
  const own = problem && !rule ? (answer?.(problem) ?? null) : null;
  if (!form.ready) {
    return null;
  }
  return (
    <Frame
      noValidate
      aria-labelledby={heading}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
      onBlur={form.flush}
    >
      <Head>
        <h2 id={heading}>{title}</h2>
        <IconAction icon="x" label={text("kit-close")} keys={keyCombo("close")} onClick={close} />
      </Head>
      <Body>
        <OtherChart patient={patient} />
        <ErrorSummary key={form.tries} errors={errors} title={text("chart-write-errors")} />
        <Answer problem={problem}>
          {rule ? <Rule {...rule} reason={form.override} unsaid={form.unsaid} onReason={form.setOverride} /> : null}
          {own}
          {problem && !rule && own === null ? (
            <ProblemView problem={problem} onAction={() => void form.save()} />
          ) : null}
        </Answer>
        {children}
      </Body>
      <Foot>
        <Kept>
          <Icon name="check" size={14} />
          {form.keptAt === null
            ? text("chart-write-draft-none")
            : text("chart-write-draft", { time: format.clock(form.keptAt) })}
        </Kept>
        <ButtonRow fill>
          <ActionButton onClick={cancel}>{text("chart-write-cancel")}</ActionButton>
          <ActionButton kind="primary" type="submit" keys={keyCombo("save")} notReady={notReady}>
            {lifts ? text("chart-rule-override-save") : save}
          </ActionButton>
        </ButtonRow>
      </Foot>
    </Frame>
  );
};
