import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { ChoiceGroup } from "../../kit/ChoiceGroup";
import { SafeText } from "../../kit/SafeText";
import { type AllergyRow, labelOf, settled } from "../../rpc/clinical";
import type { Problem } from "../../rpc/gen";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { decidePath } from "../../shell/record";
import { currentOf } from "../../shell/write/current";
import type { Faults } from "../../shell/write/faults";
import { Stale } from "../../shell/write/Stale";
import { takeBack } from "../../shell/write/undo";
import { useMayChart } from "../../shell/write/useMayChart";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { OfAllergy } from "./parts/OfAllergy";
import { CLINICAL, clinicalWord, VERIFICATIONS, verificationWord } from "./words";

interface Values {
  clinical: string;
  verification: string;
}

/** What stood in the two fields; null for one that nobody wrote. */
interface Base {
  clinical: string | null;
  verification: string | null;
}

const check = (values: Values, base: Base): Faults<Values> => ({
  ...(values.clinical === "" ? { clinical: { text: "allergies-error-choose" } } : {}),
  ...(values.verification === "" ? { verification: { text: "allergies-error-choose" } } : {}),
  ...(values.clinical === base.clinical && values.verification === base.verification
    ? { clinical: { text: "allergies-form-same" } }
    : {}),
});

const Form = ({ row, args, close }: WorkspaceProps & { row: AllergyRow }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const at = { doc: row.doc, patient: args["patient"] ?? "", item: row.item };
  const what = row.code.values.map(labelOf).join(` ${text("kit-or")} `);
  const shown: Base = { clinical: settled(row.clinical), verification: settled(row.verification) };
  const words = (of: Base): string =>
    [of.clinical ? clinicalWord(text, of.clinical) : "", of.verification ? verificationWord(text, of.verification) : ""]
      .filter((part) => part !== "")
      .join(text("kit-comma"));
  const based = (base: Base): object => ({
    ...(base.clinical === null ? {} : { base_clinical: base.clinical }),
    ...(base.verification === null ? {} : { base_verification: base.verification }),
  });
  const form = useWriteForm<Values, Base>({
    key: `allergy-status:${at.patient}:${row.item}`,
    initial: { clinical: shown.clinical ?? "", verification: shown.verification ?? "" },
    base: shown,
    check,
    body: (values, base) => ({ type: "allergy_set_status", ...at, ...values, ...based(base) }),
    done: (values, base) => {
      close();
      const { clinical, verification } = base;
      tell("allergies-done-change", {
        args: { what },
        ...(clinical !== null && verification !== null
          ? {
              undo: takeBack(() => ({
                type: "allergy_set_status",
                ...at,
                clinical,
                verification,
                base_clinical: values.clinical,
                base_verification: values.verification,
              })),
            }
          : {}),
      });
    },
  });
  const answer = (problem: Problem): ReactNode | null => {
    const now = currentOf<string>(problem);
    const word = (value: string): string =>
      (CLINICAL as readonly string[]).includes(value) ? clinicalWord(text, value) : verificationWord(text, value);
    return now ? (
      <Stale
        was={words(form.base)}
        now={now.map(word)}
        yours={words(form.values)}
        decide={decidePath(row.doc, ["allergies", row.item, row.clinical?.both ? "clinical" : "verification"])}
        onTake={() => form.takeBase(shown)}
      />
    ) : null;
  };
  const fault = (name: keyof Values): string | undefined => {
    const found = form.faults[name];
    return found ? text(found.text, found.args) : undefined;
  };
  const disputed = row.clinical?.both || row.verification?.both;
  const blocked = disputed ? text("chart-write-disputed") : undefined;
  return (
    <WritePanel
      title={text("allergies-change-title")}
      patient={at.patient}
      form={form}
      save={text("allergies-change-save")}
      close={close}
      fields={{ clinical: "allergy-clinical", verification: "allergy-verification" }}
      answer={answer}
      notReady={mayWrite ? blocked : text("chart-write-role-clinician")}
    >
      <Callout kind="high" icon="alert" title={<SafeText>{what}</SafeText>}>
        {text("allergies-form-was", { status: words(form.base) })}
      </Callout>
      <ChoiceGroup
        id="allergy-clinical"
        label={text("allergies-form-clinical")}
        error={fault("clinical")}
        choices={CLINICAL.map((value) => ({ value, label: clinicalWord(text, value) }))}
        value={form.values.clinical === "" ? null : form.values.clinical}
        onValue={(clinical) => form.set({ clinical })}
      />
      <ChoiceGroup
        id="allergy-verification"
        label={text("allergies-form-verification")}
        error={fault("verification")}
        choices={VERIFICATIONS.map((value) => ({ value, label: verificationWord(text, value) }))}
        value={form.values.verification === "" ? null : form.values.verification}
        onValue={(verification) => form.set({ verification })}
      />
    </WritePanel>
  );
};

/** Changes whether an allergy is active and how sure it is. */
export const Workspace = (props: WorkspaceProps): ReactNode => (
  <OfAllergy args={props.args}>{(row) => <Form row={row} {...props} />}</OfAllergy>
);
