import type { ReactNode } from "react";
import { Text } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";

/** Stands on every page where one can write: nobody reads messages at night. */
export const Urgent = (): ReactNode => (
  <Callout
    kind="needs"
    icon="warn"
    action={
      <ActionButton href="tel:112" icon="phone">
        <Text id="patient-messages-call" />
      </ActionButton>
    }
  >
    <Text id="patient-messages-urgent" />
  </Callout>
);
