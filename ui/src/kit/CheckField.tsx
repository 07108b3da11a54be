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
    inlineSize: 20,
    blockSize: 20,
    margin: 0,
    accentColor: color.primary.fill,
  },
  "& > input[role=switch]": {
    appearance: "none",
    inlineSize: 34,
    borderRadius: 999,
    border: `1.5px solid ${color.border.control}`,
    background: `radial-gradient(circle at 9px 50%, ${color.border.control} 0 6px, transparent 6.5px)`,
    '[dir="rtl"] &': { transform: "scaleX(-1)" },
    "&:checked": {
      borderColor: color.primary.fill,
      background: `radial-gradient(circle at calc(100% - 9px) 50%, ${color.primary.on} 0 6px, ${color.primary.fill} 6.5px)`,
    },
    "@media (forced-colors: active)": { appearance: "auto", inlineSize: 20 },
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
