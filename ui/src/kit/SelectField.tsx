import { styled } from "@mui/material/styles";
import type { ChangeEvent, FocusEvent, ReactNode, Ref } from "react";
import { ControlBox, FieldFrame, type FieldWords } from "./FieldFrame";
import { Icon } from "./Icon";

export interface SelectFieldProps extends FieldWords {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  /** The first line while nothing is chosen; without it the first option is. */
  nothing?: string;
  value?: string;
  defaultValue?: string;
  name?: string;
  id?: string;
  disabled?: boolean;
  onValue?: (value: string) => void;
  onChange?: (event: ChangeEvent<HTMLSelectElement>) => void;
  onBlur?: (event: FocusEvent<HTMLSelectElement>) => void;
  ref?: Ref<HTMLSelectElement>;
}

const Box = styled(ControlBox)({
  position: "relative",
  "& > select": { appearance: "none", paddingInlineEnd: 24, cursor: "default" },
  "& > select > option": { background: "Canvas", color: "CanvasText" },
  "& > svg": { position: "absolute", insetInlineEnd: 10, pointerEvents: "none" },
});

/** One of a list, by the control of the system: it works with keys, voice and touch as people know it. */
export const SelectField = (props: SelectFieldProps): ReactNode => {
  const { label, hint, error, optional, needed, id, options, nothing, onValue, onChange, ref, ...native } = props;
  return (
    <FieldFrame {...{ label, hint, error, optional, needed, id }}>
      {(ties) => (
        <Box {...(error ? { "data-wrong": "" } : {})}>
          <select
            {...native}
            {...ties}
            ref={ref}
            onChange={(event) => {
              onChange?.(event);
              onValue?.(event.target.value);
            }}
          >
            {nothing === undefined ? null : <option value="">{nothing}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </Box>
      )}
    </FieldFrame>
  );
};
