import { type ReactNode, useContext } from "react";
import { type MessageId, useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { Field } from "../../kit/Field";
import { NowContext, useFormat } from "../../kit/useFormat";
import { call } from "../../rpc/rpc";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { useMe } from "../../shell/session";
import type { Fault, Faults } from "../../shell/write/faults";
import { takeBack } from "../../shell/write/undo";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { EMPTY, given, IDS, momentOf, type RowFault, recordOf, rowFault, type Values } from "./entry";
import { inputId, SignRow } from "./parts/SignRow";
import { lastOf } from "./readings";
import { inputsOf, SIGNS, type Sign } from "./signs";
import { useReadings } from "./useReadings";

/** The form's fields for the summary of faults: one for each input, and the time. */
type Rows = Record<string, unknown>;

const WORDS: Readonly<Record<RowFault["kind"], MessageId>> = {
  number: "vitals-error-number",
  comma: "vitals-error-comma",
  impossible: "vitals-error-impossible",
  unusual: "vitals-error-unusual",
  pair: "vitals-error-pair",
  order: "vitals-error-order",
};

const FIELDS: Partial<Record<string, string>> = Object.fromEntries([
  ...SIGNS.flatMap((sign) => inputsOf(sign).map((input) => [input, inputId(input)])),
  ["time", "vitals-time"],
  ["nothing", inputId("upper")],
]);

const faultWords = (
  sign: Sign,
  values: Values,
  quantity: (value: string, unit?: string) => string,
): { input: string; fault: Fault } | null => {
  const found = rowFault(sign, values);
  if (!found) return null;
  const args = {
    example: sign.fraction > 0 ? "37.5" : "72",
    low: quantity(String(sign.possible[0]), sign.unit),
    high: quantity(String(sign.possible[1]), sign.unit),
    value: quantity((values.typed[found.input] ?? "").trim(), sign.unit),
  };
  return { input: found.input, fault: { text: WORDS[found.kind], args } };
};

/** Readings are no note that somebody goes on writing: their document ends where it began. */
const finished = async (doc: string, patient: string, at: number): Promise<void> => {
  try {
    await call("write", { type: "encounter_finish", doc, patient, end: new Date(at).toISOString() });
  } catch {
    // The readings are saved; that their document still counts as open costs nobody anything.
  }
};

/** Takes back what was just recorded: nothing is deleted, each reading stays in sight as entered in error. */
const voidAll = async (doc: string, patient: string, items: readonly string[], reason: string): Promise<void> => {
  for (const item of items) {
    await takeBack(() => ({
      type: "entry_void",
      doc,
      kind: "encounter",
      patient,
      root: "observations",
      item,
      reason,
    }))();
  }
};

/** Takes vital signs: a row a sign, Enter goes down, nothing needs the mouse. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const patient = args["patient"] ?? "";
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext);
  const me = useMe();
  const { readings } = useReadings(patient);
  const check = (rows: Rows): Faults<Rows> => {
    const values = rows as unknown as Values;
    const out: Faults<Rows> = {};
    if (given(values).length === 0) out["nothing"] = { text: "vitals-error-nothing" };
    for (const sign of SIGNS) {
      const fault = faultWords(sign, values, format.quantity);
      if (fault) out[fault.input] = fault.fault;
    }
    if (momentOf(values.time, now()) === null) out["time"] = { text: "vitals-error-time" };
    return out;
  };
  const form = useWriteForm<Rows, null>({
    key: `vitals:${patient}`,
    initial: EMPTY as unknown as Rows,
    base: null,
    ids: IDS,
    check,
    body: (rows, _base, ids) => recordOf(patient, rows as unknown as Values, ids, now()),
    done: (rows, _base, ids) => {
      close();
      const items = ids.slice(1, given(rows as unknown as Values).length + 1);
      const reason = text("chart-write-undo-reason");
      void finished(ids[0] ?? "", patient, momentOf((rows as unknown as Values).time, now()) ?? now());
      tell("vitals-saved", { undo: () => voidAll(ids[0] ?? "", patient, items, reason) });
    },
  });
  const values = form.values as unknown as Values;
  const time = form.faults["time"];
  const may = me.role === "doctor" || me.role === "nurse";
  return (
    <WritePanel
      title={text("vitals-entry-title")}
      patient={patient}
      form={form}
      save={text("vitals-save")}
      close={close}
      fields={FIELDS}
      notReady={may ? undefined : text("vitals-role")}
    >
      {may ? null : <Callout kind="waiting">{text("vitals-role")}</Callout>}
      {SIGNS.map((sign, at) => {
        const found = rowFault(sign, values);
        // What cannot be is said at once, what is only odd once the row is left behind by a try to save.
        const shown = Object.keys(form.faults).length > 0 || found?.kind === "impossible" ? found : null;
        return (
          <SignRow
            key={sign.id}
            sign={sign}
            values={values}
            last={readings ? lastOf(readings, sign) : undefined}
            fault={shown}
            set={(patch) => form.set(patch as Rows)}
            first={at === 0}
          />
        );
      })}
      <Field
        id="vitals-time"
        label={text("vitals-time")}
        hint={text("vitals-time-hint")}
        inputMode="numeric"
        autoComplete="off"
        value={values.time}
        onValue={(typed) => form.set({ time: typed } as Rows)}
        {...(time ? { error: text(time.text, time.args) } : {})}
      />
    </WritePanel>
  );
};
