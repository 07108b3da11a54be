import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { color, size, type, weight } from "../theme/vars";
import { Icon } from "./Icon";

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface ChoiceGroupProps {
  label: ReactNode;
  /** Beside the label: `Nothing is chosen for you`. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  choices: readonly Choice[];
  /** Null while nothing is chosen; nothing ever is by itself. */
  value: string | null;
  onValue: (value: string) => void;
  /** Next to each other as far as there is room, or one under the other. */
  across?: boolean;
  hideLabel?: boolean;
  id?: string;
}

const Group = styled("fieldset")({ margin: 0, padding: 0, border: 0, minInlineSize: 0 });
const Legend = styled("legend")({
  padding: 0,
  marginBlockEnd: 6,
  fontWeight: weight.medium,
  "& > bdi": { ...type("small"), fontWeight: weight.regular, color: color.text.muted, marginInlineStart: 8 },
});
const Options = styled("div")({
  display: "grid",
  gap: 8,
  "&[data-across]": { gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 11rem), 1fr))" },
});
const Option = styled("label")({
  display: "flex",
  alignItems: "center",
  gap: 12,
  minBlockSize: size.row,
  padding: "8px 12px",
  border: `1px solid ${color.border.control}`,
  borderRadius: size.radius,
  background: color.surface.raised,
  cursor: "pointer",
  "& > span": { minInlineSize: 0, overflowWrap: "anywhere" },
  "& strong": { display: "block", fontWeight: weight.strong },
  "& small": { ...type("small"), display: "block", color: color.text.muted },
  "&:hover": { background: color.surface.hover },
  "&:has(:checked)": {
    borderColor: color.primary.line,
    boxShadow: `inset 0 0 0 1px ${color.primary.line}`,
    background: color.primary.tint,
  },
  "&:has(:focus-visible)": { outline: `2px solid ${color.focus.ring}`, outlineOffset: 2 },
  "&:has(:disabled)": { borderStyle: "dashed", color: color.text.subtle, cursor: "not-allowed", background: "none" },
  "& > input": {
    appearance: "none",
    flex: "none",
    inlineSize: "1.25rem",
    blockSize: "1.25rem",
    margin: 0,
    border: `1.5px solid ${color.border.control}`,
    borderRadius: "50%",
    background: color.surface.raised,
    outline: "none",
    "&:checked": {
      borderColor: color.primary.fill,
      background: `radial-gradient(circle, ${color.primary.fill} 0 0.3125rem, transparent 0.35rem)`,
    },
    "@media (forced-colors: active)": { appearance: "auto" },
  },
});
const Wrong = styled("p")({
  ...type("small"),
  display: "flex",
  gap: 6,
  margin: "4px 0 0",
  color: color.stopped.text,
});
const Hint = styled("p")({ ...type("small"), margin: "0 0 6px", color: color.text.subtle });

/** One of a few, each in a box that is its own label. */
export const ChoiceGroup = (props: ChoiceGroupProps): ReactNode => {
  const { label, aside, hint, error, choices, value, onValue, across = false, hideLabel = false, id } = props;
  const made = useId();
  const name = id ?? made;
  const described = [error ? `${name}-error` : null, hint ? `${name}-hint` : null].filter((one) => one !== null);
  return (
    <Group
      id={name}
      {...(described.length > 0 ? { "aria-describedby": described.join(" ") } : {})}
      {...(hideLabel && typeof label === "string" ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : (
        <Legend>
          {label}
          {aside ? <bdi>{aside}</bdi> : null}
        </Legend>
      )}
      {hint ? <Hint id={`${name}-hint`}>{hint}</Hint> : null}
      <Options {...(across ? { "data-across": "" } : {})}>
        {choices.map((choice) => (
          <Option key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              disabled={choice.disabled ?? false}
              onChange={() => onValue(choice.value)}
            />
            <span>
              {choice.hint ? <strong>{choice.label}</strong> : choice.label}
              {choice.hint ? <small>{choice.hint}</small> : null}
            </span>
          </Option>
        ))}
      </Options>
      {error ? (
        <Wrong id={`${name}-error`}>
          <Icon name="warn" size={14} />
          <span>{error}</span>
        </Wrong>
      ) : null}
    </Group>
  );
};
