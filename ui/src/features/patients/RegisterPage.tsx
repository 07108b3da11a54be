import { styled } from "@mui/material/styles";
import { type ReactNode, useMemo } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { MessageId } from "../../i18n/ids";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Callout } from "../../kit/Callout";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { nameOf } from "../../kit/PersonName";
import { useFormat } from "../../kit/useFormat";
import { keyCombo, useKey } from "../../shell/keys";
import { tell } from "../../shell/notices";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { useMe } from "../../shell/session";
import type { Fault } from "../../shell/write/faults";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { color, size, type } from "../../theme/vars";
import { bodyOf, check, EMPTY, IDS, typedOf, type Values } from "./form";
import { LikelyList } from "./parts/LikelyList";
import { FIELDS, RegisterFields } from "./parts/RegisterFields";
import { useLikely } from "./useLikely";

const KEY = "patient-register";
const ROLES = ["reception", "nurse", "doctor", "clinic_admin"];

const Split = styled("div")({
  display: "grid",
  gap: 32,
  gridTemplateColumns: "minmax(0, 30rem) minmax(16rem, 22rem)",
  alignItems: "start",
  "@media (max-width: 900px)": { gridTemplateColumns: "minmax(0, 1fr)" },
});
const Form = styled("form")({ display: "grid", gap: 16, gridTemplateColumns: "minmax(0, 1fr)", margin: 0 });
const Kept = styled("p")({ ...type("micro"), color: color.text.subtle, margin: 0 });
const Foot = styled("div")({
  position: "sticky",
  insetBlockEnd: 0,
  display: "grid",
  gap: 8,
  paddingBlock: 12,
  background: color.surface.sheet,
  borderBlockStart: `1px solid ${color.border.hairline}`,
  marginBlockEnd: `calc(-1 * ${size.gap})`,
});

/** The words behind a kind of number; it is stored with it. */
const kindWord: Record<string, MessageId> = {
  national: "patients-new-number-national",
  insurance: "patients-new-number-insurance",
  clinic: "patients-new-number-clinic",
  other: "patients-new-number-other",
};

const useRegister = (start: string) => {
  const text = useText();
  const go = useNavigate();
  // What was searched for and not found is most often a name.
  const initial = /\d/.test(start) ? EMPTY : { ...EMPTY, family: start };
  return useWriteForm<Values, null>({
    key: KEY,
    initial,
    base: null,
    ids: IDS,
    check,
    body: (values, _base, ids) => {
      const kind = kindWord[values.numberKind];
      return bodyOf(values, ids, kind ? text(kind) : "");
    },
    done: (values, _base, [patient]) => {
      tell("patients-new-saved", { args: { name: nameOf({ family: values.family, given: values.given }) ?? "" } });
      void go(`/patients/${patient}`);
    },
  });
};

/** Registers a patient: questions in one column, look-alikes beside them, one change, then the chart. */
export const Page = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const me = useMe();
  const [params] = useSearchParams();
  const form = useRegister(params.get("name") ?? "");
  const typed = useMemo(() => typedOf(form.values), [form.values]);
  const { asked, likely } = useLikely(typed);
  const may = ROLES.includes(me.role);
  const run = (): void => {
    if (may) {
      void form.save();
    }
  };
  useKey("save", run);
  const errors = (Object.entries(form.faults) as [keyof Values, Fault][]).map(([name, fault]) => ({
    field: FIELDS[name] ?? name,
    message: text(fault.text, fault.args),
  }));
  if (!form.ready) {
    return null;
  }
  return (
    <Screen title={text("patients-new-title")} under={text("patients-new-lead")}>
      <Split>
        <Form
          noValidate
          onBlur={form.flush}
          onSubmit={(event) => {
            event.preventDefault();
            run();
          }}
        >
          {may ? null : <Callout kind="needs">{text("patients-new-forbidden")}</Callout>}
          <ErrorSummary key={form.tries} errors={errors} title={text("chart-write-errors")} />
          <RegisterFields values={form.values} faults={form.faults} set={form.set} />
          {form.problem ? <ProblemView problem={form.problem} onAction={run} /> : null}
          <Foot>
            <Kept>
              {form.keptAt === null
                ? text("chart-write-draft-none")
                : text("chart-write-draft", { time: format.clock(form.keptAt) })}
            </Kept>
            <ButtonRow fill>
              <ActionButton href="#/patients">{text("patients-new-cancel")}</ActionButton>
              {form.keptAt === null ? null : (
                <ActionButton kind="quiet" onClick={() => form.discard()}>
                  {text("patients-new-draft-clear")}
                </ActionButton>
              )}
              <ActionButton
                kind="primary"
                type="submit"
                keys={keyCombo("save")}
                notReady={may ? undefined : text("patients-new-forbidden")}
              >
                {text("patients-new-save")}
              </ActionButton>
            </ButtonRow>
          </Foot>
        </Form>
        <LikelyList asked={asked} likely={likely} />
      </Split>
    </Screen>
  );
};
