import Button, { type ButtonProps } from "@mui/material/Button";
import type { MouseEvent, ReactNode, Ref } from "react";
import { Icon, type IconName } from "./Icon";
import { Kbd } from "./Kbd";

/** `primary` once a region; `quiet` has no edge; `danger` erases or stops. */
export type ActionKind = "primary" | "plain" | "quiet" | "danger";

export interface ActionButtonProps {
  children: ReactNode;
  kind?: ActionKind;
  icon?: IconName;
  /** As `keyLabel(action)` gives them, such as `Ctrl+Enter`; shown on the button and told as `aria-keyshortcuts`. */
  keys?: string | undefined;
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  /** Why it cannot be done yet. The button stays reachable and says so; a click does nothing. */
  notReady?: ReactNode;
  /** The id of the element that says why, when the words stand elsewhere. */
  describedBy?: string | undefined;
  size?: "small" | "medium" | "large";
  type?: "button" | "submit";
  /** A link looks like a button when it leads to a form. */
  href?: string;
  wide?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  /** Needed where the words are too few to stand alone. */
  label?: string;
  autoFocus?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

const LOOK: Record<ActionKind, Pick<ButtonProps, "variant" | "color">> = {
  primary: { variant: "contained", color: "primary" },
  plain: { variant: "outlined", color: "inherit" },
  quiet: { variant: "text", color: "primary" },
  danger: { variant: "outlined", color: "error" },
};

const shortcut = (keys: string): string => keys.replace(/Ctrl/g, "Control").replace(/⌘/g, "Meta");

/** A button that names its act and shows its keys. */
export const ActionButton = (props: ActionButtonProps): ReactNode => {
  const { children, kind = "plain", icon, keys, onClick, notReady, describedBy, size = "medium" } = props;
  const blocked = Boolean(notReady);
  const aria = {
    ...(keys ? { "aria-keyshortcuts": shortcut(keys) } : {}),
    ...(blocked ? { "aria-disabled": true } : {}),
    ...(typeof notReady === "string" ? { title: notReady } : {}),
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(props.pressed === undefined ? {} : { "aria-pressed": props.pressed }),
    ...(props.expanded === undefined ? {} : { "aria-expanded": props.expanded }),
    ...(props.label ? { "aria-label": props.label } : {}),
  };
  return (
    <Button
      {...LOOK[kind]}
      {...aria}
      size={size}
      type={blocked ? "button" : (props.type ?? "button")}
      fullWidth={props.wide ?? false}
      {...(props.href ? { href: props.href } : {})}
      {...(props.autoFocus ? { autoFocus: true } : {})}
      {...(props.ref ? { ref: props.ref } : {})}
      {...(kind === "primary" && !blocked ? { "data-filled": "" } : {})}
      startIcon={icon ? <Icon name={icon} size={size === "small" ? 14 : 16} /> : undefined}
      endIcon={keys ? <Kbd keys={keys} /> : undefined}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </Button>
  );
};
