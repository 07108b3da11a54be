import { styled } from "@mui/material/styles";
import type { ChangeEvent, ComponentPropsWithoutRef, ReactNode, Ref } from "react";
import { color } from "../theme/vars";
import { ControlBox, FieldFrame, type FieldWords } from "./FieldFrame";
import { Icon, type IconName } from "./Icon";

type Native = Pick<
  ComponentPropsWithoutRef<"input">,
  | "name"
  | "value"
  | "defaultValue"
  | "onBlur"
  | "onFocus"
  | "onKeyDown"
  | "autoComplete"
  | "inputMode"
  | "disabled"
  | "readOnly"
  | "maxLength"
  | "placeholder"
  | "spellCheck"
>;

type TextControl = HTMLInputElement | HTMLTextAreaElement;

export interface FieldProps extends FieldWords, Omit<Native, "onBlur" | "onFocus" | "onKeyDown"> {
  /** Beside the value, never inside it. */
  unit?: ReactNode;
  icon?: IconName;
  type?: "text" | "password" | "email" | "tel" | "url" | "search";
  /** More than one line; grows from `rows`. */
  multiline?: boolean;
  rows?: number;
  id?: string;
  onValue?: (value: string) => void;
  onChange?: (event: ChangeEvent<TextControl>) => void;
  onBlur?: (event: React.FocusEvent<TextControl>) => void;
  onKeyDown?: (event: React.KeyboardEvent<TextControl>) => void;
  autoFocus?: boolean;
  ref?: Ref<TextControl>;
}

const Unit = styled("span")({ flex: "none", color: color.text.subtle, whiteSpace: "nowrap" });

/** A text of one line or more. Give `value` and `onValue`, or a `name` for its form. */
export const Field = (props: FieldProps): ReactNode => {
  const { label, hint, error, optional, needed, id, unit, icon, multiline = false, rows = 3, ref, ...rest } = props;
  const { onValue, onChange, type = "text", autoFocus, ...native } = rest;
  const change = (event: ChangeEvent<TextControl>): void => {
    onChange?.(event);
    onValue?.(event.target.value);
  };
  return (
    <FieldFrame {...{ label, hint, error, optional, needed, id }}>
      {(ties) => (
        <ControlBox {...(error ? { "data-wrong": "" } : {})}>
          {icon ? <Icon name={icon} /> : null}
          {multiline ? (
            <textarea
              dir="auto"
              {...native}
              {...ties}
              rows={rows}
              ref={ref as Ref<HTMLTextAreaElement>}
              onChange={change}
              // biome-ignore lint/a11y/noAutofocus: the caller opened this form on purpose, for this field
              autoFocus={autoFocus}
            />
          ) : (
            <input
              dir="auto"
              {...native}
              {...ties}
              type={type}
              ref={ref as Ref<HTMLInputElement>}
              onChange={change}
              // biome-ignore lint/a11y/noAutofocus: the caller opened this form on purpose, for this field
              autoFocus={autoFocus}
            />
          )}
          {unit ? <Unit dir="ltr">{unit}</Unit> : null}
        </ControlBox>
      )}
    </FieldFrame>
  );
};
