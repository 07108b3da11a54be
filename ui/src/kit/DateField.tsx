import { type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { useLanguage, useText } from "../i18n/text";
import { ControlBox, FieldFrame, type FieldWords } from "./FieldFrame";
import { staffDate } from "./format/dates";
import { parseDate } from "./format/parseDate";

export interface DateFieldProps extends Omit<FieldWords, "error"> {
  /** A FHIR date, or empty. */
  value: string;
  /** Told while typing: the date, or an empty text with `readable` false while it cannot be read. */
  onValue: (value: string, readable: boolean) => void;
  error?: ReactNode;
  /** Allows a month or a year alone. */
  partial?: boolean;
  id?: string;
  disabled?: boolean;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
}

/**
 * A date as text, shown as `23-Nov-2026`: quicker to type than to pick, and read in several ways of writing. What cannot
 * be read stays as it was typed, with a word on how to write it.
 */
export const DateField = (props: DateFieldProps): ReactNode => {
  const { label, hint, error, optional, needed, value, onValue, partial = false, disabled = false } = props;
  const text = useText();
  const { locale } = useLanguage();
  const shown = value === "" ? "" : (staffDate(value, locale) ?? value);
  const [typed, setTyped] = useState(shown);
  const [left, setLeft] = useState(true);
  const mine = useRef(value);
  useEffect(() => {
    // A value from outside replaces what is typed; our own, told back to us, does not: the cursor would jump.
    if (mine.current === value) return;
    mine.current = value;
    setTyped(shown);
  }, [value, shown]);
  const readable = typed.trim() === "" || parseDate(typed, partial) !== null;
  const wrong = error ?? (left && !readable ? text("kit-date-wrong") : undefined);
  return (
    <FieldFrame {...{ label, optional, needed, id: props.id }} hint={hint ?? text("kit-date-hint")} error={wrong}>
      {(ties) => (
        <ControlBox {...(wrong ? { "data-wrong": "" } : {})}>
          <input
            {...ties}
            type="text"
            dir="auto"
            autoComplete="off"
            value={typed}
            disabled={disabled}
            ref={props.ref}
            onChange={(event) => {
              const next = event.target.value;
              const date = parseDate(next, partial);
              setTyped(next);
              setLeft(false);
              mine.current = date ?? "";
              onValue(date ?? "", next.trim() === "" || date !== null);
            }}
            onBlur={() => {
              setLeft(true);
              const date = parseDate(typed, partial);
              if (date) setTyped(staffDate(date, locale) ?? typed);
              props.onBlur?.();
            }}
          />
        </ControlBox>
      )}
    </FieldFrame>
  );
};
