import { styled } from "@mui/material/styles";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ControlBox } from "../../../kit/FieldFrame";
import { unit as unitWords } from "../../../kit/format/decimal";
import { Hidden } from "../../../kit/Hidden";
import { Icon } from "../../../kit/Icon";
import { useFormat } from "../../../kit/useFormat";
import { color, type, weight } from "../../../theme/vars";
import { asked, type RowFault, type Values } from "../entry";
import type { Reading } from "../readings";
import { inputsOf, type Sign, type SignId } from "../signs";
import { readingWords } from "../words";

const Row = styled("fieldset")({
  margin: 0,
  padding: "0 0 10px",
  border: 0,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  display: "grid",
  gap: 4,
  minInlineSize: 0,
  "& > legend": { padding: 0, marginBlockEnd: 4, fontWeight: weight.medium },
});
const Line = styled("div")({
  display: "flex",
  alignItems: "center",
  flexWrap: "wrap",
  gap: 8,
  "& > div[data-wide]": { flex: "1 1 12rem" },
  "& > :last-child": { marginInlineStart: "auto" },
});
const Numbers = styled("span")({
  display: "inline-flex",
  alignItems: "center",
  gap: 8,
  "& > div[data-input]": { flex: "0 1 4.25rem" },
  "& > span": { color: color.text.subtle },
});
const Quiet = styled("small")({ ...type("micro"), color: color.text.subtle });
const Wrong = styled("div")({
  ...type("small"),
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 6,
  color: color.stopped.text,
  "&[data-ask]": { color: color.needs.text },
});

export const inputId = (input: string): string => `vitals-${input}`;

/** Enter goes to the next value, and from the last one to the button that saves. */
const goDown = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const form = event.currentTarget.closest("form");
  const all = [...(form?.querySelectorAll<HTMLElement>("[data-sign], button[type=submit]") ?? [])];
  all[all.indexOf(event.currentTarget) + 1]?.focus();
};

const useFaultWords = (sign: Sign, values: Values): ((fault: RowFault) => string) => {
  const text = useText();
  const format = useFormat();
  const amount = (value: number): string => format.quantity(String(value), sign.unit);
  return (fault) => {
    switch (fault.kind) {
      case "number":
        return text("vitals-error-number", { example: sign.fraction > 0 ? "37.5" : "72" });
      case "impossible":
        return text("vitals-error-impossible", { low: amount(sign.possible[0]), high: amount(sign.possible[1]) });
      case "unusual":
        return text("vitals-error-unusual", {
          value: format.quantity((values.typed[fault.input] ?? "").trim(), sign.unit),
        });
      case "comma":
      case "pair":
      case "order":
        return text(`vitals-error-${fault.kind}`);
    }
  };
};

export interface SignRowProps {
  sign: Sign;
  values: Values;
  last: Reading | undefined;
  /** Set once it should be shown. */
  fault: RowFault | null;
  set: (patch: Partial<Values>) => void;
  first: boolean;
}

interface InputProps {
  input: SignId;
  at: number;
  props: SignRowProps;
  describedBy: string;
}

const Input = ({ input, at, props, describedBy }: InputProps): ReactNode => {
  const text = useText();
  const { values, fault, set, first } = props;
  const wrong = fault?.input === input;
  return (
    <>
      {at > 0 ? <span aria-hidden="true">/</span> : null}
      <ControlBox data-input="" {...(wrong && fault.kind !== "unusual" ? { "data-wrong": "" } : {})}>
        <input
          id={inputId(input)}
          data-sign=""
          aria-label={text(`vitals-sign-${input}`)}
          aria-describedby={describedBy}
          {...(wrong ? { "aria-invalid": true } : {})}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          value={values.typed[input] ?? ""}
          onChange={(event) => set({ typed: { ...values.typed, [input]: event.target.value } })}
          onKeyDown={goDown}
          // biome-ignore lint/a11y/noAutofocus: the form was opened to type its first value
          autoFocus={first && at === 0}
        />
      </ControlBox>
    </>
  );
};

/** One sign: its value, the unit beside it, what was last, what is wrong, or that it could not be taken. */
export const SignRow = (props: SignRowProps): ReactNode => {
  const { sign, values, last, fault, set } = props;
  const text = useText();
  const format = useFormat();
  const id = useId();
  const wordsOf = useFaultWords(sign, values);
  const name = text(`vitals-sign-${sign.id}`);
  const missed = values.missed[sign.id];
  const without = (): Record<string, string> =>
    Object.fromEntries(Object.entries(values.missed).filter(([key]) => key !== sign.id));
  return (
    <Row>
      <legend>{name}</legend>
      <Line>
        {missed === undefined ? (
          <>
            {/* Upper before lower and the unit after both, in every language, as people write it. */}
            <Numbers dir="ltr">
              {inputsOf(sign).map((input, at) => (
                <Input key={input} input={input} at={at} props={props} describedBy={`${id}-last ${id}-fault`} />
              ))}
              <span>{unitWords(sign.unit)}</span>
            </Numbers>
            <ActionButton
              kind="quiet"
              size="small"
              label={text("vitals-missed-what", { what: name })}
              onClick={() => set({ missed: { ...values.missed, [sign.id]: "" } })}
            >
              {text("vitals-missed")}
            </ActionButton>
          </>
        ) : (
          <>
            <ControlBox data-wide="">
              <input
                data-sign=""
                aria-label={`${name}. ${text("vitals-missed-reason")}`}
                placeholder={text("vitals-missed-reason")}
                autoComplete="off"
                dir="auto"
                value={missed}
                onChange={(event) => set({ missed: { ...values.missed, [sign.id]: event.target.value } })}
                onKeyDown={goDown}
              />
            </ControlBox>
            <ActionButton kind="quiet" size="small" onClick={() => set({ missed: without() })}>
              {text("vitals-missed-back")}
            </ActionButton>
          </>
        )}
      </Line>
      <Quiet id={`${id}-last`}>
        {last
          ? text("vitals-last", { value: readingWords(text, format, last), ago: format.ago(last.at) })
          : text("vitals-last-none")}
      </Quiet>
      {fault ? (
        <Wrong id={`${id}-fault`} {...(fault.kind === "unusual" ? { "data-ask": "" } : {})}>
          <Icon name="warn" size={14} />
          <span>{wordsOf(fault)}</span>
          {fault.kind === "unusual" ? (
            <ActionButton
              size="small"
              onClick={() => set({ right: [...values.right, asked(fault.input, values.typed[fault.input] ?? "")] })}
            >
              {text("vitals-right", {
                value: format.quantity((values.typed[fault.input] ?? "").trim(), sign.unit),
              })}
            </ActionButton>
          ) : null}
        </Wrong>
      ) : (
        <Hidden id={`${id}-fault`} />
      )}
    </Row>
  );
};
