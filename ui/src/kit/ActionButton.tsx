import type { MouseEvent, ReactNode, Ref } from "react";
import { ButtonBox } from "./buttonLook";
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
    <ButtonBox
      {...aria}
      {...(props.href ? { as: "a", href: props.href } : { type: blocked ? "button" : (props.type ?? "button") })}
      {...(props.autoFocus ? { autoFocus: true } : {})}
      {...(props.ref ? { ref: props.ref } : {})}
      {...(kind === "primary" && !blocked ? { "data-filled": "" } : {})}
      {...(props.wide ? { "data-wide": "" } : {})}
      data-kind={kind}
      data-size={size}
      onClick={(event: MouseEvent<HTMLElement>) => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon ? <Icon name={icon} size={size === "small" ? 14 : 16} /> : null}
      {children}
      {keys ? <Kbd keys={keys} /> : null}
    </ButtonBox>
  );
};
