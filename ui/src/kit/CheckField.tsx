import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { color, size, type } from "../theme/vars";

export interface CheckFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  disabled?: boolean;
  /** Read as on and off rather than as a tick. */
  asSwitch?: boolean;
  id?: string;
}

const Box = styled("div")({
  display: "flex",
  alignItems: "flex-start",
  gap: 10,
  minBlockSize: size.target,
  paddingBlock: 4,
  "& > input": {
    flex: "none",
    inlineSize: "1.25rem",
    blockSize: "1.25rem",
    margin: 0,
    accentColor: color.primary.fill,
  },
  "& > input[role=switch]": {
    appearance: "none",
    inlineSize: "2.125rem",
    borderRadius: 999,
    border: `1.5px solid ${color.border.control}`,
    background: `radial-gradient(circle at 0.55rem 50%, ${color.border.control} 0 0.375rem, transparent 0.41rem)`,
    '[dir="rtl"] &': { transform: "scaleX(-1)" },
    "&:checked": {
      borderColor: color.primary.fill,
      background: `radial-gradient(circle at calc(100% - 0.55rem) 50%, ${color.primary.on} 0 0.375rem, ${color.primary.fill} 0.41rem)`,
    },
    "@media (forced-colors: active)": { appearance: "auto", inlineSize: "1.25rem" },
  },
  "& label": { display: "block", cursor: "pointer", overflowWrap: "anywhere" },
  "& small": { ...type("small"), display: "block", color: color.text.subtle },
});

/** Yes or no. */
export const CheckField = (props: CheckFieldProps): ReactNode => {
  const { label, hint, checked, onChecked, disabled = false, asSwitch = false } = props;
  const made = useId();
  const id = props.id ?? made;
  return (
    <Box>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChecked(event.target.checked)}
        {...(asSwitch ? { role: "switch" } : {})}
        {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? <small id={`${id}-hint`}>{hint}</small> : null}
      </div>
    </Box>
  );
};
