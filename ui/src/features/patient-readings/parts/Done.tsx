import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Stack } from "../../../kit/Stack";
import { useFormat } from "../../../kit/useFormat";
import { Page } from "../../../shell/Page";
import { useIsSent, WhereItIs } from "../../../shell/WhereItIs";

/** Where the reading is now: on this phone, or with the clinic's server. */
export const Done = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { sent, at } = useIsSent();
  return (
    <Page title={text(sent ? "patient-readings-sent" : "patient-readings-saved")}>
      <Stack>
        <WhereItIs sent={sent} title={text(sent ? "patient-readings-sent-title" : "patient-readings-saved-title")}>
          {!sent ? (
            <Text id="patient-readings-saved-why" />
          ) : at === null ? (
            <Text id="patient-readings-sent-why" />
          ) : (
            <Text id="patient-readings-sent-at" args={{ time: format.patientDateTime(at) }} />
          )}
        </WhereItIs>
        <ActionButton href="#/readings" kind="primary" wide>
          <Text id="patient-readings-done" />
        </ActionButton>
        <ActionButton href="#/readings/new" wide>
          <Text id="patient-readings-again" />
        </ActionButton>
      </Stack>
    </Page>
  );
};
