import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Stack } from "../../../kit/Stack";
import { Page } from "../../../shell/Page";
import { useIsSent, WhereItIs } from "../../../shell/WhereItIs";

/** Where the message is now. */
export const Done = (): ReactNode => {
  const text = useText();
  const { sent } = useIsSent();
  const [params] = useSearchParams();
  const doc = params.get("doc");
  return (
    <Page title={text(sent ? "patient-messages-sent" : "patient-messages-saved")}>
      <Stack>
        <WhereItIs sent={sent} title={text(sent ? "patient-messages-sent-title" : "patient-messages-saved-title")}>
          <Text id={sent ? "patient-messages-sent-why" : "patient-messages-saved-why"} />
        </WhereItIs>
        <ActionButton href={doc ? `#/messages/${doc}` : "#/messages"} kind="primary" wide>
          <Text id="patient-messages-done" />
        </ActionButton>
      </Stack>
    </Page>
  );
};
