import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useRef } from "react";
import { useText } from "../i18n/text";
import { color, size, weight } from "../theme/vars";

export interface FieldError {
  /** The `id` of the field. */
  field: string;
  message: string;
}

const Box = styled("div")({
  padding: "12px 14px",
  border: `2px solid ${color.stopped.line}`,
  borderRadius: size.radius,
  background: color.stopped.tint,
  "& > strong": { fontWeight: weight.strong },
  "& ul": { margin: "6px 0 0", paddingInlineStart: 18 },
  "& a": { color: color.stopped.text, display: "inline-block", minBlockSize: size.target },
});

/** What has to be mended before it can be saved, each with a way to its field; takes the focus when it appears. */
export const ErrorSummary = ({ errors, title }: { errors: readonly FieldError[]; title?: string }): ReactNode => {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const some = errors.length > 0;
  // Only when it appears: while somebody mends one value after the other the cursor stays where they type.
  useEffect(() => {
    if (some) box.current?.focus();
  }, [some]);
  if (!some) return null;
  return (
    <Box ref={box} role="alert" tabIndex={-1}>
      <strong>{title ?? text("kit-errors-title")}</strong>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                // The address after the hash is the route; only the focus moves.
                event.preventDefault();
                const found = document.getElementById(field);
                const control = found?.matches("fieldset") ? found.querySelector("input") : found;
                (control as HTMLElement | null)?.focus();
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </Box>
  );
};
