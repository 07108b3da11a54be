import type { MouseEvent, ReactNode, Ref } from "react";
import { IconBox } from "./buttonLook";
import { Icon, type IconName } from "./Icon";

export interface IconActionProps {
  icon: IconName;
  /** What it does; also shown when the pointer rests on it. */
  label: string;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  keys?: string | undefined;
  expanded?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A sign alone, for what everyone knows: close, help, previous, next. */
export const IconAction = ({ icon, label, onClick, keys, expanded, ref }: IconActionProps): ReactNode => (
  <IconBox
    type="button"
    aria-label={label}
    title={keys ? `${label} (${keys})` : label}
    onClick={onClick}
    {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
    {...(ref ? { ref } : {})}
  >
    <Icon name={icon} size={20} />
  </IconBox>
);
