import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { Text } from "../i18n/text";
import { color, size, type, weight } from "../theme/vars";
import { Icon } from "./Icon";

/** What every field says around its control. */
export interface FieldWords {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to mend it. */
  error?: ReactNode;
  /** Most fields are needed; mark the few that are not. */
  optional?: boolean | undefined;
  /** Marks the one that is needed among many that are not. */
  needed?: boolean | undefined;
}

const Box = styled("div")({ display: "grid", gap: 4, minInlineSize: 0, alignContent: "start" });
const Label = styled("label")({
  fontWeight: weight.medium,
  overflowWrap: "anywhere",
  "& > span": { fontWeight: weight.regular, color: color.text.muted },
});
const Hint = styled("div")({ ...type("small"), color: color.text.subtle });
const Wrong = styled("div")({
  ...type("small"),
  display: "flex",
  gap: 6,
  color: color.stopped.text,
  "& > svg": { marginBlockStart: 1 },
});

/** Starts where the text around it starts; Chromium knows it by its prefix alone. */
export const MATCH_PARENT = "-webkit-match-parent";

/** The box around a control, drawn once for every kind of it. */
export const ControlBox = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 8,
  inlineSize: "100%",
  minBlockSize: size.control,
  paddingInline: 10,
  border: `1px solid ${color.border.control}`,
  borderRadius: size.radius,
  background: color.surface.raised,
  color: color.text.ink,
  "&[data-wrong]": { borderWidth: 2, borderColor: color.stopped.line, paddingInline: 9 },
  "&:focus-within": { outline: `2px solid ${color.focus.ring}`, outlineOffset: 2 },
  "& > :is(input, select, textarea)": {
    flex: "1 1 auto",
    minInlineSize: 0,
    inlineSize: "100%",
    alignSelf: "stretch",
    margin: 0,
    padding: 0,
    border: 0,
    background: "none",
    font: "inherit",
    color: "inherit",
    outline: "none",
    // A figure alone runs left to right; it still starts where the label does.
    textAlign: MATCH_PARENT,
    "&::placeholder": { color: color.text.subtle, opacity: 1 },
  },
  "& > textarea": { paddingBlock: 6, resize: "vertical", display: "block" },
  "&:has(> :is(input, select, textarea):disabled)": { background: color.surface.sunken, color: color.text.muted },
});

/** The ids that tie a control to its words. */
export interface Ties {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

/** Label above, hint and error below, tied to the control that `children` draws. */
export const FieldFrame = ({
  label,
  hint,
  error,
  optional = false,
  needed = false,
  id: given,
  children,
}: FieldWords & { id?: string | undefined; children: (ties: Ties) => ReactNode }): ReactNode => {
  const made = useId();
  const id = given ?? made;
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter((one) => one !== null);
  return (
    <Box>
      <Label htmlFor={id}>
        {label}
        {optional || needed ? (
          <span>
            {" "}
            (<Text id={optional ? "kit-optional" : "kit-needed"} />)
          </span>
        ) : null}
      </Label>
      {children({
        id,
        ...(described.length > 0 ? { "aria-describedby": described.join(" ") } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
      {error ? (
        <Wrong id={`${id}-error`}>
          <Icon name="warn" size={14} />
          <span>{error}</span>
        </Wrong>
      ) : null}
      {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
    </Box>
  );
};
